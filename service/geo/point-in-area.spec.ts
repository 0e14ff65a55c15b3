import type { GeoPosition, PolygonGeometry } from './geometry.js';
import { isInArea } from './point-in-area.js';

function square(min: number, max: number): GeoPosition[] {
  return [
    [min, min],
    [max, min],
    [max, max],
    [min, max],
    [min, min],
  ];
}

describe('isInArea', () => {
  const withHole: PolygonGeometry = {
    type: 'Polygon',
    coordinates: [square(0, 10), square(4, 6)],
  };

  it('knows inside from outside', () => {
    expect(isInArea(withHole, 1, 1)).toBe(true);
    expect(isInArea(withHole, 11, 1)).toBe(false);
    expect(isInArea(withHole, 1, -0.001)).toBe(false);
  });

  it('leaves a hole out', () => {
    expect(isInArea(withHole, 5, 5)).toBe(false);
    expect(isInArea(withHole, 3.999, 5)).toBe(true);
  });

  it('does not mind the direction of the rings', () => {
    const reversed: PolygonGeometry = {
      type: 'Polygon',
      coordinates: withHole.coordinates.map((ring) => ring.toReversed()),
    };
    expect(isInArea(reversed, 1, 1)).toBe(true);
    expect(isInArea(reversed, 5, 5)).toBe(false);
  });

  it('follows the bends of a concave outline', () => {
    const hook: PolygonGeometry = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [10, 0],
          [10, 10],
          [8, 10],
          [8, 2],
          [0, 2],
          [0, 0],
        ],
      ],
    };
    expect(isInArea(hook, 9, 9)).toBe(true);
    expect(isInArea(hook, 5, 5)).toBe(false);
  });

  it('counts a ray through a corner once', () => {
    const diamond: PolygonGeometry = {
      type: 'Polygon',
      coordinates: [
        [
          [0, -5],
          [5, 0],
          [0, 5],
          [-5, 0],
          [0, -5],
        ],
      ],
    };
    expect(isInArea(diamond, -1, 0)).toBe(true);
    expect(isInArea(diamond, -6, 0)).toBe(false);
  });

  it('gives a place on a shared edge to exactly one of two areas', () => {
    const east: PolygonGeometry = {
      type: 'Polygon',
      coordinates: [square(0, 10).map(([lon, lat]): GeoPosition => [lon + 10, lat])],
    };
    const west: PolygonGeometry = { type: 'Polygon', coordinates: [square(0, 10)] };
    expect([isInArea(west, 10, 5), isInArea(east, 10, 5)].filter(Boolean)).toHaveLength(1);
  });

  it('looks into every part of a MultiPolygon, as one cut at the antimeridian', () => {
    const fiji = {
      type: 'MultiPolygon' as const,
      coordinates: [
        [
          [
            [177, -19],
            [180, -19],
            [180, -16],
            [177, -16],
            [177, -19],
          ] as GeoPosition[],
        ],
        [
          [
            [-180, -19],
            [-178, -19],
            [-178, -16],
            [-180, -16],
            [-180, -19],
          ] as GeoPosition[],
        ],
      ],
    };
    expect(isInArea(fiji, 179.5, -17)).toBe(true);
    expect(isInArea(fiji, -179.5, -17)).toBe(true);
    expect(isInArea(fiji, 0, -17)).toBe(false);
  });

  it('has nothing inside an area without rings', () => {
    expect(isInArea({ type: 'Polygon', coordinates: [] }, 0, 0)).toBe(false);
  });
});
