import { backoffMs } from './backoff.js';

describe('backoffMs', () => {
  it('doubles from half a second to 30 s', () => {
    expect([0, 1, 2, 5, 6, 7, 1_000].map((attempt) => backoffMs(attempt, 1))).toEqual([
      500, 1_000, 2_000, 16_000, 30_000, 30_000, 30_000,
    ]);
  });

  it('takes up to a half off at random', () => {
    expect(backoffMs(1, 0)).toBe(500);
    expect(backoffMs(1, 0.5)).toBe(750);
  });
});
