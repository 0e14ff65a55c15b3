import fc from 'fast-check';
import type { BoundingBox } from './bounding-box.js';
import {
  boundingBoxOf,
  boxContains,
  boxesIntersect,
  crossesAntimeridian,
  parseBoundingBox,
  snapOutward,
  splitAtAntimeridian,
} from './bounding-box.js';

const valparaiso: BoundingBox = { west: -71.7, south: -33.1, east: -71.5, north: -32.9 };
const fiji: BoundingBox = { west: 177, south: -19, east: -178, north: -16 };

describe('parseBoundingBox', () => {
  it('reads four numbers', () => {
    expect(parseBoundingBox('-71.7, -33.1,-71.5,-32.9')).toEqual(valparaiso);
  });

  it('reads a box over the antimeridian', () => {
    expect(parseBoundingBox('177,-19,-178,-16')).toEqual(fiji);
  });

  it.each([
    ['', 'must be four decimal numbers: minLon,minLat,maxLon,maxLat'],
    ['1,2,3', 'must be four decimal numbers: minLon,minLat,maxLon,maxLat'],
    ['1,2,3,4,5', 'must be four decimal numbers: minLon,minLat,maxLon,maxLat'],
    ['1,2,,4', 'must be four decimal numbers: minLon,minLat,maxLon,maxLat'],
    ['1,2,0x3,4', 'must be four decimal numbers: minLon,minLat,maxLon,maxLat'],
    ['1,2,1e1,4', 'must be four decimal numbers: minLon,minLat,maxLon,maxLat'],
    ['1,2,NaN,4', 'must be four decimal numbers: minLon,minLat,maxLon,maxLat'],
    ['-181,0,0,1', 'longitudes must be within -180 and 180'],
    ['0,-91,0,1', 'latitudes must be within -90 and 90'],
    ['0,2,0,1', 'minLat must not be greater than maxLat'],
  ])('refuses %p', (text, problem) => {
    expect(parseBoundingBox(text)).toEqual({ problem });
  });
});

describe('boxContains', () => {
  it('includes the edges', () => {
    expect(boxContains(valparaiso, -71.7, -33.1)).toBe(true);
    expect(boxContains(valparaiso, -71.5, -32.9)).toBe(true);
    expect(boxContains(valparaiso, -71.49, -33)).toBe(false);
    expect(boxContains(valparaiso, -71.6, -32.89)).toBe(false);
  });

  it('holds both sides of the antimeridian', () => {
    expect([179, 180, -180, -179].map((lon) => boxContains(fiji, lon, -17))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(boxContains(fiji, 0, -17)).toBe(false);
  });

  it('knows that 180 and -180 are one meridian', () => {
    expect(boxContains({ west: 170, south: 0, east: 180, north: 1 }, -180, 0)).toBe(true);
    expect(boxContains({ west: -180, south: 0, east: -170, north: 1 }, 180, 0)).toBe(true);
  });
});

describe('boxesIntersect', () => {
  it('finds overlaps across the antimeridian', () => {
    const west: BoundingBox = { west: -179, south: -18, east: -170, north: -17 };
    expect(boxesIntersect(fiji, west)).toBe(true);
    expect(boxesIntersect(west, fiji)).toBe(true);
    expect(boxesIntersect(fiji, fiji)).toBe(true);
    expect(boxesIntersect(fiji, valparaiso)).toBe(false);
  });

  it('counts touching edges and not a gap', () => {
    const north = { ...valparaiso, south: -32.9, north: -32 };
    expect(boxesIntersect(valparaiso, north)).toBe(true);
    expect(boxesIntersect(valparaiso, { ...north, south: -32.89 })).toBe(false);
  });
});

describe('splitAtAntimeridian', () => {
  it('cuts a crossing box in two and leaves another whole', () => {
    expect(splitAtAntimeridian(fiji)).toEqual([
      { ...fiji, east: 180 },
      { ...fiji, west: -180 },
    ]);
    expect(splitAtAntimeridian(valparaiso)).toEqual([valparaiso]);
  });
});

describe('snapOutward', () => {
  it('goes out to the grid and stays where it is on it', () => {
    expect(snapOutward({ west: -71.66, south: -33.04, east: -71.52, north: -32.9 }, 0.1)).toEqual({
      west: -71.7,
      south: -33.1,
      east: -71.5,
      north: -32.9,
    });
    expect(snapOutward(valparaiso, 0.1)).toEqual(valparaiso);
  });

  it('never leaves the globe', () => {
    expect(snapOutward({ west: -179.99, south: -89.9, east: 179.9, north: 89.99 }, 7)).toEqual({
      west: -180,
      south: -90,
      east: 180,
      north: 90,
    });
  });

  it('makes the whole circle of a crossing box that closes on itself', () => {
    const almost = { west: 0.2, south: 0, east: 0.1, north: 1 };
    expect(snapOutward(almost, 1)).toEqual({ west: -180, south: 0, east: 180, north: 1 });
  });

  it('holds every place that the box held', () => {
    const lon = fc.double({ min: -180, max: 180, noNaN: true });
    const lat = fc.double({ min: -90, max: 90, noNaN: true });
    const corners = fc.record({ west: lon, east: lon, one: lat, other: lat });
    fc.assert(
      fc.property(corners, lon, lat, ({ west, east, one, other }, x, y) => {
        const south = Math.min(one, other);
        const box = { west, south, east, north: Math.max(one, other) };
        fc.pre(boxContains(box, x, y));
        const snapped = snapOutward(box, 0.25);
        expect(boxContains(snapped, Math.round(x * 1e6) / 1e6, Math.round(y * 1e6) / 1e6)).toBe(
          true,
        );
        expect(snapOutward(snapped, 0.25)).toEqual(snapped);
      }),
    );
  });
});

describe('boundingBoxOf', () => {
  it('holds every position', () => {
    expect(
      boundingBoxOf({
        type: 'LineString',
        coordinates: [
          [-71.6, -33],
          [-71.7, -32.9],
          [-71.65, -33.1],
        ],
      }),
    ).toEqual({ west: -71.7, south: -33.1, east: -71.6, north: -32.9 });
    expect(crossesAntimeridian(fiji)).toBe(true);
  });
});
