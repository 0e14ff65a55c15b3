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

/** The fixes of so many seconds say where it lies, and never fewer or more fixes than these. */
const judgedSeconds = 120;
const leastJudged = 3;
const mostJudged = 24;
/** This share of them must be there. */
const neededShare = 0.7;
/** The spread of positions at rest, times this, is their reach; of a normal spread 1 in 500 is beyond. */
const spreadFactor = 3;
/** AIS says speed to a tenth of a knot, and is mostly wrong by no more than this. */
const leastKnots = 0.2;
/** It never seems to move farther than this many times `restMetres`. */
const widestFactor = 2;

/**
 * Where a slow vessel has come to rest, and since when: from the newest fix backwards, as long as
 * they stay within reach of the median of the newest ones. One or two fixes out of reach between
 * others that are in it are errors, and don't end it.
 * @param fixes slow ones, in order of time
 * @returns `null` while it is still moving
 */
export function settle(fixes: readonly Fix[], settings: RestSettings): Settled | null {
  const newest = newestOf(fixes);
  if (newest.length < leastJudged) return null;
  const place = restingPlace(newest, settings);
  const { reach, knots } = place;
  const isThere = (fix: Fix | undefined): boolean =>
    fix !== undefined && distanceMetres(place, fix) <= reach && (fix.sog ?? 0) <= knots;
  if (newest.filter(isThere).length < Math.max(leastJudged, neededShare * newest.length))
    return null;
  let start = fixes.length;
  for (let index = fixes.length - 1; index >= 0; index--) {
    if (isThere(fixes[index])) start = index;
    else if (!isThere(fixes[index - 1]) && !isThere(fixes[index - 2])) break;
  }
  const own = fixes.slice(start);
  const [first] = own;
  const isSettled = own.length >= leastJudged && !isDrifting(own, settings.restMetres);
  return first === undefined || !isSettled ? null : { place, start: first, fixes: own };
}

/** Whether slow fixes go somewhere: a push to the quay at a tenth of a knot does. */
function isDrifting(fixes: readonly Fix[], restMetres: number): boolean {
  const third = Math.ceil(fixes.length / 3);
  const [from, to] = [fixes.slice(0, third), fixes.slice(-third)];
  return distanceMetres(medianPlace(from), medianPlace(to)) > restMetres;
}

/** Where fixes of a vessel at rest say that it lies. */
export function restingPlace(
  fixes: readonly Fix[],
  { restMetres, restKnots }: RestSettings,
): RestingPlace {
  const middle = medianPlace(fixes);
  const spread = median(fixes.map((fix) => distanceMetres(middle, fix)));
  const reach = Math.min(Math.max(restMetres, spreadFactor * spread), widestFactor * restMetres);
  return { ...middle, reach, knots: restingKnots(fixes, restKnots) };
}

function newestOf(fixes: readonly Fix[]): readonly Fix[] {
  const end = fixes.at(-1)?.time ?? 0;
  const since = fixes.findIndex(({ time }) => time >= end - judgedSeconds * 1000);
  const count = Math.min(mostJudged, Math.max(leastJudged, fixes.length - since));
  return fixes.slice(-count);
}

/**
 * A vessel that is pushed to the quay makes a quarter of a knot; at rest most receivers say less. So
 * what is still at rest is judged by the speed that this vessel says it has while it lies there.
 */
function restingKnots(newest: readonly Fix[], restKnots: number): number {
  const usual = median(newest.flatMap(({ sog }) => (sog === null ? [] : [sog])));
  return Math.min(restKnots, Math.max(leastKnots, usual + leastKnots));
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
