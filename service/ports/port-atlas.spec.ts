import type { GeoPosition } from '../geo/geometry.js';
import { PortAtlas } from './port-atlas.js';
import type { KeptPort, Zone } from './zone.js';

function port(locode: string, updatedAt = 0): KeptPort {
  return { locode, name: locode, timeZone: 'UTC', lon: 0, lat: 0, notice: null, updatedAt };
}

function zone(of: Pick<Zone, 'locode' | 'kind' | 'code'>, min: number, max: number): Zone {
  const ring: GeoPosition[] = [
    [min, min],
    [max, min],
    [max, max],
    [min, max],
    [min, min],
  ];
  return {
    ...of,
    id: `${of.locode} ${of.kind} ${of.code}`,
    name: null,
    lengthMetres: null,
    depthMetres: null,
    geometry: { type: 'Polygon', coordinates: [ring] },
    attributes: {},
  };
}

const limits = zone({ locode: 'CLVAP', kind: 'port-limits', code: 'LIMITS' }, 0, 10);
const berth2 = zone({ locode: 'CLVAP', kind: 'berth', code: '2' }, 1, 2);
const berth1 = zone({ locode: 'CLVAP', kind: 'berth', code: '1' }, 3, 4);
const far = zone({ locode: 'AUGLT', kind: 'port-limits', code: 'LIMITS' }, 20, 30);
const line: Zone = {
  ...zone({ locode: 'CLVAP', kind: 'fairway', code: 'IN' }, 0, 1),
  geometry: { type: 'LineString', coordinates: [[0, 0], [9, 9]] },
};
const atlas = new PortAtlas([port('CLVAP', 5), port('AUGLT', 9)], [limits, berth2, line, berth1, far]);

describe('PortAtlas', () => {
  it('keeps ports, and zones of a port, in order', () => {
    expect(atlas.ports.map(({ locode }) => locode)).toEqual(['AUGLT', 'CLVAP']);
    expect(atlas.zonesOf('CLVAP').map(({ kind, code }) => `${kind} ${code}`)).toEqual([
      'berth 1',
      'berth 2',
      'fairway IN',
      'port-limits LIMITS',
    ]);
    expect(atlas.zonesOf('NLRTM')).toEqual([]);
  });

  it('finds the zones that hold a place', () => {
    expect(atlas.zonesContaining(1.5, 1.5)).toEqual([berth2, limits]);
    expect(atlas.zonesContaining(1.5, 1.5, 'berth')).toEqual([berth2]);
    expect(atlas.zonesContaining(15, 15)).toEqual([]);
  });

  it('knows the limits of each port', () => {
    expect(atlas.limitsOf('CLVAP')).toEqual([limits.geometry]);
    expect(atlas.isInLimits('CLVAP', 5, 5)).toBe(true);
    expect(atlas.isInLimits('AUGLT', 5, 5)).toBe(false);
    expect(atlas.isInLimits('AUGLT', 25, 25)).toBe(true);
  });

  it('tells when anything changed last', () => {
    expect(atlas.updatedAt).toBe(9);
    expect(new PortAtlas([], []).updatedAt).toBeNull();
    expect(atlas.port('CLVAP')?.updatedAt).toBe(5);
    expect(atlas.port('NLRTM')).toBeNull();
  });
});
