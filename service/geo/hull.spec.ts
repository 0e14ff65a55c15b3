import type { GeoPosition } from './geometry.js';
import { hullPolygon } from './hull.js';
import { isInArea } from './point-in-area.js';
import { destinationPoint, distanceMetres } from './sphere.js';

const antenna = { lon: -71.62, lat: -33.03 };

function corners(heading: number, dimensions = { a: 100, b: 50, c: 20, d: 10 }): GeoPosition[] {
  const hull = hullPolygon(antenna, heading, dimensions);
  return [...(hull?.coordinates[0] ?? [])];
}

function metresApart(one: GeoPosition | undefined, other: GeoPosition | undefined): number {
  const [lonA, latA] = one ?? [NaN, NaN];
  const [lonB, latB] = other ?? [NaN, NaN];
  return distanceMetres({ lon: lonA, lat: latA }, { lon: lonB, lat: latB });
}

describe('hullPolygon', () => {
  it('is as long and as wide as the dimensions say, and closed', () => {
    const [quarterPort, quarterStarboard, , bow, , last] = corners(0);
    expect(metresApart(quarterPort, quarterStarboard)).toBeCloseTo(30, 2);
    expect(((bow?.[1] ?? NaN) - (quarterPort?.[1] ?? NaN)) * 111_195.08).toBeCloseTo(150, 2);
    expect(last).toEqual(quarterPort);
  });

  it('puts the antenna A from the bow and D from the starboard side', () => {
    const [quarterPort, quarterStarboard] = corners(0);
    const metresEast = (lon: number): number =>
      (lon - antenna.lon) * 111_195.08 * Math.cos((antenna.lat * Math.PI) / 180);
    expect(metresEast(quarterStarboard?.[0] ?? NaN)).toBeCloseTo(10, 2);
    expect(metresEast(quarterPort?.[0] ?? NaN)).toBeCloseTo(-20, 2);
    expect(((quarterPort?.[1] ?? NaN) - antenna.lat) * 111_195.08).toBeCloseTo(-50, 2);
  });

  it('turns with the heading', () => {
    const hull = hullPolygon(antenna, 90, { a: 100, b: 50, c: 20, d: 10 });
    const at = (bearing: number, metres: number): boolean => {
      const place = destinationPoint(antenna, bearing, metres);
      return hull !== null && isInArea(hull, place.lon, place.lat);
    };
    expect(at(90, 98)).toBe(false);
    expect(at(90, 75)).toBe(true);
    expect(at(270, 49)).toBe(true);
    expect(at(270, 51)).toBe(false);
    expect(at(0, 19)).toBe(true);
    expect(at(0, 21)).toBe(false);
    expect(at(180, 9)).toBe(true);
    expect(at(180, 11)).toBe(false);
  });

  it('centres the hull when the reference point is not known', () => {
    const [quarterPort, , , bow] = corners(0, { a: 0, b: 150, c: 0, d: 30 });
    expect(((quarterPort?.[1] ?? NaN) - antenna.lat) * 111_195.08).toBeCloseTo(-75, 2);
    expect(((bow?.[1] ?? NaN) - antenna.lat) * 111_195.08).toBeCloseTo(75, 2);
  });

  it('is unknown without a length or a beam', () => {
    expect(hullPolygon(antenna, 0, { a: null, b: null, c: 10, d: 10 })).toBeNull();
    expect(hullPolygon(antenna, 0, { a: 10, b: 10, c: null, d: null })).toBeNull();
  });
});
