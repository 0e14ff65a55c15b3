import { normaliseDegrees, turnDegrees } from '../../geo/sphere.js';
import { between, shifted, unitOf, type Spot } from './plane.js';
import type { Route } from './route.js';

/** Where the middle of a hull is, and where its bow points. */
export interface Pose {
  readonly place: Spot;
  /** Degrees true. */
  readonly heading: number;
}

/** What a vessel is doing. */
export type Phase =
  | 'arriving'
  | 'anchored'
  | 'with-pilot'
  | 'berthing'
  | 'moored'
  | 'departing'
  | 'under-way'
  | 'fishing'
  | 'working';

/** One stretch of a vessel's day. */
export interface Leg {
  readonly seconds: number;
  readonly phase: Phase;
  /** Code of the berth that the vessel lies at. */
  readonly berth?: string;
  /** @param seconds since the leg began, 0 to its length */
  poseAt(seconds: number): Pose;
}

/** How a vessel goes along a part of a route, metres a second. */
export interface Sailing {
  readonly phase: Phase;
  readonly route: Route;
  /** Metres along the route where it begins; 0. */
  readonly from?: number;
  /** Metres along the route where it ends; its whole length. */
  readonly to?: number;
  readonly startSpeed: number;
  readonly speed: number;
  readonly endSpeed: number;
  /** Change of speed, metres a second each second; 0.02, as a ship. */
  readonly acceleration?: number;
}

/** Speed that can be reached where the way is too short to reach the one wished for. */
function reachableSpeed(
  { startSpeed, speed, endSpeed }: Sailing,
  way: number,
  rate: number,
): number {
  const changes = Math.abs(speed ** 2 - startSpeed ** 2) + Math.abs(speed ** 2 - endSpeed ** 2);
  if (changes <= 2 * rate * way) {
    return speed;
  }
  return Math.sqrt(Math.max(0.01, (2 * rate * way + startSpeed ** 2 + endSpeed ** 2) / 2));
}

/** Along a route: speed changes evenly to the cruising speed, and at the end to the last one. */
export function sail(sailing: Sailing): Leg {
  const { route, phase, startSpeed, endSpeed, from = 0, acceleration = 0.02 } = sailing;
  const way = (sailing.to ?? route.metres) - from;
  const speed = reachableSpeed(sailing, way, acceleration);
  const first = Math.abs(speed - startSpeed) / acceleration;
  const last = Math.abs(speed - endSpeed) / acceleration;
  const firstWay = ((startSpeed + speed) / 2) * first;
  const lastWay = ((speed + endSpeed) / 2) * last;
  const middle = Math.max(0, way - firstWay - lastWay) / speed;
  const seconds = first + middle + last;
  const wayAt = (time: number): number => {
    if (time < first) {
      return startSpeed * time + ((speed - startSpeed) * time ** 2) / (2 * first);
    }
    if (time < first + middle) {
      return firstWay + speed * (time - first);
    }
    const rest = seconds - time;
    return way - endSpeed * rest - (last > 0 ? ((speed - endSpeed) * rest ** 2) / (2 * last) : 0);
  };
  return {
    phase,
    seconds,
    poseAt: (time) => {
      const metres = from + Math.min(way, Math.max(0, wayAt(time)));
      return { place: route.at(metres), heading: route.courseAt(metres) };
    },
  };
}

/** From rest to rest without sailing: pushed sideways, swung round. */
export function shift(phase: Phase, seconds: number, from: Pose, to: Pose): Leg {
  const turn = turnDegrees(from.heading, to.heading);
  return {
    phase,
    seconds,
    poseAt: (time) => {
      const share = Math.min(1, Math.max(0, time / seconds));
      const eased = share ** 2 * (3 - 2 * share);
      return {
        place: between(from.place, to.place, eased),
        heading: normaliseDegrees(from.heading + turn * eased),
      };
    },
  };
}

/** Lies still. */
export function lie(phase: Phase, seconds: number, pose: Pose, berth?: string): Leg {
  return { phase, seconds, poseAt: () => pose, ...(berth === undefined ? {} : { berth }) };
}

/** Metres from the anchor to the middle of the hull. */
const CHAIN = 90;
/** Degrees to either side that a hull swings. */
const SWING = 24;
/** Seconds of one swing, about. */
const SWING_SECONDS = 2700;

/** Lies at anchor and swings about it; begins and ends at `pose`. */
export function swing(seconds: number, pose: Pose): Leg {
  const anchor = shifted(pose.place, unitOf(pose.heading), CHAIN);
  const swings = Math.max(1, Math.round(seconds / SWING_SECONDS));
  return {
    phase: 'anchored',
    seconds,
    poseAt: (time) => {
      const angle = SWING * Math.sin((2 * Math.PI * swings * time) / seconds);
      const heading = normaliseDegrees(pose.heading + angle);
      return { place: shifted(anchor, unitOf(heading), -CHAIN), heading };
    },
  };
}
