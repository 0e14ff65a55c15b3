import { durationSeconds, quantityValue } from './quantity.js';

describe('a quantity', () => {
  it.each([
    ['500m', 0.5],
    ['0.5', 0.5],
    ['1', 1],
    ['1Gi', 1_073_741_824],
    ['1024Mi', 1_073_741_824],
    ['1G', 1_000_000_000],
    ['1e3', 1000],
    ['12E', 12e18],
    [2, 2],
  ])('%s is %d', (given, value) => {
    expect(quantityValue(given)).toBeCloseTo(value, 9);
  });

  it.each(['', 'Gi', '1 Gi', '1GB', 'abc', true, null])('%s is none', (given) => {
    expect(quantityValue(given)).toBeNull();
  });
});

describe('a duration', () => {
  it.each([
    ['1h', 3600],
    ['1h0m0s', 3600],
    ['90s', 90],
    ['1m30s', 90],
    ['250ms', 0.25],
  ])('%s is %d s', (given, seconds) => {
    expect(durationSeconds(given)).toBe(seconds);
  });

  it.each(['', '10', 's', '1d', '1h 30m'])('%p is none', (given) => {
    expect(durationSeconds(given)).toBeNull();
  });
});
