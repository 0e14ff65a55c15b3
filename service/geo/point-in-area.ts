import type { AreaGeometry, GeoPosition, Ring, Rings } from './geometry.js';

/** Whether the ring is crossed by an eastward ray from the point an odd number of times. */
function isInRing(ring: Ring, lon: number, lat: number): boolean {
  let inside = false;
  let previous: GeoPosition | undefined = ring.at(-1);
  for (const current of ring) {
    if (previous !== undefined) {
      const [fromLon, fromLat] = previous;
      const [toLon, toLat] = current;
      const straddles = fromLat > lat !== toLat > lat;
      if (straddles && lon < fromLon + ((lat - fromLat) / (toLat - fromLat)) * (toLon - fromLon)) {
        inside = !inside;
      }
    }
    previous = current;
  }
  return inside;
}

function isInRings(rings: Rings, lon: number, lat: number): boolean {
  const [outer, ...holes] = rings;
  if (outer === undefined || !isInRing(outer, lon, lat)) {
    return false;
  }
  return !holes.some((hole) => isInRing(hole, lon, lat));
}

/**
 * Whether a place lies inside an area, holes respected. Edges are straight in longitude and
 * latitude, as RFC 7946 §3.1.1 has it; an area over the antimeridian is cut there into a
 * MultiPolygon (§3.1.9). A place exactly on an edge belongs to one of the two areas that share
 * the edge, never to both.
 */
export function isInArea(area: AreaGeometry, lon: number, lat: number): boolean {
  return area.type === 'Polygon'
    ? isInRings(area.coordinates, lon, lat)
    : area.coordinates.some((rings) => isInRings(rings, lon, lat));
}
