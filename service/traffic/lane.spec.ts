import fc from 'fast-check';

import { bearingDegrees, destinationPoint, METRES_PER_NAUTICAL_MILE } from '../geo/sphere.js';
import type { Fairway } from '../ports/fairways.service.js';
import { placeInLane, sailedLegs, wayMetres, type LanePlace } from './lane.js';
import { progressOf } from './progress.js';

const fairway: Fairway = {
  id: '00000000-0000-4000-8000-000000000000',
  locode: 'CLVAP',
  code: 'IN-TRACK',
  name: null,
  direction: 'inbound',
  flow: 'one-way',
  depthDatum: null,
  underKeelMetres: null,
  minimumSeparationMinutes: null,
  minimumSeparationMiles: null,
  line: [
    [-71.622855, -32.94996],
    [-71.619637, -32.976041],
    [-71.61481, -33.015611],
    [-71.616419, -33.026852],
  ],
  waypointNames: ['Sea', 'Pilot', null, 'Mole'],
  legs: [14, 10, 6].map((speedLimitKnots, index) => ({
    name: index === 2 ? 'Basin' : null,
    depthMetres: 55 - 20 * index,
    widthMetres: 300,
    speedLimitKnots,
  })),
};
const legs = sailedLegs(fairway, false);
const whole = wayMetres(legs);

/** The place so far along the line, and so far to starboard of it. */
function spot(along: number, starboard = 0) {
  const leg = legs.find((one) => along <= one.startMetres + one.lengthMetres) ?? legs[0];
  if (leg === undefined) throw new Error('no legs');
  const course = bearingDegrees(leg.from, leg.to);
  const abeam = destinationPoint(leg.from, course, along - leg.startMetres);
  return destinationPoint(abeam, course + Math.sign(starboard) * 90, Math.abs(starboard));
}

function placed(along: number, starboard = 0): LanePlace {
  const place = placeInLane(legs, spot(along, starboard));
  if (place === null) throw new Error('no place');
  return place;
}

function progressAt(along: number, sogKnots: number | null = 10) {
  const { leg, ...place } = placed(along);
  const fix = { time: 0, ...spot(along), sogKnots, cogDegrees: null };
  return progressOf(legs, { ...fix, ...place, leg: leg.leg });
}

describe('legs as they are sailed', () => {
  it('are named by their waypoints where they have no name', () => {
    expect(legs.map(({ name }) => name)).toEqual(['Sea to Pilot', 'Pilot to 3', 'Basin']);
  });

  it('come the other way round, each with its own facts, on a reversed passage', () => {
    const reversed = sailedLegs(fairway, true);
    expect(reversed.map(({ speedLimitKnots }) => speedLimitKnots)).toEqual([6, 10, 14]);
    expect(reversed.map(({ endName }) => endName)).toEqual([null, 'Pilot', 'Sea']);
    expect(wayMetres(reversed)).toBeCloseTo(whole, 3);
  });
});

describe('the place in the lane', () => {
  it('is what was laid off along and across it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: -20, max: 20, noNaN: true }),
        (share, starboard) => {
          const along = share * whole;
          const isNearBend = legs.some(({ startMetres }) => Math.abs(startMetres - along) < 40);
          fc.pre(!isNearBend);
          const place = placed(along, starboard);
          expect(place.alongMetres).toBeCloseTo(along, 0);
          expect(place.crossTrackMetres).toBeCloseTo(starboard, 1);
          expect(place.stretch).toBe('abeam');
        },
      ),
    );
  });

  it('reversed is what is left of the way, on the other side', () => {
    const reversed = sailedLegs(fairway, true);
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), (share) => {
        const along = share * whole;
        const place = placeInLane(reversed, spot(along));
        expect(place?.alongMetres).toBeCloseTo(whole - along, 0);
      }),
    );
  });

  it('is before the first waypoint, and after the last', () => {
    expect(placeInLane(legs, { lon: -71.6229, lat: -32.94 })).toMatchObject({
      stretch: 'before',
      alongMetres: 0,
    });
    const after = placeInLane(legs, { lon: -71.6168, lat: -33.03 });
    expect(after).toMatchObject({ stretch: 'after' });
    expect(after?.alongMetres).toBeCloseTo(whole, 3);
  });
});

describe('progress', () => {
  it('never goes back along the line, and runs from 0 to 100', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (one, other) => {
          const [less, more] = [Math.min(one, other) * whole, Math.max(one, other) * whole];
          const [early, late] = [progressAt(less)?.percent ?? -1, progressAt(more)?.percent ?? -1];
          expect(early).toBeGreaterThanOrEqual(0);
          expect(late).toBeLessThanOrEqual(100);
          expect(late).toBeGreaterThanOrEqual(early - 1e-6);
        },
      ),
    );
  });

  it('adds up: what is done and what remains are the whole way', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        const found = progressAt(share * whole);
        const sum = (found?.doneMiles ?? 0) + (found?.remainingMiles ?? 0);
        expect(sum).toBeCloseTo(whole / METRES_PER_NAUTICAL_MILE, 6);
      }),
    );
  });

  it('tells the next waypoint, the miles to it, and when the end is reached', () => {
    const pilot = legs[0]?.lengthMetres ?? 0;
    const found = progressAt(pilot - 1852, 12);
    expect(found).toMatchObject({ leg: 1, nextWaypoint: 2, nextWaypointName: 'Pilot' });
    expect(found?.nextWaypointMiles).toBeCloseTo(1, 3);
    expect(found?.speedLimitKnots).toBe(14);
    const hours = (whole - pilot + 1852) / METRES_PER_NAUTICAL_MILE / 12;
    expect(found?.estimatedEndAt).toBeCloseTo(hours * 3_600_000, -3);
  });

  it('estimates nothing for a vessel that stands still', () => {
    expect(progressAt(1000, 0.1)?.estimatedEndAt).toBeNull();
    expect(progressAt(1000, null)?.estimatedEndAt).toBeNull();
  });
});
