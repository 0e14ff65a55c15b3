import type { TimePolicy } from '../config/config.js';

/** How far the station's time may lie behind ours under the policy `receiver`, milliseconds. */
const MAX_AGE_MS = 24 * 3600_000;
/** How far the station's time may run ahead of ours, milliseconds: clocks differ, reports don't. */
const MAX_AHEAD_MS = 30_000;
const MINUTE_MS = 60_000;
const HALF_MINUTE_MS = 30_000;

/** What is known of when a report was made. */
export interface TimeClaims {
  /** When it reached us, epoch ms. */
  readonly receivedAt: number;
  /** What the receiver says (tag block, $PGHP, USCG field, $GPZDA), epoch ms; `null`: nothing. */
  readonly stationTime: number | null;
  /** The message's own UTC second, 0 to 59; `null` when it has none. */
  readonly utcSecond: number | null;
}

/** When a report was true, by the policy of its feed. */
export interface ReportTime {
  /** Epoch ms. */
  readonly time: number;
  /** False when a time was asked of the station and it gave none that can be right. */
  readonly isTimeTrusted: boolean;
}

/**
 * Decides the time of a report (docs/architecture.md, "Time"):
 * - `receiver`: the station's time, from 24 h old to 30 s ahead, else ours, flagged;
 * - `server`: always ours; that was asked for, so it is not flagged;
 * - `recorded`: any past time of the station, else ours, flagged.
 */
export function reportTime(policy: TimePolicy, claims: TimeClaims): ReportTime {
  const { receivedAt, stationTime } = claims;
  if (policy === 'server') return { time: receivedAt, isTimeTrusted: true };
  if (stationTime === null || !isPlausible(policy, stationTime, receivedAt)) {
    return { time: receivedAt, isTimeTrusted: false };
  }
  return { time: refine(stationTime, claims.utcSecond), isTimeTrusted: true };
}

function isPlausible(policy: TimePolicy, stationTime: number, receivedAt: number): boolean {
  if (stationTime > receivedAt + MAX_AHEAD_MS) return false;
  return policy === 'recorded' || stationTime >= receivedAt - MAX_AGE_MS;
}

/**
 * The station tells when it heard the report, the message tells the second it was made in. The
 * second is put into the station's minute only when that is where it belongs: heard at :03, second
 * 58 is of the minute before, and :58 would lie 55 s in the future.
 */
function refine(stationTime: number, utcSecond: number | null): number {
  if (utcSecond === null) return stationTime;
  const refined = stationTime - (stationTime % MINUTE_MS) + utcSecond * 1000;
  return Math.abs(refined - stationTime) < HALF_MINUTE_MS ? refined : stationTime;
}
