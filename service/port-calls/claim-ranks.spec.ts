import { defaultRanks, rankOf, readRanks } from './claim-ranks.js';

const arrival = { service: 'BERTH', event: 'ARRI', classifier: 'ACT' } as const;

describe('readRanks', () => {
  it('is the default without a setting', () => {
    expect(readRanks(null)).toEqual(defaultRanks);
  });

  it('replaces only what the setting names', () => {
    const ranks = readRanks({ 'BERTH ARRI': { actual: ['ais', 'pilot'] } });
    expect(ranks).toEqual({
      ...defaultRanks,
      'BERTH ARRI': { expected: defaultRanks.default.expected, actual: ['ais', 'pilot'] },
    });
  });

  it.each([
    [{ 'BERTH STRT': { actual: ['ais'] } }, 'BERTH STRT is not a service'],
    [{ default: { actual: ['radar'] } }, 'radar, which is no source'],
    [{ default: { planned: ['ais'] } }, 'default has planned'],
  ])('refuses %j', (setting, problem) => {
    const expected: unknown = expect.stringContaining(problem);
    expect(readRanks(setting)).toEqual({ problem: expected });
  });
});

describe('rankOf', () => {
  it('puts what is not named below all that is', () => {
    const ranks = { ...defaultRanks, 'BERTH ARRI': { expected: [], actual: ['ais'] } } as const;
    expect(rankOf(ranks, { ...arrival, source: 'ais' })).toBe(0);
    expect(rankOf(ranks, { ...arrival, source: 'operator' })).toBeGreaterThan(0);
  });
});
