import type { GeoPosition, LonLat } from '../geo/geometry.js';
import { distanceMetres, offsetFromTrack } from '../geo/sphere.js';
import type { Fairway } from '../ports/fairways.service.js';

/** A leg of a fairway as a vessel sails it. */
export interface SailedLeg {
  /** From 1, in the order of sailing. */
  readonly leg: number;
  readonly name: string;
  readonly depthMetres: number | null;
  /** From one edge of the lane to the other; `null` where not known. */
  readonly widthMetres: number | null;
  /** Over ground; `null`: none. */
  readonly speedLimitKnots: number | null;
  readonly from: LonLat;
  readonly to: LonLat;
  /** Name of the waypoint where it begins; `null` where it has none. */
  readonly beginName: string | null;
  /** Name of the waypoint at its end; `null` where it has none. */
  readonly endName: string | null;
  /** Metres from the beginning of the fairway to the beginning of the leg. */
  readonly startMetres: number;
  readonly lengthMetres: number;
}

/** Where a vessel is in a fairway. */
export interface LanePlace {
  readonly leg: SailedLeg;
  /** Metres from the beginning of the fairway to the point of its line that is nearest. */
  readonly alongMetres: number;
  /** Metres from the line, to starboard positive. */
  readonly crossTrackMetres: number;
  /** Whether the vessel is abeam of the line, or beyond one of its ends. */
  readonly stretch: 'before' | 'abeam' | 'after';
  /** Metres to the nearest point of the line. */
  readonly distanceMetres: number;
}

/** Length of a line, metres. */
export function lengthOf(line: readonly GeoPosition[]): number {
  return line.slice(1).reduce((sum, to, index) => {
    const from = line[index] ?? to;
    return sum + distanceMetres(placeOf(from), placeOf(to));
  }, 0);
}

/** The legs in the order in which they are sailed; a reversed passage has the last one first. */
export function sailedLegs(fairway: Fairway, isReversed: boolean): SailedLeg[] {
  const line = isReversed ? fairway.line.toReversed() : fairway.line;
  const names = isReversed ? fairway.waypointNames.toReversed() : fairway.waypointNames;
  const legs = isReversed ? fairway.legs.toReversed() : fairway.legs;
  let startMetres = 0;
  return legs.flatMap((leg, index) => {
    const [from, to] = [line[index], line[index + 1]];
    if (from === undefined || to === undefined) return [];
    const lengthMetres = lengthOf([from, to]);
    const ends = [names[index], names[index + 1]].map((name, at) => name ?? `${index + at + 1}`);
    const sailed: SailedLeg = {
      ...leg,
      leg: index + 1,
      name: leg.name ?? ends.join(' to '),
      from: placeOf(from),
      to: placeOf(to),
      beginName: names[index] ?? null,
      endName: names[index + 1] ?? null,
      startMetres,
      lengthMetres,
    };
    startMetres += lengthMetres;
    return [sailed];
  });
}

/** Length of the whole way, metres. */
export function wayMetres(legs: readonly SailedLeg[]): number {
  const last = legs.at(-1);
  return last === undefined ? 0 : last.startMetres + last.lengthMetres;
}

/**
 * Where a place is in a fairway: by the point of the line that is nearest to it.
 * @returns `null` for a fairway without legs
 */
export function placeInLane(legs: readonly SailedLeg[], place: LonLat): LanePlace | null {
  let nearest: LanePlace | null = null;
  for (const leg of legs) {
    const found = placeByLeg(leg, place, legs.length);
    if (nearest === null || found.distanceMetres < nearest.distanceMetres) nearest = found;
  }
  return nearest;
}

function placeByLeg(leg: SailedLeg, place: LonLat, count: number): LanePlace {
  const { alongMetres, crossMetres } = offsetFromTrack(leg.from, leg.to, place);
  const isBefore = alongMetres < 0;
  const isAfter = alongMetres > leg.lengthMetres;
  if (!isBefore && !isAfter) {
    return {
      leg,
      alongMetres: leg.startMetres + alongMetres,
      crossTrackMetres: crossMetres,
      stretch: 'abeam',
      distanceMetres: Math.abs(crossMetres),
    };
  }
  const metres = distanceMetres(isBefore ? leg.from : leg.to, place);
  const isOutside = isBefore ? leg.leg === 1 : leg.leg === count;
  const stretch = isBefore ? 'before' : 'after';
  return {
    leg,
    alongMetres: leg.startMetres + (isBefore ? 0 : leg.lengthMetres),
    // At the outer side of a bend the corner itself is nearest.
    crossTrackMetres: isOutside ? crossMetres : Math.sign(crossMetres) * metres,
    stretch: isOutside ? stretch : 'abeam',
    distanceMetres: metres,
  };
}

function placeOf([lon, lat]: GeoPosition): LonLat {
  return { lon, lat };
}
