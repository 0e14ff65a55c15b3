import { retryDelay } from './retry-delay.js';

const day = 24 * 3_600_000;
const tried = (attempts: number) => ({ attempts, askedMs: null, leftMs: day });

describe('retryDelay', () => {
  it('doubles from 5 s up to an hour', () => {
    const delays = [1, 2, 3, 4, 10, 11, 12, 100].map((attempts) => retryDelay(tried(attempts), 1));
    expect(delays).toEqual([
      5000, 10_000, 20_000, 40_000, 2_560_000, 3_600_000, 3_600_000, 3_600_000,
    ]);
  });

  it('spreads over the upper half', () => {
    expect([0, 0.5, 1].map((random) => retryDelay(tried(2), random))).toEqual([5000, 7500, 10_000]);
  });

  it('waits as long as it was asked to, but no longer than an hour', () => {
    expect(retryDelay({ ...tried(1), askedMs: 60_000 }, 1)).toBe(60_000);
    expect(retryDelay({ ...tried(1), askedMs: 100 }, 1)).toBe(5000);
    expect(retryDelay({ ...tried(1), askedMs: day }, 1)).toBe(3_600_000);
  });

  it('tries for the last time at the very end, and then no more', () => {
    expect(retryDelay({ ...tried(12), leftMs: 1000 }, 1)).toBe(1000);
    expect(retryDelay({ ...tried(12), leftMs: 0 }, 1)).toBeNull();
    expect(retryDelay({ ...tried(12), leftMs: -5 }, 1)).toBeNull();
  });

  it('makes some 30 tries in a day', () => {
    let leftMs = day;
    let attempts = 1;
    for (let delay = retryDelay({ ...tried(1), leftMs }, 0.5); delay !== null; attempts++) {
      leftMs -= delay;
      delay = retryDelay({ attempts, askedMs: null, leftMs }, 0.5);
    }
    expect(attempts).toBeGreaterThan(30);
    expect(attempts).toBeLessThan(50);
  });
});
