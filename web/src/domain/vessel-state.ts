import type { PositionProperties } from '../api/types.js';

/** What a vessel is doing, as drawn and listed. `stopped`: not moving, and no status that says why. */
export type VesselState = 'underway' | 'stopped' | 'moored' | 'anchored' | 'aground';

const AT_ANCHOR = 1;
const MOORED = 5;
const AGROUND = 6;
/** Above this a status of "moored" or "at anchor" was simply not updated on the bridge. */
const SURELY_MOVING_KNOTS = 2;
const STOPPED_BELOW_KNOTS = 0.5;

/**
 * State of a vessel. The speed outweighs a nav status that contradicts it, because the status is
 * set by hand and often forgotten.
 */
export function vesselState(report: Pick<PositionProperties, 'sog' | 'navStatus'>): VesselState {
  const { sog, navStatus } = report;
  if (sog !== null && sog >= SURELY_MOVING_KNOTS) return 'underway';
  if (navStatus === AT_ANCHOR) return 'anchored';
  if (navStatus === MOORED) return 'moored';
  if (navStatus === AGROUND) return 'aground';
  return sog !== null && sog < STOPPED_BELOW_KNOTS ? 'stopped' : 'underway';
}

const MINUTE = 60_000;

interface AgeLimits {
  /** Drawn as stale after this, milliseconds. */
  readonly stale: number;
  /** Taken off the picture after this, milliseconds: as the service's `maxAge` does. */
  readonly lost: number;
}

/** Class A reports every 2 to 10 s under way; class B every 30 s to 3 min; both every 3 min at rest. */
const STALE = { movingA: 3 * MINUTE, movingB: 10 * MINUTE, atRest: 20 * MINUTE } as const;
const LOST = { movingA: 10 * MINUTE, movingB: 30 * MINUTE, atRest: 360 * MINUTE } as const;
const AT_REST: readonly (number | null)[] = [AT_ANCHOR, MOORED, AGROUND];

/** How long a report of such a vessel stands for where it is now. */
export function ageLimits(
  report: Pick<PositionProperties, 'aisClass' | 'navStatus'>,
  state: VesselState,
): AgeLimits {
  const moving = report.aisClass === 'B' ? 'movingB' : 'movingA';
  const isAtRest = state === 'moored' || state === 'anchored' || state === 'aground';
  return {
    stale: STALE[isAtRest ? 'atRest' : moving],
    lost: LOST[AT_REST.includes(report.navStatus) ? 'atRest' : moving],
  };
}
