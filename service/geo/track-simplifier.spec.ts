import fc from 'fast-check';
import { destinationPoint, distanceMetres } from './sphere.js';
import type { Fix } from './track-simplifier.js';
import { TrackSimplifier } from './track-simplifier.js';

const start = { lon: -71.62, lat: -33.03 };

function simplify(fixes: readonly Fix[], toleranceMetres: number, window?: number): Fix[] {
  const simplifier = new TrackSimplifier<Fix>(toleranceMetres, window);
  const kept = fixes.flatMap((fix) => simplifier.push(fix));
  return [...kept, ...simplifier.finish()];
}

/** A vessel that goes straight at 10 m/s, one fix a second. */
function straight(count: number): Fix[] {
  return Array.from({ length: count }, (_, second) => ({
    ...destinationPoint(start, 0, second * 10),
    time: second * 1000,
  }));
}

/** Where the kept track says that the vessel was. */
function placeAt(track: readonly Fix[], time: number): { lon: number; lat: number } {
  const next = track.findIndex((fix) => fix.time >= time);
  const to = track[next];
  const from = track[Math.max(0, next - 1)];
  if (from === undefined || to === undefined) {
    throw new Error(`no fix around ${time}`);
  }
  const share = to.time === from.time ? 0 : (time - from.time) / (to.time - from.time);
  return {
    lon: from.lon + (to.lon - from.lon) * share,
    lat: from.lat + (to.lat - from.lat) * share,
  };
}

describe('TrackSimplifier', () => {
  it('keeps only the ends of a straight even run', () => {
    const fixes = straight(500);
    expect(simplify(fixes, 5).map((fix) => fix.time)).toEqual([0, 499_000]);
  });

  it('keeps a bend', () => {
    const north = straight(100);
    const corner = north.at(-1) ?? { ...start, time: 0 };
    const east = Array.from({ length: 100 }, (_, second) => ({
      ...destinationPoint(corner, 90, (second + 1) * 10),
      time: corner.time + (second + 1) * 1000,
    }));
    expect(simplify([...north, ...east], 5).map((fix) => fix.time)).toEqual([0, 99_000, 199_000]);
  });

  it('keeps a stop that a purely spatial rule would lose', () => {
    const going = straight(101);
    const stop = going[50];
    const later = going.slice(51).map((fix) => ({ ...fix, time: fix.time + 3_600_000 }));
    const waiting = stop === undefined ? [] : [{ ...stop, time: stop.time + 3_600_000 }];
    expect(
      simplify([...going.slice(0, 51), ...waiting, ...later], 5).map((fix) => fix.time),
    ).toEqual([0, 50_000, 3_650_000, 3_700_000]);
  });

  it('keeps every fix at tolerance 0', () => {
    expect(simplify(straight(10), 0)).toHaveLength(10);
  });

  it('gives back short tracks whole', () => {
    expect(simplify([], 5)).toEqual([]);
    expect(simplify(straight(1), 5)).toHaveLength(1);
    expect(simplify(straight(2), 5)).toHaveLength(2);
  });

  it('takes a track over the antimeridian for what it is', () => {
    const fixes = Array.from({ length: 100 }, (_, second) => ({
      ...destinationPoint({ lon: 179.995, lat: 0 }, 90, second * 10),
      time: second * 1000,
    }));
    expect(simplify(fixes, 5)).toHaveLength(2);
  });

  it('stays within the tolerance at every time, in order, ends kept, whatever the window', () => {
    const step = fc.record({
      turn: fc.integer({ min: -60, max: 60 }),
      metres: fc.integer({ min: 0, max: 200 }),
      seconds: fc.integer({ min: 1, max: 30 }),
    });
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 3, maxLength: 120 }),
        fc.integer({ min: 3, max: 40 }),
        (steps, window) => {
          let course = 0;
          const fixes: Fix[] = [{ ...start, time: 0 }];
          for (const { turn, metres, seconds } of steps) {
            const last = fixes.at(-1) ?? { ...start, time: 0 };
            course += turn;
            fixes.push({
              ...destinationPoint(last, course, metres),
              time: last.time + seconds * 1000,
            });
          }
          const kept = simplify(fixes, 25, window);
          expect(kept[0]).toBe(fixes[0]);
          expect(kept.at(-1)).toBe(fixes.at(-1));
          expect(kept).toEqual(fixes.filter((fix) => kept.includes(fix)));
          for (const fix of fixes) {
            expect(distanceMetres(fix, placeAt(kept, fix.time))).toBeLessThan(25.1);
          }
        },
      ),
    );
  });

  it('holds no more than its window while a month streams through', () => {
    const simplifier = new TrackSimplifier<Fix>(50, 1024);
    let out = 0;
    let longest = 0;
    let sinceOutput = 0;
    for (let minute = 0; minute < 43_200; minute += 1) {
      const place = destinationPoint(start, (minute * 7) % 360, 2000);
      const kept = simplifier.push({ ...place, time: minute * 60_000 });
      sinceOutput = kept.length > 0 ? 0 : sinceOutput + 1;
      longest = Math.max(longest, sinceOutput);
      out += kept.length;
    }
    out += simplifier.finish().length;
    expect(longest).toBeLessThanOrEqual(1024);
    expect(out).toBeGreaterThan(1000);
  });

  it('refuses a tolerance below 0 and a window that cannot thin', () => {
    expect(() => new TrackSimplifier(-1)).toThrow(RangeError);
    expect(() => new TrackSimplifier(NaN)).toThrow(RangeError);
    expect(() => new TrackSimplifier(1, 2)).toThrow(RangeError);
  });
});
