import { berthFaults, berthOf } from './berth-description.js';
import type { Zone } from './zone.js';

function square(west: number, south: number, size: number): Zone['geometry'] {
  const [east, north] = [west + size, south + size];
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ] as const;
  return { type: 'Polygon', coordinates: [ring] };
}

function zone(change: Partial<Zone> = {}): Zone {
  return {
    id: '3f1c0a52-3b7e-4a53-9a0a-111111111111',
    locode: 'CLVAP',
    kind: 'berth',
    code: '1',
    name: 'Sitio 1',
    lengthMetres: 220,
    depthMetres: 14,
    geometry: square(-71.63, -33.03, 0.001),
    attributes: {},
    ...change,
  };
}

describe('what a port file says of a berth', () => {
  it('is what its attributes say', () => {
    const attributes = {
      terminal: 'T1',
      depthDatum: 'NRS',
      maxLengthMetres: 200,
      maxBeamMetres: 36,
      maxDraughtMetres: 12.7,
      mooringAllowanceMetres: 0,
      underKeelMetres: 0.5,
      cargoKinds: ['containers', 'containers', 'reefer'],
      bollardFrom: 12,
      bollardTo: 1,
      crane: 'STS 4',
    };
    expect(berthFaults({ attributes })).toEqual([]);
    expect(berthOf(zone({ attributes }), [])).toEqual({
      name: 'Sitio 1',
      lengthMetres: 220,
      depthMetres: 14,
      terminal: 'T1',
      depthDatum: 'NRS',
      maxLengthMetres: 200,
      maxBeamMetres: 36,
      maxDraughtMetres: 12.7,
      mooringAllowanceMetres: 0,
      underKeelMetres: 0.5,
      cargoKinds: ['containers', 'reefer'],
      bollardFrom: 12,
      bollardTo: 1,
    });
  });

  it('is refused with every fault', () => {
    const attributes = {
      terminal: '',
      maxBeamMetres: 0,
      underKeelMetres: -1,
      cargoKinds: ['gold'],
      bollardFrom: 1.5,
    };
    expect(berthFaults({ attributes })).toEqual([
      'terminal must be text of 1 to 40 characters',
      'maxBeamMetres must be a number above 0',
      'underKeelMetres must be a number, 0 or more',
      'bollardFrom must be a whole number',
      'cargoKinds must be a list of containers, general-cargo, reefer, dry-bulk, liquid-bulk, ro-ro, passengers, fish, service',
      'bollardFrom and bollardTo belong together',
    ]);
    expect(berthFaults({ attributes: { bollardFrom: 3, bollardTo: 3 } })).toEqual([
      'bollardFrom and bollardTo must differ',
    ]);
  });

  it('is not known where a file of an earlier version said it otherwise', () => {
    const attributes = { terminal: 5, cargoKinds: 'containers', bollardFrom: 1 };
    expect(berthOf(zone({ attributes }), [])).toMatchObject({
      terminal: null,
      cargoKinds: [],
      bollardFrom: null,
    });
  });
});

describe('the terminal of a berth', () => {
  const around = zone({ kind: 'terminal', code: 'T2', geometry: square(-71.64, -33.04, 0.02) });
  const beside = zone({ kind: 'terminal', code: 'T3', geometry: square(-71.62, -33.04, 0.02) });

  it('is the one that holds its middle, unless the file names one', () => {
    expect(berthOf(zone(), [beside, around]).terminal).toBe('T2');
    expect(berthOf(zone(), [beside]).terminal).toBeNull();
    const named = zone({ attributes: { terminal: 'T1' } });
    expect(berthOf(named, [around]).terminal).toBe('T1');
  });
});
