import { distanceMetres } from '../../geo/sphere.js';
import type { Fact, Fix } from './fix.js';

/** A place with how far around it a vessel seems to move. */
export interface RestingPlace {
  readonly lon: number;
  readonly lat: number;
  /** Metres. */
  readonly reach: number;
  /** Speed that it seems to have at most, knots. */
  readonly knots: number;
}

/** Fixes that all say the same, which the last conclusion does not. */
export interface Run {
  readonly first: Fix;
  /** At most a dozen of them, the first ones. */
  readonly fixes: readonly Fix[];
  readonly count: number;
  /** Fixes at its end that leave no doubt, one after another. */
  readonly sure: number;
  /** Last fix before the run. */
  readonly before: Fix | null;
}

/** A vessel that lies somewhere. */
export interface Stay {
  readonly kind: 'berth' | 'anchorage';
  readonly zoneId: string;
  readonly place: RestingPlace;
  /** The first fixes there, by which `place` becomes exact; empty once there were enough. */
  readonly samples: readonly Fix[];
  /** Last fix that showed it there. */
  readonly lastThere: Fix;
  /** Fixes since then that show it elsewhere or moving. */
  readonly leaving: Run | null;
}

/** Slow fixes without a break, thinned; where a vessel comes to rest is found in them. */
export interface SlowRun {
  readonly fixes: readonly Fix[];
  /** Fast fixes at the end, which may be errors; at most one. */
  readonly fast: number;
  /** Last fix before the run; `null` where the vessel was slow when it was first heard. */
  readonly before: Fix | null;
}

/** How far a pilot boarding place has been dealt with on this voyage. */
export interface PilotState {
  /** Nothing more is expected: it was reached, or the vessel is on its way out. */
  readonly isDone: boolean;
  /** Seen in it; it counts once another fix agrees and the vessel is inside the limits. */
  readonly seen: {
    readonly zoneId: string;
    readonly fixes: readonly Fix[];
    readonly before: Fix | null;
  } | null;
}

/** All that the detector remembers of one vessel in one port; JSON as it stands. */
export interface DetectionState {
  /** Last good fix. */
  readonly last: Fix | null;
  /** Fixes that cannot be, after `last`; they are believed once three agree. */
  readonly aside: readonly Fix[];
  readonly isInside: boolean;
  /** Fixes on the other side of the limits. */
  readonly crossing: Run | null;
  readonly pilot: PilotState;
  readonly slow: SlowRun | null;
  readonly stay: Stay | null;
  /** Berth of this voyage before, for shifting; `null` once the limits are left. */
  readonly lastBerth: string | null;
  /** What has been told about the silence since `last`. */
  readonly silence: 'lost' | 'ghost' | null;
  /** Time of the last `jump` told, epoch ms. */
  readonly jumpedAt: number | null;
  /** The newest conclusions, for reports that come too late; at most six, in order of time. */
  readonly concluded: readonly Pick<Fact, 'kind' | 'time' | 'zoneId'>[];
}

/** Of a vessel that nothing is known of. */
export const initialState: DetectionState = {
  last: null,
  aside: [],
  isInside: false,
  crossing: null,
  pilot: { isDone: false, seen: null },
  slow: null,
  stay: null,
  lastBerth: null,
  silence: null,
  jumpedAt: null,
  concluded: [],
};

const mostRunFixes = 12;

/** The run with one more fix; a new one where there was none. */
export function extendRun(run: Run | null, fix: Fix, before: Fix | null): Run {
  if (run === null) return { first: fix, fixes: [fix], count: 1, sure: 0, before };
  const fixes = run.fixes.length < mostRunFixes ? [...run.fixes, fix] : run.fixes;
  return { ...run, fixes, count: run.count + 1 };
}

/** Seconds from one fix to another. */
export function secondsBetween(from: Fix, to: Fix): number {
  return (to.time - from.time) / 1000;
}

/**
 * The last fix at rest dates a departure, for the vessel moved off right after it; after a silence
 * nobody knows, and it is the first fix away. The run may begin with fixes that were only a little
 * beyond the reach, of a vessel that still lay there.
 */
export function departureOf(
  { lastThere, place }: Stay,
  { fixes }: Run,
  gapSeconds: number,
): { readonly time: number; readonly boundAt: number } {
  const isNearlyThere = (fix: Fix): boolean =>
    distanceMetres(place, fix) <= 2 * place.reach && (fix.sog ?? 0) <= place.knots;
  const firstAway = fixes.findIndex((fix) => !isNearlyThere(fix));
  const last = (firstAway > 0 ? fixes[firstAway - 1] : null) ?? lastThere;
  const first = fixes[Math.max(0, firstAway)] ?? lastThere;
  return secondsBetween(last, first) <= gapSeconds
    ? { time: last.time, boundAt: first.time }
    : { time: first.time, boundAt: last.time };
}
