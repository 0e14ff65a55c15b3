import type { LonLat } from '../geo/geometry.js';
import { bearingDegrees, METRES_PER_NAUTICAL_MILE, turnDegrees } from '../geo/sphere.js';
import { arrivalDistance, type ArrivalWay } from './arrival-route.js';

/** What arrival advice takes for granted. */
export const adviceAssumptions = {
  /** Knots; slower than this a vessel does not steer well, and is not told to go. */
  slowestKnots: 5,
  /** Knots; faster than this it is not told to go. */
  fastestKnots: 22,
  /** Knots from the pilot boarding place to the berth. */
  inwardKnots: 6,
  /** Knots below which a vessel is not on its way. */
  underWayKnots: 1,
  /** Minutes within which an arrival is as asked for. */
  toleranceMinutes: 10,
  /** Minutes after which a position says nothing any more. */
  oldestMinutes: 360,
} as const;

/** Where a vessel was. */
export interface AdvisedPosition extends LonLat {
  /** Epoch ms. */
  readonly time: number;
  readonly sogKnots: number | null;
  readonly cogDegrees: number | null;
}

/** A time that is asked for or agreed. */
export interface AdvisedRequest {
  /** At the pilot boarding place, epoch ms. */
  readonly boardingAt: number;
}

/** What a vessel is told. */
export type AdviceKind =
  | 'as-requested'
  | 'slow-down'
  | 'speed-up'
  | 'cannot-meet'
  | 'reached'
  | 'not-under-way'
  | 'no-request'
  | 'no-position';

/** Advice, and how it was reckoned. */
export interface ArrivalAdvice {
  readonly kind: AdviceKind;
  /** One sentence for people. */
  readonly explanation: string;
  /** Seconds since the position was true. */
  readonly positionAgeSeconds: number | null;
  readonly toFairwayMiles: number | null;
  readonly alongFairwayMiles: number | null;
  /** Nautical miles from the position to the pilot boarding place. */
  readonly distanceMiles: number | null;
  /** Degrees between the course and the way to the fairway, 0 to 180. */
  readonly offCourseDegrees: number | null;
  /** Epoch ms, when nothing changes. */
  readonly predictedAt: number | null;
  /** Seconds that the vessel would wait; below 0: that it would be late. */
  readonly waitingSeconds: number | null;
  /** Knots over ground that meet the request from now on. */
  readonly advisedKnots: number | null;
  readonly assumptions: readonly string[];
}

/** What the advice is reckoned from. */
export interface AdviceInput {
  readonly position: AdvisedPosition | null;
  readonly way: ArrivalWay;
  readonly request: AdvisedRequest | null;
  /** Epoch ms. */
  readonly now: number;
}

/** What to do to arrive as requested. The same input always gives the same advice. */
export function arrivalAdvice({ position, way, request, now }: AdviceInput): ArrivalAdvice {
  if (position === null) return blank('no-position', 'No position of the vessel is known.');
  const ageMinutes = (now - position.time) / 60_000;
  if (ageMinutes > adviceAssumptions.oldestMinutes) {
    const age = Math.round(ageMinutes);
    return blank('no-position', `The last position is ${age} minutes old: too old to go by.`);
  }
  const reckoning = reckon(position, way, now);
  const advised = judge(reckoning, { request, now });
  return { ...reckoning, ...advised, assumptions: assumptionsOf(way, reckoning) };
}

type Reckoning = Omit<ArrivalAdvice, 'kind' | 'explanation' | 'waitingSeconds' | 'advisedKnots'> & {
  readonly distanceMiles: number;
  readonly sogKnots: number;
  /** Nautical miles left now, if the vessel sailed on. */
  readonly leftMiles: number;
};

function reckon(position: AdvisedPosition, way: ArrivalWay, now: number): Reckoning {
  const distance = arrivalDistance(position, way);
  const toFairwayMiles = distance.toTrackMetres / METRES_PER_NAUTICAL_MILE;
  const alongFairwayMiles = distance.alongTrackMetres / METRES_PER_NAUTICAL_MILE;
  const distanceMiles = toFairwayMiles + alongFairwayMiles;
  const sogKnots = position.sogKnots ?? 0;
  const hours = distanceMiles / sogKnots;
  const isUnderWay = sogKnots >= adviceAssumptions.underWayKnots;
  const sailedMiles = isUnderWay ? (sogKnots * (now - position.time)) / 3_600_000 : 0;
  const bearing = bearingDegrees(position, distance.isOnTrack ? way.boarding : distance.joins);
  const { cogDegrees } = position;
  return {
    positionAgeSeconds: Math.round((now - position.time) / 1000),
    toFairwayMiles,
    alongFairwayMiles,
    distanceMiles,
    offCourseDegrees: cogDegrees === null ? null : Math.abs(turnDegrees(cogDegrees, bearing)),
    predictedAt: isUnderWay ? position.time + Math.round(hours * 3_600_000) : null,
    sogKnots,
    leftMiles: Math.max(0, distanceMiles - sailedMiles),
    assumptions: [],
  };
}

type Advised = Pick<ArrivalAdvice, 'kind' | 'explanation' | 'waitingSeconds' | 'advisedKnots'>;

/** Within this many nautical miles of the boarding place a vessel has reached it. */
const reachedMiles = 0.5;

function judge(
  reckoning: Reckoning,
  { request, now }: { readonly request: AdvisedRequest | null; readonly now: number },
): Advised {
  const { distanceMiles, predictedAt } = reckoning;
  if (distanceMiles <= reachedMiles) {
    return advised('reached', 'The vessel is at the pilot boarding place, or past it.');
  }
  if (request === null) {
    return advised('no-request', 'Nobody has requested or planned a time of arrival.');
  }
  const required = knotsFor(reckoning.leftMiles, request.boardingAt - now);
  if (predictedAt === null) {
    const speed = required === null ? '' : ` It would take ${required.toFixed(1)} knots from now.`;
    return advised('not-under-way', `The vessel is not under way.${speed}`);
  }
  const waitingSeconds = Math.round((request.boardingAt - predictedAt) / 1000);
  if (Math.abs(waitingSeconds) <= adviceAssumptions.toleranceMinutes * 60) {
    const explanation = 'At its present speed the vessel arrives as requested.';
    return { ...advised('as-requested', explanation), waitingSeconds };
  }
  return { ...change(reckoning, required, waitingSeconds), waitingSeconds };
}

function change({ sogKnots }: Reckoning, required: number | null, waiting: number): Advised {
  const { slowestKnots, fastestKnots } = adviceAssumptions;
  const minutes = Math.round(Math.abs(waiting) / 60);
  const gap = waiting > 0 ? `wait ${minutes} minutes` : `be ${minutes} minutes late`;
  const now = `At ${sogKnots.toFixed(1)} knots the vessel would ${gap}`;
  if (required === null) return advised('cannot-meet', `${now}: the requested time is past.`);
  const speed = `${required.toFixed(1)} knots`;
  if (required > fastestKnots) {
    return advised('cannot-meet', `${now}: ${speed} would be needed, and that is too fast.`);
  }
  if (required < slowestKnots) {
    return advised('cannot-meet', `${now}: even ${slowestKnots} knots would be too fast.`);
  }
  const kind = waiting > 0 ? 'slow-down' : 'speed-up';
  return {
    ...advised(kind, `${now}; ${speed} from now on meets the request.`),
    advisedKnots: required,
  };
}

/** Knots for a distance in a time; `null` when the time is over. */
function knotsFor(miles: number, ms: number): number | null {
  return ms <= 0 ? null : Math.round((miles / (ms / 3_600_000)) * 100) / 100;
}

function advised(kind: AdviceKind, explanation: string): Advised {
  return { kind, explanation, waitingSeconds: null, advisedKnots: null };
}

function blank(kind: AdviceKind, explanation: string): ArrivalAdvice {
  return {
    ...advised(kind, explanation),
    positionAgeSeconds: null,
    toFairwayMiles: null,
    alongFairwayMiles: null,
    distanceMiles: null,
    offCourseDegrees: null,
    predictedAt: null,
    assumptions: [],
  };
}

function assumptionsOf({ fairway }: ArrivalWay, { offCourseDegrees }: Reckoning): string[] {
  const { slowestKnots, fastestKnots, inwardKnots } = adviceAssumptions;
  const route =
    fairway === null
      ? 'No inbound fairway is drawn: great circle to the pilot boarding place.'
      : `Great circle to the outer end of fairway ${fairway}, then along it; land is not looked at.`;
  const turns = (offCourseDegrees ?? 0) > 90;
  return [
    route,
    'Speed over ground stays as it was reported, and the vessel has kept it since.',
    ...(turns ? ['The vessel heads away from the fairway, and is taken to turn at once.'] : []),
    `Speeds from ${slowestKnots} to ${fastestKnots} knots are possible.`,
    `A requested berthing is met by boarding earlier, at ${inwardKnots} knots from there on.`,
  ];
}
