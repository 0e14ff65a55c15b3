import type { GeoPosition, LonLat, Ring } from '../../geo/geometry.js';
import { longitudeDifference, METRES_PER_DEGREE, radians } from '../../geo/sphere.js';

/** Metres east and north of an origin. */
export type PlanePoint = readonly [east: number, north: number];

/** Flat earth around a place: good to a metre within ten kilometres. */
export class Plane {
  private readonly metresPerLon: number;

  constructor(private readonly origin: LonLat) {
    this.metresPerLon = METRES_PER_DEGREE * Math.cos(radians(origin.lat));
  }

  at(lon: number, lat: number): PlanePoint {
    const { origin } = this;
    return [
      longitudeDifference(origin.lon, lon) * this.metresPerLon,
      (lat - origin.lat) * METRES_PER_DEGREE,
    ];
  }

  ring(ring: Ring): PlanePoint[] {
    return ring.map(([lon, lat]: GeoPosition) => this.at(lon, lat));
  }
}

/** Metres from a point to the nearest edge of a closed ring. */
export function distanceToRing(ring: readonly PlanePoint[], [x, y]: PlanePoint): number {
  let nearest = Number.POSITIVE_INFINITY;
  let previous = ring.at(-1);
  for (const current of ring) {
    if (previous !== undefined)
      nearest = Math.min(nearest, distanceToEdge(previous, current, x, y));
    previous = current;
  }
  return nearest;
}

function distanceToEdge(
  [fromX, fromY]: PlanePoint,
  [toX, toY]: PlanePoint,
  x: number,
  y: number,
): number {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const length = alongX * alongX + alongY * alongY;
  const share = length === 0 ? 0 : ((x - fromX) * alongX + (y - fromY) * alongY) / length;
  const clamped = Math.max(0, Math.min(1, share));
  return Math.hypot(x - fromX - clamped * alongX, y - fromY - clamped * alongY);
}

/** Whether a point lies inside a closed ring. */
export function isInPlaneRing(ring: readonly PlanePoint[], [x, y]: PlanePoint): boolean {
  let inside = false;
  let previous = ring.at(-1);
  for (const current of ring) {
    if (previous !== undefined) {
      const [fromX, fromY] = previous;
      const [toX, toY] = current;
      const straddles = fromY > y !== toY > y;
      if (straddles && x < fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX)) inside = !inside;
    }
    previous = current;
  }
  return inside;
}
