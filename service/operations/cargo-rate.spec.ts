import { isWorthTelling, paceOf, type Work } from './cargo-rate.js';

const hour = 3_600_000;
const start = Date.UTC(2026, 0, 31, 6);

function newWork(more: Partial<Work>): Work {
  return {
    startedAt: start,
    completedAt: null,
    planned: 1000,
    done: 0,
    countedAt: null,
    rests: [],
    ...more,
  };
}

describe('the pace of a cargo operation', () => {
  it('is unknown before the first count', () => {
    expect(paceOf(newWork({}), start + hour)).toEqual({
      netHours: null,
      ratePerHour: null,
      remaining: 1000,
      estimatedCompletionAt: null,
    });
  });

  it('goes on at the rate so far', () => {
    const pace = paceOf(newWork({ done: 400, countedAt: start + 4 * hour }), start + 4 * hour);
    expect(pace).toEqual({
      netHours: 4,
      ratePerHour: 100,
      remaining: 600,
      estimatedCompletionAt: start + 10 * hour,
    });
  });

  it('does not slow down while nobody counts', () => {
    const work = newWork({ done: 400, countedAt: start + 4 * hour });
    expect(paceOf(work, start + 6 * hour)).toEqual(paceOf(work, start + 4 * hour));
  });

  it('is net of suspensions, and the estimate moves by those after the count', () => {
    const work = newWork({
      done: 300,
      countedAt: start + 4 * hour,
      rests: [
        { start: start + hour, end: start + 2 * hour },
        { start: start + 5 * hour, end: start + 7 * hour },
      ],
    });
    const pace = paceOf(work, start + 7 * hour);
    expect(pace.ratePerHour).toBe(100);
    expect(pace.estimatedCompletionAt).toBe(start + (4 + 7 + 2) * hour);
  });

  it('gives no estimate while work rests', () => {
    const rests = [{ start: start + 4 * hour, end: null }];
    const work = newWork({ done: 400, countedAt: start + 4 * hour, rests });
    expect(paceOf(work, start + 5 * hour)).toMatchObject({
      ratePerHour: 100,
      estimatedCompletionAt: null,
    });
  });

  it('gives no estimate before now', () => {
    const work = newWork({ done: 900, countedAt: start + 9 * hour });
    expect(paceOf(work, start + 12 * hour).estimatedCompletionAt).toBe(start + 12 * hour);
  });

  it('never leaves less than nothing', () => {
    expect(paceOf(newWork({ done: 1200, countedAt: start + hour }), start + hour).remaining).toBe(
      0,
    );
  });

  it('is reckoned to the end once work is completed', () => {
    const work = newWork({
      done: 1000,
      countedAt: start + 4 * hour,
      completedAt: start + 5 * hour,
    });
    expect(paceOf(work, start + 9 * hour)).toEqual({
      netHours: 5,
      ratePerHour: 200,
      remaining: 0,
      estimatedCompletionAt: null,
    });
  });
});

describe('an estimate', () => {
  it('is told when it is the first, or moved by more than a step', () => {
    const step = 15 * 60_000;
    expect(isWorthTelling(null, start, step)).toBe(true);
    expect(isWorthTelling(start, start + step, step)).toBe(false);
    expect(isWorthTelling(start, start - step - 1, step)).toBe(true);
  });
});
