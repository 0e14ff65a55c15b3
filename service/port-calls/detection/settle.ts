import { distanceMetres } from '../../geo/sphere.js';
import type { RestingPlace } from './detection-state.js';
import type { Fix } from './fix.js';

/** What counts as being at rest. */
export interface RestSettings {
  readonly restMetres: number;
  readonly restKnots: number;
}

/** A vessel at rest, from the first fix that shows it so. */
export interface Settled {
  readonly place: RestingPlace;
  readonly start: Fix;
  readonly fixes: readonly Fix[];
}

/** So many of the newest fixes say where it lies. */
const judged = 24;
/** The spread of positions at rest, times this, is their reach; of a normal spread 1 in 400 is beyond. */
const spreadFactor = 4;
/** It never seems to move farther than this many times `restMetres`. */
const widestFactor = 3;

/**
 * Where a slow vessel has come to rest, and since when: from the newest fix backwards, as long as
 * they stay within reach of the median of the newest ones. A fix out of reach between two that are in
 * it is an error of its own, and doesn't end it.
 * @param fixes slow ones, in order of time
 * @returns `null` while it is still moving
 */
export function settle(
  fixes: readonly Fix[],
  { restMetres, restKnots }: RestSettings,
): Settled | null {
  const newest = fixes.slice(-judged);
  if (newest.length < 2) return null;
  const middle = medianPlace(newest);
  const spread = median(newest.map((fix) => distanceMetres(middle, fix)));
  const reach = Math.min(Math.max(restMetres, spreadFactor * spread), widestFactor * restMetres);
  const isThere = (fix: Fix | undefined): boolean =>
    fix !== undefined && distanceMetres(middle, fix) <= reach && (fix.sog ?? 0) <= restKnots;
  let start = fixes.length;
  for (let index = fixes.length - 1; index >= 0; index--) {
    if (isThere(fixes[index])) start = index;
    else if (!isThere(fixes[index - 1])) break;
  }
  const own = fixes.slice(start);
  const [first] = own;
  return first === undefined || own.length < 2
    ? null
    : { place: { ...middle, reach }, start: first, fixes: own };
}

/** The place of which half of the fixes lie to either side. */
export function medianPlace(fixes: readonly Fix[]): { readonly lon: number; readonly lat: number } {
  const [reference] = fixes;
  const west = reference?.lon ?? 0;
  // Around the antimeridian, neighbours may be 360 degrees apart in number.
  const lons = fixes.map(({ lon }) => lon - 360 * Math.round((lon - west) / 360));
  return { lon: median(lons), lat: median(fixes.map(({ lat }) => lat)) };
}

/** The heading in the middle of those that are known; `null` where none is. */
export function medianHeading(fixes: readonly Fix[]): number | null {
  const known = fixes.flatMap(({ heading }) => (heading === null ? [] : [heading]));
  const [reference] = known;
  if (reference === undefined) return null;
  const turned = known.map((heading) => heading - 360 * Math.round((heading - reference) / 360));
  return ((median(turned) % 360) + 360) % 360;
}

/** The lower of the two middle ones of an even number; 0 of none. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
