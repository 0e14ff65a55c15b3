import { isArea, type AreaGeometry, type Geometry, type Ring } from '../geo/geometry.js';
import { longitudeDifference, METRES_PER_DEGREE, radians } from '../geo/sphere.js';

/** A place on the flat around a quay's beginning: metres east and north of it. */
type Flat = readonly [east: number, north: number];

/** The quay of a berth that is drawn as an area: the first edge of its ring (ports/README.md). */
export interface QuayLine {
  readonly lengthMetres: number;
  /**
   * The metres along the quay that a convex outline reaches over the berth's water; `null` where it
   * does not touch it.
   * @param outline closed ring, convex, such as a hull's
   */
  readonly reach: (outline: Ring) => { readonly from: number; readonly to: number } | null;
}

/** @returns `null` for what is no area */
export function quayLineOf(geometry: Geometry): QuayLine | null {
  if (!isArea(geometry)) return null;
  const ring = outerRing(geometry);
  const [start, end] = ring;
  if (start === undefined || end === undefined) return null;
  const flat = flattener(start[0], start[1]);
  const [east, north] = flat(end[0], end[1]);
  const lengthMetres = Math.hypot(east, north);
  if (lengthMetres === 0) return null;
  const water = ring.slice(0, -1).map(([lon, lat]) => flat(lon, lat));
  return {
    lengthMetres,
    reach: (outline) => {
      const hull = outline.slice(0, -1).map(([lon, lat]) => flat(lon, lat));
      const wet = clipped(water, hull);
      if (wet.length < 3 || Math.abs(twiceArea(wet)) < smallestTwiceArea) return null;
      const along = wet.map(([e, n]) => (e * east + n * north) / lengthMetres);
      const from = Math.max(0, Math.min(...along));
      const to = Math.min(lengthMetres, Math.max(...along));
      return from < to ? { from, to } : null;
    },
  };
}

/** Twice the smallest shared water that counts as touching, square metres. */
const smallestTwiceArea = 0.2;

function outerRing(area: AreaGeometry): Ring {
  const rings = area.type === 'Polygon' ? area.coordinates : (area.coordinates[0] ?? []);
  return rings[0] ?? [];
}

/** Flat-earth arithmetic, good to centimetres over a port. */
function flattener(lon: number, lat: number): (lon: number, lat: number) => Flat {
  const metresPerLongitude = METRES_PER_DEGREE * Math.cos(radians(lat));
  return (otherLon, otherLat) => [
    longitudeDifference(lon, otherLon) * metresPerLongitude,
    (otherLat - lat) * METRES_PER_DEGREE,
  ];
}

/** What of `subject` lies inside the convex `clip` (Sutherland and Hodgman, 1974). */
function clipped(subject: readonly Flat[], clip: readonly Flat[]): readonly Flat[] {
  const turn = Math.sign(twiceArea(clip));
  return clip.reduce<readonly Flat[]>((left, start, index) => {
    const end = clip[(index + 1) % clip.length] ?? start;
    return cutBy(left, (place) => turn * side(start, end, place));
  }, subject);
}

/** The part of a polygon where `inside` is not negative; `inside` is linear. */
function cutBy(polygon: readonly Flat[], inside: (place: Flat) => number): readonly Flat[] {
  return polygon.flatMap((place, index) => {
    const before = polygon.at(index - 1) ?? place;
    const [was, is] = [inside(before), inside(place)];
    const crossing: Flat[] = was < 0 !== is < 0 ? [between(before, place, was / (was - is))] : [];
    return is < 0 ? crossing : [...crossing, place];
  });
}

function between([fromE, fromN]: Flat, [toE, toN]: Flat, share: number): Flat {
  return [fromE + (toE - fromE) * share, fromN + (toN - fromN) * share];
}

/** Positive to the left of the way from `start` to `end`. */
function side([startE, startN]: Flat, [endE, endN]: Flat, [east, north]: Flat): number {
  return (endE - startE) * (north - startN) - (endN - startN) * (east - startE);
}

/** Positive counter-clockwise. */
function twiceArea(polygon: readonly Flat[]): number {
  return polygon.reduce((sum, [east, north], index) => {
    const [nextE, nextN] = polygon[(index + 1) % polygon.length] ?? [east, north];
    return sum + east * nextN - nextE * north;
  }, 0);
}
