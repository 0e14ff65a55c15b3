import { distanceMetres } from '../geo/sphere.js';

/** Where an MMSI was last heard. */
export interface Whereabouts {
  readonly lon: number;
  readonly lat: number;
  /** Epoch ms. */
  readonly time: number;
}

/** By MMSI; without those that never sent a position. */
export type KnownWhereabouts = ReadonlyMap<string, Whereabouts>;

/** No ship of the register sails faster: 60 knots, in metres per second. */
const fastestMetresPerSecond = 30.9;
/** Antennas apart, and positions a little wrong; metres. */
const toleranceMetres = 2_000;
/** While one has been heard this lately, the other must show where it is; ms. */
const recentMs = 3_600_000;

/**
 * Whether one ship can have sent under both MMSIs: it could have gone from the one place to the other
 * in the time between. While the other sends, the one must have shown where it is.
 * @param one of who claims to be the other; `undefined`: unknown.
 * @param at time of the claim, epoch ms.
 */
export function canBeOne(
  one: Whereabouts | undefined,
  other: Whereabouts | undefined,
  at: number,
): boolean {
  if (other === undefined) return true;
  if (one === undefined) return Math.abs(other.time - at) > recentMs;
  const seconds = Math.abs(one.time - other.time) / 1000;
  return distanceMetres(one, other) <= toleranceMetres + seconds * fastestMetresPerSecond;
}
