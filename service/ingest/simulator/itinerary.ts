import type { Leg, Phase, Pose } from './legs.js';

/** What a vessel does and where at one moment. */
export interface Moment extends Pose {
  readonly phase: Phase;
  /** Code of the berth that it lies at; `null` elsewhere. */
  readonly berth: string | null;
}

/** Everything repeats after twelve hours. */
export const CYCLE_SECONDS = 12 * 3600;

/** A vessel's rounds: legs one after the other, over and over, for ever. */
export class Itinerary {
  private readonly starts: readonly number[];

  /**
   * @param begins second of the cycle in which the first leg begins
   * @param legs that end where the next, and the last where the first, begins; twelve hours in all
   * @throws RangeError when they last longer or shorter
   */
  constructor(
    private readonly begins: number,
    readonly legs: readonly Leg[],
  ) {
    let seconds = 0;
    this.starts = legs.map((leg) => {
      seconds += leg.seconds;
      return seconds - leg.seconds;
    });
    if (Math.abs(seconds - CYCLE_SECONDS) > 1e-3) {
      throw new RangeError(`legs last ${seconds} s instead of ${CYCLE_SECONDS}`);
    }
  }

  /** @param seconds any time, in seconds since the epoch */
  at(seconds: number): Moment {
    const since = (((seconds - this.begins) % CYCLE_SECONDS) + CYCLE_SECONDS) % CYCLE_SECONDS;
    const index = Math.max(
      0,
      this.starts.findLastIndex((start) => start <= since),
    );
    const leg = this.legs[index];
    if (leg === undefined) {
      throw new RangeError('an itinerary needs legs');
    }
    const pose = leg.poseAt(since - (this.starts[index] ?? 0));
    return { ...pose, phase: leg.phase, berth: leg.berth ?? null };
  }
}

/** Length of some legs, seconds. */
export function secondsOf(legs: readonly Leg[]): number {
  return legs.reduce((sum, leg) => sum + leg.seconds, 0);
}
