import { heightAt, lowestTide, type TideHeight } from './tide-table.js';

const start = Date.parse('2026-03-01T00:00:00Z');
const at = (hours: number): number => start + hours * 3_600_000;

/** High and low waters, six hours apart. */
const extremes: readonly TideHeight[] = [
  { time: at(0), heightMetres: 1.6 },
  { time: at(6), heightMetres: 0.2 },
  { time: at(12), heightMetres: 1.8 },
  { time: at(18), heightMetres: -0.1 },
];

/** A row each half hour. */
const dense: readonly TideHeight[] = [
  { time: at(0), heightMetres: 1 },
  { time: at(0.5), heightMetres: 1.2 },
  { time: at(1), heightMetres: 1.1 },
];

describe('the height between two rows', () => {
  it('runs along half a cosine between high and low water', () => {
    expect(heightAt(extremes, at(3))).toBeCloseTo(0.9, 6);
    // A quarter of the way takes (1 - cos 45°) / 2 of the fall.
    expect(heightAt(extremes, at(1.5))).toBeCloseTo(1.6 - 1.4 * 0.146447, 5);
  });

  it('runs straight between rows that are close together', () => {
    expect(heightAt(dense, at(0.25))).toBeCloseTo(1.1, 6);
  });

  it('is that of a row, at its time', () => {
    expect(heightAt(extremes, at(6))).toBe(0.2);
    expect(heightAt(extremes, at(0))).toBe(1.6);
  });

  it('is not known outside of the table, nor in a gap of it', () => {
    expect(heightAt(extremes, at(-1))).toBeNull();
    expect(heightAt(extremes, at(19))).toBeNull();
    const gap = [...extremes, { time: at(40), heightMetres: 1.5 }];
    expect(heightAt(gap, at(20))).toBeNull();
    expect(heightAt([], at(1))).toBeNull();
  });
});

describe('the lowest tide of a stay', () => {
  it('is a low water within it', () => {
    expect(lowestTide(extremes, at(2), at(14))).toEqual({ time: at(6), heightMetres: 0.2 });
    expect(lowestTide(extremes, at(2), at(18))).toEqual({ time: at(18), heightMetres: -0.1 });
  });

  it('is at one end of a stay between two waters', () => {
    const falling = lowestTide(extremes, at(1.5), at(3));
    expect(falling?.time).toBe(at(3));
    expect(falling?.heightMetres).toBeCloseTo(0.9, 6);
    expect(lowestTide(extremes, at(7), at(9))?.time).toBe(at(7));
  });

  it('is not known where the table does not cover all of the stay', () => {
    expect(lowestTide(extremes, at(-2), at(4))).toBeNull();
    expect(lowestTide(extremes, at(4), at(20))).toBeNull();
    const gap = [...extremes, { time: at(40), heightMetres: 1.5 }, { time: at(46), heightMetres: 0 }];
    expect(lowestTide(gap, at(14), at(44))).toBeNull();
  });
});
