import { LabelGrid } from '../../../web/src/map/label-grid.js';
import { clipRing, mayMeet, stretchesIn } from '../../../web/src/map/land/clip.js';
import {
  latitudeOf,
  makeView,
  mercatorX,
  mercatorY,
  screenX,
  screenY,
} from '../../../web/src/map/mercator.js';
import { portBounds, zoneLabels } from '../../../web/src/map/zone-labels.js';
import type { ZoneFeature, ZoneKind } from '../../../web/src/api/types.js';

describe('mercator', () => {
  const view = makeView({ width: 800, height: 600 }, { lng: -71.62, lat: -33.03 }, 12);

  it('puts the centre of the view in its middle', () => {
    expect(screenX(view, mercatorX(-71.62))).toBeCloseTo(400, 6);
    expect(screenY(view, mercatorY(-33.03))).toBeCloseTo(300, 6);
  });

  it('has as many pixels a metre as the scale says', () => {
    // A minute of latitude is a nautical mile, 1,852 m, on the sphere of the projection 1,855 m.
    const mile = screenY(view, mercatorY(-33.03)) - screenY(view, mercatorY(-33.03 + 1 / 60));
    expect(mile / view.pixelsPerMetre).toBeCloseTo(1_855.3, 0);
  });

  it('finds the latitude again', () => {
    expect(latitudeOf(mercatorY(-33.03))).toBeCloseTo(-33.03, 9);
  });

  it('draws a vessel across the antimeridian beside the view, not a world away', () => {
    const fiji = makeView({ width: 800, height: 600 }, { lng: 179.99, lat: -17 }, 12);
    expect(screenX(fiji, mercatorX(-179.99))).toBeCloseTo(400 + (0.02 / 360) * fiji.worldPixels, 3);
  });
});

describe('clipRing', () => {
  const box = [0, 0, 10, 10] as const;

  it('keeps a ring that is inside', () => {
    const ring = [
      [1, 1],
      [2, 1],
      [2, 2],
      [1, 1],
    ];
    expect(clipRing(ring, box)).toEqual(ring);
  });

  it('cuts off what is outside, along the edge', () => {
    const square = [
      [5, 5],
      [15, 5],
      [15, 8],
      [5, 8],
      [5, 5],
    ];
    expect(clipRing(square, box)).toEqual([
      [5, 5],
      [10, 5],
      [10, 8],
      [5, 8],
      [5, 5],
    ]);
  });

  it('fills the whole box inside of a continent', () => {
    const continent = [
      [-50, -50],
      [50, -50],
      [50, 50],
      [-50, 50],
      [-50, -50],
    ];
    const corners = new Set(clipRing(continent, box).map(String));
    expect(corners).toEqual(new Set(['0,0', '10,0', '10,10', '0,10']));
  });

  it('leaves nothing of a ring that is elsewhere', () => {
    const ring = [
      [20, 20],
      [21, 20],
      [21, 21],
      [20, 20],
    ];
    expect(clipRing(ring, box)).toEqual([]);
    expect(mayMeet(ring, box)).toBe(false);
  });

  it('gives a shore only where there is one', () => {
    const line = [
      [-1, 5],
      [1, 5],
      [2, 6],
      [11, 6],
      [9, 7],
      [8, 7],
    ];
    expect(stretchesIn(line, box)).toEqual([
      [
        [1, 5],
        [2, 6],
      ],
      [
        [9, 7],
        [8, 7],
      ],
    ]);
  });
});

describe('LabelGrid', () => {
  it('gives each place once, and none outside', () => {
    const grid = new LabelGrid(200, 100);
    expect(grid.take(10, 10, 60, 13)).toBe(true);
    expect(grid.take(50, 15, 60, 13)).toBe(false);
    expect(grid.take(90, 10, 60, 13)).toBe(true);
    expect(grid.take(-5, 40, 30, 13)).toBe(false);
    expect(grid.take(190, 40, 60, 13)).toBe(false);
  });
});

describe('zones', () => {
  function zone(kind: ZoneKind, code: string, name: string | null): ZoneFeature {
    const ring = [
      [-71, -34],
      [-70, -34],
      [-70, -33],
      [-71, -33],
      [-71, -34],
    ];
    return {
      type: 'Feature',
      id: `00000000-0000-4000-8000-${code}`,
      geometry: { type: 'Polygon', coordinates: [ring] },
      properties: { kind, code, name, lengthMetres: null, depthMetres: null, attributes: {} },
    };
  }

  it('writes the code of a berth and the name of anything else that has one in its middle', () => {
    const features = [
      zone('berth', '4', 'Sitio 4'),
      zone('anchorage', 'A', 'Fondeadero A'),
      zone('fairway', 'F1', null),
      zone('port-limits', 'LIMITS', 'Valparaíso'),
    ];
    const labels = zoneLabels({ type: 'FeatureCollection', features });
    expect(labels.map(({ text }) => text)).toEqual(['4', 'Fondeadero A']);
    expect(labels[0]?.x).toBeCloseTo(mercatorX(-70.5), 9);
  });

  it('bounds the port by its limits, and by everything where it has none', () => {
    const berth = zone('berth', '1', null);
    const limits: ZoneFeature = {
      ...zone('port-limits', 'LIMITS', null),
      geometry: {
        type: 'LineString',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      },
    };
    expect(portBounds({ type: 'FeatureCollection', features: [berth, limits] })).toEqual([
      1, 2, 3, 4,
    ]);
    expect(portBounds({ type: 'FeatureCollection', features: [berth] })).toEqual([
      -71, -34, -70, -33,
    ]);
    expect(portBounds({ type: 'FeatureCollection', features: [] })).toBeNull();
  });
});
