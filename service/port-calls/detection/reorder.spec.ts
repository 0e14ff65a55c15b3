import { sortFixes } from './reorder.js';

const noon = Date.parse('2026-01-31T12:00:00Z');

function fix(seconds: number, arrives = seconds) {
  const place = { lon: 0, lat: 0, sog: 0, heading: null, navStatus: null, isDoubtful: false };
  return {
    ...place,
    digest: 0,
    time: noon + seconds * 1000,
    committedAt: noon + arrives * 1000,
  };
}

describe('sortFixes', () => {
  it('puts late reports where they belong, and waits for the settling time', () => {
    const { ripe, unripe, dueAt } = sortFixes(
      [fix(0), fix(30), fix(100), fix(10, 60)],
      noon + 101_000,
      90,
    );
    expect(ripe.map(({ time }) => (time - noon) / 1000)).toEqual([0, 10]);
    expect(unripe.map(({ time }) => (time - noon) / 1000)).toEqual([30, 100]);
    expect(dueAt).toBe(noon + 120_000);
  });

  it('waits no longer than that for a vessel that falls silent', () => {
    const { ripe, dueAt } = sortFixes([fix(0), fix(30)], noon + 120_000, 90);
    expect(ripe).toHaveLength(2);
    expect(dueAt).toBeNull();
  });
});
