import { readGeometry } from './read-geometry.js';

const square = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 0],
];

describe('readGeometry', () => {
  it.each([
    { type: 'Point', coordinates: [-71.6, -33] },
    {
      type: 'LineString',
      coordinates: [
        [0, 0],
        [1, 1],
      ],
    },
    { type: 'Polygon', coordinates: [square] },
    { type: 'MultiPolygon', coordinates: [[square], [square, square.toReversed()]] },
  ])('takes a sound $type as it is', (geometry) => {
    expect(readGeometry(geometry)).toEqual(geometry);
  });

  it('leaves heights out', () => {
    expect(readGeometry({ type: 'Point', coordinates: [1, 2, 30] })).toEqual({
      type: 'Point',
      coordinates: [1, 2],
    });
  });

  it.each([
    [null, 'geometry must be a Point, LineString, Polygon or MultiPolygon'],
    ['Point', 'geometry must be a Point, LineString, Polygon or MultiPolygon'],
    [
      { type: 'GeometryCollection', geometries: [] },
      'geometry must be a Point, LineString, Polygon or MultiPolygon',
    ],
    [{ type: 'Point' }, 'coordinates must be an array'],
    [{ type: 'Point', coordinates: [1] }, 'coordinates must be [longitude, latitude] in degrees'],
    [
      { type: 'Point', coordinates: ['1', 2] },
      'coordinates must be [longitude, latitude] in degrees',
    ],
    [
      { type: 'Point', coordinates: [1, 2, 3, 4] },
      'coordinates must be [longitude, latitude] in degrees',
    ],
    [
      { type: 'Point', coordinates: [181, 2] },
      'coordinates has longitude 181, which is not within -180 and 180',
    ],
    [{ type: 'LineString', coordinates: [[0, 0]] }, 'coordinates must have at least two positions'],
    [
      {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [0, -91],
        ],
      },
      'coordinates[1] has latitude -91, which is not within -90 and 90',
    ],
    [{ type: 'Polygon', coordinates: [] }, 'coordinates must have an outer ring'],
    [
      { type: 'Polygon', coordinates: [square.slice(1)] },
      'coordinates[0] must have at least four positions',
    ],
    [
      { type: 'Polygon', coordinates: [[...square.slice(0, 3), [0, 1]]] },
      'coordinates[0] is not closed: its last position must equal its first',
    ],
    [
      {
        type: 'Polygon',
        coordinates: [
          square,
          [
            [0, 0],
            [1, 1],
            [2, 2],
            [0, 0],
          ],
        ],
      },
      'coordinates[1] encloses no area',
    ],
    [{ type: 'MultiPolygon', coordinates: [] }, 'coordinates must have at least one polygon'],
    [{ type: 'MultiPolygon', coordinates: [[square], 7] }, 'coordinates[1] must be an array'],
  ])('refuses %j', (value, problem) => {
    expect(readGeometry(value)).toEqual({ problem });
  });

  it('refuses a ring beyond all measure', () => {
    const line = Array.from({ length: 100_001 }, () => [0, 0]);
    expect(readGeometry({ type: 'LineString', coordinates: line })).toEqual({
      problem: 'coordinates has more than 100000 members',
    });
  });
});
