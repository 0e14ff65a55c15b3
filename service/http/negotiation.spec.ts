import { negotiateCoding, negotiateMediaType } from './negotiation.js';

describe('negotiateCoding', () => {
  it.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip', 'gzip'],
    ['x-gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['GZIP', 'gzip'],
    ['br;q=0.5, gzip;q=0.8', 'gzip'],
    ['br;q=0, gzip;q=0', 'identity'],
    ['deflate, zstd', 'identity'],
    ['*', 'br'],
    ['*;q=0.5, br;q=0', 'gzip'],
    ['identity', 'identity'],
    ['identity;q=0, gzip', 'gzip'],
    ['gzip;q=high, br;q=0.001', 'br'],
    ['identity;q=0', null],
    ['*;q=0', null],
  ])('answers %p with %p', (header, coding) => {
    expect(negotiateCoding(header)).toBe(coding);
    expect(negotiateCoding(header)).toBe(coding);
  });

  it('answers right however many different headers it has seen', () => {
    for (let n = 0; n < 200; n += 1) negotiateCoding(`gzip;q=0.5, made-up-${n}`);
    expect(negotiateCoding('gzip;q=0.5, br')).toBe('br');
  });
});

describe('negotiateMediaType', () => {
  const offered = ['application/geo+json', 'text/csv'] as const;

  it.each([
    [undefined, 'application/geo+json'],
    ['*/*', 'application/geo+json'],
    ['text/csv', 'text/csv'],
    ['text/*;q=0.9, application/*;q=0.1', 'text/csv'],
    ['text/csv;q=0, */*', 'application/geo+json'],
    ['TEXT/CSV; charset=utf-8', 'text/csv'],
    ['image/png', null],
  ])('answers %p with %p', (header, type) => {
    expect(negotiateMediaType(header, offered)).toBe(type);
  });
});
