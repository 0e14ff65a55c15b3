import { etaInstant } from './eta-instant.js';

const at = (text: string): number => Date.parse(text);

describe('etaInstant', () => {
  it.each([
    ['2026-12-30T00:00:00Z', { month: 1, day: 2, hour: 6, minute: 30 }, '2027-01-02T06:30:00Z'],
    ['2027-01-02T00:00:00Z', { month: 12, day: 31, hour: 6, minute: 0 }, '2026-12-31T06:00:00Z'],
    ['2026-06-01T00:00:00Z', { month: 6, day: 1, hour: 0, minute: 0 }, '2026-06-01T00:00:00Z'],
    ['2027-03-01T00:00:00Z', { month: 2, day: 29, hour: 12, minute: 0 }, '2028-02-29T12:00:00Z'],
    ['2098-01-01T00:00:00Z', { month: 2, day: 29, hour: 0, minute: 0 }, '2096-02-29T00:00:00Z'],
  ])('reads, in a report of %s, %j as %s', (reportedAt, eta, expected) => {
    expect(etaInstant(eta, at(reportedAt))).toBe(at(expected));
  });

  it.each([
    { month: null, day: 1, hour: 0, minute: 0 },
    { month: 1, day: null, hour: 0, minute: 0 },
    { month: 1, day: 1, hour: null, minute: 0 },
    { month: 1, day: 1, hour: 0, minute: null },
    { month: 2, day: 30, hour: 0, minute: 0 },
  ])('makes no moment of %j', (eta) => {
    expect(etaInstant(eta, at('2026-06-01T00:00:00Z'))).toBeNull();
  });
});
