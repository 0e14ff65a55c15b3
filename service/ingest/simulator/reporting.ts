/** Knots below which a stationary vessel reports slowly (ITU-R M.1371-5 Annex 1 table 1). */
const STATIONARY_KNOTS = 3;

/** Degrees a minute from which a vessel counts as changing course. */
const TURNING = 6;

/** Seconds between two static reports (ITU-R M.1371-5 Annex 1 §4.2.1). */
export const STATIC_SECONDS = 360;

/** Seconds between two reports of a base station (table 2). */
export const BASE_STATION_SECONDS = 10;

/** Seconds between two reports of an aid to navigation (table 2). */
export const AID_SECONDS = 180;

/** What the reporting interval of a vessel depends on. */
export interface Movement {
  readonly aisClass: 'A' | 'B';
  /** Navigational status is "at anchor" or "moored". */
  readonly isStationary: boolean;
  readonly sogKnots: number;
  /** Degrees a minute. */
  readonly rateOfTurn: number;
}

/** Seconds between two position reports: tables 1 and 2 of ITU-R M.1371-5 Annex 1. */
export function reportingSeconds({
  aisClass,
  isStationary,
  sogKnots,
  rateOfTurn,
}: Movement): number {
  if (aisClass === 'B') {
    return sogKnots > 2 ? 30 : 180;
  }
  if (isStationary) {
    return sogKnots > STATIONARY_KNOTS ? 10 : 180;
  }
  const isTurning = Math.abs(rateOfTurn) > TURNING;
  if (sogKnots > 23) {
    return 2;
  }
  if (sogKnots > 14) {
    return isTurning ? 2 : 6;
  }
  return isTurning ? 10 / 3 : 10;
}
