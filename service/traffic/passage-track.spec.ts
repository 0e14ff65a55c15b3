import fc from 'fast-check';

import { destinationPoint } from '../geo/sphere.js';
import type { SailedLeg } from './lane.js';
import { emptyTrack, excessesOf, follow, type TrackBasis, type TrackFix } from './passage-track.js';

const start = { lon: -71.62, lat: -32.95 };
const length = 6000;

function leg(number: number, from: number, to: number): SailedLeg {
  return {
    leg: number,
    name: `leg ${number}`,
    depthMetres: 20,
    widthMetres: 200,
    speedLimitKnots: number === 1 ? 12 : 6,
    from: destinationPoint(start, 180, from),
    to: destinationPoint(start, 180, to),
    beginName: null,
    endName: null,
    startMetres: from,
    lengthMetres: to - from,
  };
}

const basis: TrackBasis = {
  legs: [leg(1, 0, 4000), leg(2, 4000, length)],
  startedAt: null,
  after: null,
  until: null,
};

interface Wanted {
  readonly at: number;
  readonly along: number;
  readonly off?: number;
  readonly sog?: number | null;
  readonly cog?: number;
}

/** A fix southbound; `at` in seconds, `along` and `off` (to starboard, west) in metres. */
function fix({ at, along, off = 0, sog = 10, cog = 180 }: Wanted): TrackFix {
  const abeam = destinationPoint(start, along < 0 ? 0 : 180, Math.abs(along));
  const place = destinationPoint(abeam, off < 0 ? 90 : 270, Math.abs(off));
  return { ...place, time: at * 1000, sogKnots: sog, cogDegrees: cog };
}

/** Every ten seconds at 10 knots, from 200 m before the fairway to 200 m behind it. */
function voyage(change: (along: number) => Partial<Wanted> = () => ({})): TrackFix[] {
  return Array.from({ length: 125 }, (_, index) => {
    const along = -200 + index * 51.5;
    return fix({ at: index * 10, along, sog: along > 4000 ? 5.5 : 10, ...change(along) });
  });
}

const followed = (fixes: readonly TrackFix[], on = basis) => follow(emptyTrack, on, fixes);

describe('a passage by its fixes', () => {
  it('starts at the first of two fixes in the lane, and ends at the first of two at its end', () => {
    const track = followed(voyage());
    // 4 steps of 51.5 m bring it past the beginning, 120 to within 50 m of the end.
    expect(track.startedAt).toBe(40_000);
    expect(track.endedAt).toBe(1_200_000);
    expect(excessesOf(track)).toEqual([]);
  });

  it('does not start beside the lane, against it, at anchor, or by one stray fix', () => {
    const beside = voyage(() => ({ off: 150 }));
    const against = voyage(() => ({ cog: 0 }));
    const drifting = voyage(() => ({ sog: 0.4 }));
    const stray = [
      fix({ at: 0, along: 500, off: 900 }),
      fix({ at: 10, along: 500 }),
      fix({ at: 20, along: 500, off: 900 }),
    ];
    for (const fixes of [beside, against, drifting, stray]) {
      expect(followed(fixes).startedAt).toBeNull();
    }
  });

  it('starts when a person says so, wherever the vessel is', () => {
    const track = followed([fix({ at: 100, along: -5000 })], { ...basis, startedAt: 60_000 });
    expect(track.startedAt).toBe(60_000);
  });

  it('counts nothing of what belongs to the passage before', () => {
    const fixes = voyage();
    expect(followed(fixes, { ...basis, after: 500_000 }).startedAt).toBe(510_000);
    expect(followed(fixes, { ...basis, after: 2_000_000 }).startedAt).toBeNull();
  });

  it('shows one excess of speed, with its begin, end and peak', () => {
    const track = followed(
      voyage((along) =>
        along > 1000 && along < 2000 ? { sog: along > 1500 && along < 1560 ? 14.2 : 13 } : {},
      ),
    );
    const [excess, ...others] = excessesOf(track);
    expect(others).toEqual([]);
    // The fixes from 1036 m (24 steps) to 1963.5 m (42 steps); the next one is slow again.
    expect(excess).toMatchObject({
      kind: 'speed',
      beginAt: 240_000,
      endAt: 430_000,
      peak: { value: 14.2, allowed: 12, leg: 1 },
    });
    const times = excess?.evidence.map(({ time }) => time) ?? [];
    expect(times[0]).toBe(240_000);
    expect(times).toContain(excess?.peak.time);
    expect(times.length).toBeLessThanOrEqual(9);
  });

  it('is one excess while the value swings around the limit', () => {
    // 13 begins it; 11.8 is within the band, so it goes on.
    const track = followed(
      voyage((along) =>
        along > 1000 && along < 2000 ? { sog: Math.round(along) % 2 === 0 ? 13 : 11.8 } : {},
      ),
    );
    expect(excessesOf(track)).toHaveLength(1);
  });

  it('is no excess by one fix, nor by less than a receiver can tell', () => {
    let seen = 0;
    const once = followed(voyage((along) => (along > 1000 && seen++ === 0 ? { sog: 18 } : {})));
    const close = followed(voyage((along) => (along < 4000 ? { sog: 12.1, off: 105 } : {})));
    expect(excessesOf(once)).toEqual([]);
    expect(excessesOf(close)).toEqual([]);
  });

  it('measures a deviation from the line against half the width', () => {
    const track = followed(
      voyage((along) =>
        along > 2000 && along < 2600 ? { off: along > 2200 && along < 2300 ? 180 : 130 } : {},
      ),
    );
    const [excess] = excessesOf(track);
    expect(excess).toMatchObject({ kind: 'deviation', peak: { allowed: 100 } });
    expect(excess?.peak.value).toBeCloseTo(180, 1);
    expect(excess?.peak.crossTrackMetres).toBeCloseTo(180, 1);
  });

  it('measures the speed by the limit of the leg', () => {
    const track = followed(voyage((along) => (along > 4000 ? { sog: 9 } : {})));
    expect(excessesOf(track)).toMatchObject([
      { kind: 'speed', endAt: 1_200_000, peak: { value: 9, allowed: 6, leg: 2 } },
    ]);
  });

  it('ends an excess with the last fix before a silence, and begins no other by it', () => {
    const fast = [0, 10, 20, 30].map((at) => fix({ at, along: 500 + at * 5, sog: 15 }));
    const later = [2000, 2010].map((at) => fix({ at, along: 2000 + at / 10, sog: 10 }));
    expect(excessesOf(followed([...fast, ...later]))).toMatchObject([
      { beginAt: 0, endAt: 30_000 },
    ]);
  });

  it('ends what goes on when the passage is over', () => {
    const fast = voyage((along) => (along > 500 ? { sog: 15 } : {})).slice(0, 40);
    expect(excessesOf(followed(fast))).toMatchObject([{ endAt: null }]);
    expect(excessesOf(followed(fast, { ...basis, until: 300_000 }))).toMatchObject([
      { endAt: 300_000 },
    ]);
  });

  it('is the same however the fixes are cut into parts', () => {
    const swings = fc.array(
      fc.record({
        sog: fc.double({ min: 4, max: 16, noNaN: true }),
        off: fc.double({ min: -160, max: 160, noNaN: true }),
      }),
      { minLength: 125, maxLength: 125 },
    );
    fc.assert(
      fc.property(
        swings,
        fc.array(fc.integer({ min: 0, max: 125 }), { maxLength: 10 }),
        (all, cuts) => {
          let index = -1;
          const fixes = voyage(() => all[++index] ?? {});
          const places = [0, ...cuts.toSorted((one, other) => one - other), fixes.length];
          const parts = places.slice(1).map((to, part) => fixes.slice(places[part], to));
          const cut = parts.reduce((track, part) => follow(track, basis, part), emptyTrack);
          expect(cut).toEqual(followed(fixes));
          // What is kept between two looks is JSON.
          expect(JSON.parse(JSON.stringify(cut))).toEqual(cut);
        },
      ),
    );
  });

  it('never shows two excesses of a kind at once, and each has its peak among its evidence', () => {
    const speeds = fc.array(fc.double({ min: 3, max: 16, noNaN: true }), {
      minLength: 125,
      maxLength: 125,
    });
    fc.assert(
      fc.property(speeds, (all) => {
        let index = -1;
        const found = excessesOf(followed(voyage(() => ({ sog: all[++index] ?? 10 }))));
        const speed = found.filter(({ kind }) => kind === 'speed');
        speed.forEach((excess, place) => {
          const next = speed[place + 1];
          expect(excess.endAt ?? Infinity).toBeGreaterThanOrEqual(excess.beginAt);
          if (next !== undefined)
            expect(next.beginAt).toBeGreaterThanOrEqual(excess.endAt ?? Infinity);
          expect(excess.evidence).toContainEqual(excess.peak);
          expect(excess.peak.value).toBeGreaterThan(excess.peak.allowed);
        });
      }),
    );
  });
});
