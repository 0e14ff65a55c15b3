import { METRES_PER_NAUTICAL_MILE } from '../geo/sphere.js';
import { wayMetres, type SailedLeg } from './lane.js';
import type { TrackPoint } from './passage-track.js';

/** How far a passage has come, by the newest fix. */
export interface Progress {
  /** 0 to 100, of the way along the line. */
  readonly percent: number;
  /** Along the line from its beginning. */
  readonly doneMiles: number;
  /** Along the line to its end; with the way to its beginning for a vessel that is not there yet. */
  readonly remainingMiles: number;
  /** Number of the waypoint that comes next, from 1; `null` after the last. */
  readonly nextWaypoint: number | null;
  readonly nextWaypointName: string | null;
  readonly nextWaypointMiles: number | null;
  /** At the speed of the fix, epoch ms; `null` for a vessel that hardly moves. */
  readonly estimatedEndAt: number | null;
  /** From 1. */
  readonly leg: number;
  readonly speedLimitKnots: number | null;
  /** From the line, to starboard positive; `null` beyond its ends. */
  readonly crossTrackMetres: number | null;
  /** Half the width of the lane; `null` where it is not known. */
  readonly halfWidthMetres: number | null;
  /** `null` where it cannot be told. */
  readonly isInLane: boolean | null;
  readonly isTooFast: boolean | null;
}

/** Slower than this nothing is estimated, knots. */
const leastKnots = 0.5;

/**
 * How far a vessel has come along a fairway.
 * @returns `null` for a fairway without legs
 */
export function progressOf(legs: readonly SailedLeg[], point: TrackPoint): Progress | null {
  const leg = legs.find((candidate) => candidate.leg === point.leg);
  if (leg === undefined) return null;
  const whole = wayMetres(legs);
  const before = point.stretch === 'before' ? point.distanceMetres : 0;
  const remaining = whole - point.alongMetres + before;
  return {
    percent: whole === 0 ? 0 : clamp((point.alongMetres / whole) * 100),
    doneMiles: miles(point.alongMetres),
    remainingMiles: miles(remaining),
    ...nextOf(leg, point),
    estimatedEndAt: estimate(point, remaining),
    ...lawOf(leg, point),
  };
}

/** What the leg allows, and whether the vessel keeps to it. */
function lawOf(
  { leg, speedLimitKnots, widthMetres }: SailedLeg,
  { stretch, sogKnots, crossTrackMetres }: TrackPoint,
): Omit<Progress, 'percent' | 'doneMiles' | 'remainingMiles' | 'estimatedEndAt' | NextName> {
  const isAbeam = stretch === 'abeam';
  const halfWidthMetres = widthMetres === null ? null : widthMetres / 2;
  const hasSpeeds = speedLimitKnots !== null && sogKnots !== null;
  return {
    leg,
    speedLimitKnots,
    crossTrackMetres: isAbeam ? crossTrackMetres : null,
    halfWidthMetres,
    isInLane:
      halfWidthMetres !== null && isAbeam ? Math.abs(crossTrackMetres) <= halfWidthMetres : null,
    isTooFast: hasSpeeds && isAbeam ? sogKnots > speedLimitKnots : null,
  };
}

type NextName = 'nextWaypoint' | 'nextWaypointName' | 'nextWaypointMiles';

function nextOf(leg: SailedLeg, point: TrackPoint): Pick<Progress, NextName> {
  if (point.stretch === 'after') {
    return { nextWaypoint: null, nextWaypointName: null, nextWaypointMiles: null };
  }
  if (point.stretch === 'before') {
    const nextWaypointMiles = miles(point.distanceMetres);
    return { nextWaypoint: 1, nextWaypointName: leg.beginName, nextWaypointMiles };
  }
  const metres = Math.max(0, leg.startMetres + leg.lengthMetres - point.alongMetres);
  return {
    nextWaypoint: leg.leg + 1,
    nextWaypointName: leg.endName,
    nextWaypointMiles: miles(metres),
  };
}

function estimate({ time, sogKnots, stretch }: TrackPoint, metres: number): number | null {
  if (stretch === 'after') return time;
  if (sogKnots === null || sogKnots < leastKnots) return null;
  return Math.round(time + (miles(metres) / sogKnots) * 3_600_000);
}

function miles(metres: number): number {
  return metres / METRES_PER_NAUTICAL_MILE;
}

function clamp(percent: number): number {
  return Math.max(0, Math.min(100, percent));
}
