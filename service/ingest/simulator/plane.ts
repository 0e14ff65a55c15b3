import type { LonLat } from '../../geo/geometry.js';
import { METRES_PER_DEGREE, normaliseDegrees, radians } from '../../geo/sphere.js';

/** A place on the flat chart of one port: metres east and north of its origin. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A direction of length 1. */
export type Unit = Spot;

/** A flat chart around an origin: good to metres in the 40 km that the simulator sails. */
export class Plane {
  private readonly metresPerLongitude: number;

  constructor(private readonly origin: LonLat) {
    this.metresPerLongitude = METRES_PER_DEGREE * Math.cos(radians(origin.lat));
  }

  toSpot(lon: number, lat: number): Spot {
    return {
      x: (lon - this.origin.lon) * this.metresPerLongitude,
      y: (lat - this.origin.lat) * METRES_PER_DEGREE,
    };
  }

  toLonLat({ x, y }: Spot): LonLat {
    return {
      lon: this.origin.lon + x / this.metresPerLongitude,
      lat: this.origin.lat + y / METRES_PER_DEGREE,
    };
  }
}

export function spot(x: number, y: number): Spot {
  return { x, y };
}

/** The spot `metres` from `from` in direction `unit`. */
export function shifted(from: Spot, unit: Unit, metres: number): Spot {
  return { x: from.x + unit.x * metres, y: from.y + unit.y * metres };
}

export function metresBetween(from: Spot, to: Spot): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}

/** Degrees true from one spot to another; 0 where they coincide. */
export function courseBetween(from: Spot, to: Spot): number {
  return normaliseDegrees((Math.atan2(to.x - from.x, to.y - from.y) * 180) / Math.PI);
}

/** The direction of a course, degrees true. */
export function unitOf(course: number): Unit {
  return { x: Math.sin(radians(course)), y: Math.cos(radians(course)) };
}

/** A share of the way between two spots, 0 to 1. */
export function between(from: Spot, to: Spot, share: number): Spot {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}
