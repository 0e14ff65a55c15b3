import { isCrossSite } from './same-site.js';

describe('isCrossSite', () => {
  it.each([
    ['a program', {}],
    ['the own page', { origin: 'http://port.example:3000', host: 'port.example:3000' }],
    ['the own page, as the browser says', { 'sec-fetch-site': 'same-origin' }],
    ['the address bar', { 'sec-fetch-site': 'none' }],
  ])('lets %s in', (_, headers) => {
    expect(isCrossSite(headers)).toBe(false);
  });

  it.each([
    ['another site', { origin: 'https://evil.example', host: 'port.example:3000' }],
    ['another port of the host', { origin: 'http://port.example:8080', host: 'port.example:3000' }],
    ['a page without an origin of its own', { origin: 'null', host: 'port.example:3000' }],
    ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
    ['a sister site, as the browser says', { 'sec-fetch-site': 'same-site' }],
  ])('keeps %s out', (_, headers) => {
    expect(isCrossSite(headers)).toBe(true);
  });
});
