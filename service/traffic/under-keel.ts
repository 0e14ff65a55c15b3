import type { FieldError } from '../problem/domain-error.js';

/** Depth of one leg of a fairway. */
export interface LegDepth {
  /** From 1, in the order in which the legs are sailed. */
  readonly leg: number;
  readonly name: string;
  /** Below the fairway's datum; `null` where not known. */
  readonly depthMetres: number | null;
}

/** The tide that may be counted on. */
export interface CountedTide {
  /** Above the datum of the depths; 0 where no tide is counted. */
  readonly heightMetres: number;
  /** Where the height comes from, or why none is counted. */
  readonly basis: 'table' | 'no-table' | 'other-datum' | 'not-covered';
  /** When it is that low, epoch ms; `null` where none is counted. */
  readonly at: number | null;
}

/** Water under the keel on one leg. */
export interface LegClearance extends LegDepth {
  /** Depth and tide less draught; `null` where the depth or the draught is not known. */
  readonly clearanceMetres: number | null;
  /** `null` where it cannot be told. */
  readonly isEnough: boolean | null;
}

/** Water under the keel along a fairway, as it was reckoned when the passage was last planned. */
export interface UnderKeel {
  readonly draughtMetres: number | null;
  readonly draughtSource: 'passage' | 'port-call' | 'vessel' | 'unknown';
  readonly tide: CountedTide;
  /** Least water that must stay under the keel; `null` where the draught is not known. */
  readonly requiredMetres: number | null;
  /** Greatest draught that the shallowest known leg allows; `null` where no depth is known. */
  readonly maxDraughtMetres: number | null;
  readonly legs: readonly LegClearance[];
}

/** What `underKeelOf` reckons with. */
export interface UnderKeelQuestion {
  readonly legs: readonly LegDepth[];
  readonly draught: Pick<UnderKeel, 'draughtMetres' | 'draughtSource'>;
  readonly tide: CountedTide;
  /** Fixed by the fairway, metres; `null`: the usual share of the draught. */
  readonly requiredMetres: number | null;
}

/** Share of the draught that must stay under the keel where the fairway says nothing. */
export const usualUnderKeelShare = 0.1;

/** Millimetres: below any sounding, above the noise of binary fractions. */
const tolerance = 0.0005;

/** Reckons the water under the keel on every leg of a fairway. */
export function underKeelOf({ legs, draught, tide, requiredMetres }: UnderKeelQuestion): UnderKeel {
  const { draughtMetres } = draught;
  const required =
    requiredMetres ?? (draughtMetres === null ? null : draughtMetres * usualUnderKeelShare);
  return {
    ...draught,
    tide,
    requiredMetres: required === null ? null : rounded(required),
    maxDraughtMetres: maxDraught(legs, tide, requiredMetres),
    legs: legs.map((leg) => clearanceOf(leg, draughtMetres, tide, required)),
  };
}

/** Every leg with too little water, with both numbers; empty where none is known to have. */
export function underKeelFaults({ legs, ...asked }: UnderKeel): FieldError[] {
  return legs
    .filter(({ isEnough }) => isEnough === false)
    .map(({ leg, name, depthMetres, clearanceMetres }) => ({
      pointer: '/draughtMetres',
      detail:
        `leg ${leg} (${name}) is ${shown(depthMetres)} m deep: with a tide of ` +
        `${shown(asked.tide.heightMetres)} m a draught of ${shown(asked.draughtMetres)} m leaves ` +
        `${shown(clearanceMetres)} m under the keel, and ${shown(asked.requiredMetres)} m must stay`,
    }));
}

function clearanceOf(
  { leg, name, depthMetres }: LegDepth,
  draughtMetres: number | null,
  tide: CountedTide,
  required: number | null,
): LegClearance {
  const known = { leg, name, depthMetres };
  if (depthMetres === null || draughtMetres === null || required === null) {
    return { ...known, clearanceMetres: null, isEnough: null };
  }
  const clearance = depthMetres + tide.heightMetres - draughtMetres;
  return {
    ...known,
    clearanceMetres: rounded(clearance),
    isEnough: clearance + tolerance >= required,
  };
}

function maxDraught(
  legs: readonly LegDepth[],
  tide: CountedTide,
  requiredMetres: number | null,
): number | null {
  const depths = legs.flatMap(({ depthMetres }) => (depthMetres === null ? [] : [depthMetres]));
  if (depths.length === 0) return null;
  const water = Math.min(...depths) + tide.heightMetres;
  const draught =
    requiredMetres === null ? water / (1 + usualUnderKeelShare) : water - requiredMetres;
  // Rounded down: what is told to be allowed must be allowed.
  return Math.max(0, Math.floor(draught * 100 + tolerance) / 100);
}

function rounded(metres: number): number {
  return Math.round(metres * 100) / 100;
}

function shown(metres: number | null): string {
  return metres === null ? 'unknown' : metres.toFixed(2);
}
