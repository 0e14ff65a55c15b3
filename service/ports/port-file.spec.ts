import { readPortFile, type PortFile, type PortFileFaults } from './port-file.js';

const square = {
  type: 'Polygon',
  coordinates: [
    [
      [-71.6, -33],
      [-71.5, -33],
      [-71.5, -32.9],
      [-71.6, -33],
    ],
  ],
};

const port = {
  type: 'Feature',
  properties: { kind: 'port', locode: 'CLVAP', name: 'Valparaíso', timeZone: 'America/Santiago' },
  geometry: { type: 'Point', coordinates: [-71.62, -33.03] },
};

function zone(properties: object, geometry: object = square): object {
  return { type: 'Feature', properties: { locode: 'CLVAP', kind: 'berth', code: '1', ...properties }, geometry };
}

function collection(...features: unknown[]): object {
  return { type: 'FeatureCollection', features };
}

function faultsOf(file: PortFile | PortFileFaults): unknown {
  return 'faults' in file ? file.faults : file;
}

function reasonsFor(feature: object): string[] {
  const file = readPortFile(collection(port, feature));
  return 'faults' in file ? file.faults.map(({ index, reason }) => `${String(index)}: ${reason}`) : [];
}

describe('readPortFile', () => {
  it('reads a port and its zones', () => {
    const berth = zone({ name: 'Sitio 1', lengthMetres: 220, depthMetres: 14, crane: true });
    expect(readPortFile(collection(port, berth))).toEqual({
      ports: [
        {
          locode: 'CLVAP',
          name: 'Valparaíso',
          timeZone: 'America/Santiago',
          notice: null,
          lon: -71.62,
          lat: -33.03,
        },
      ],
      zones: [
        {
          index: 1,
          locode: 'CLVAP',
          kind: 'berth',
          code: '1',
          name: 'Sitio 1',
          lengthMetres: 220,
          depthMetres: 14,
          geometry: square,
          attributes: { crane: true },
        },
      ],
    });
  });

  it.each([
    [null, 'is not a GeoJSON FeatureCollection'],
    [[], 'is not a GeoJSON FeatureCollection'],
    [{ type: 'Feature' }, 'is not a GeoJSON FeatureCollection'],
    [{ type: 'FeatureCollection' }, 'has no features'],
    [collection(), 'has no features'],
  ])('refuses %j as a whole', (content, reason) => {
    expect(readPortFile(content)).toEqual({ faults: [{ index: null, reason }] });
  });

  it.each([
    ['a wrong locode', { locode: 'CLVA1' }, '1: locode must be a UN/LOCODE: two letters and three letters or digits 2 to 9, such as CLVAP'],
    ['an unknown kind', { kind: 'quay' }, '1: kind must be port, port-limits, terminal, berth, anchorage, pilot-boarding-place, fairway, restricted-area'],
    ['an empty code', { code: ' ' }, '1: code must not be empty'],
    ['a code that is a number', { code: 1 }, '1: code must be text'],
    ['a length of 0', { lengthMetres: 0 }, '1: lengthMetres must be a number above 0'],
    ['a depth that is text', { depthMetres: '14' }, '1: depthMetres must be a number above 0'],
    ['a long name', { name: 'x'.repeat(101) }, '1: name must have at most 100 characters'],
  ])('refuses a zone with %s', (_what, properties, reason) => {
    expect(reasonsFor(zone(properties))).toEqual([reason]);
  });

  it('tells every reason at once', () => {
    const bad = zone({ code: undefined, lengthMetres: -1 }, { type: 'Point', coordinates: [200, 0] });
    expect(reasonsFor(bad)).toEqual([
      '1: code is missing',
      '1: lengthMetres must be a number above 0',
      '1: coordinates has longitude 200, which is not within -180 and 180',
    ]);
  });

  it('refuses shapes that make no sense for the kind', () => {
    const point = { type: 'Point', coordinates: [-71.6, -33] };
    const line = { type: 'LineString', coordinates: [[-71.6, -33], [-71.6, -32]] };
    expect(reasonsFor(zone({ kind: 'terminal' }, point))).toEqual(['1: a terminal cannot be a Point']);
    expect(reasonsFor(zone({ kind: 'berth' }, line))).toEqual(['1: a berth cannot be a LineString']);
    expect(reasonsFor(zone({ kind: 'berth' }, point))).toEqual([]);
    expect(reasonsFor(zone({ kind: 'fairway' }, line))).toEqual([]);
  });

  it.each([
    ['Mars/Olympus', 'timeZone must be an IANA time zone, such as America/Santiago'],
    ['-03:00', 'timeZone must be an IANA time zone, such as America/Santiago'],
    [undefined, 'timeZone is missing'],
  ])('refuses a port in time zone %p', (timeZone, reason) => {
    const elsewhere = { ...port, properties: { ...port.properties, timeZone } };
    expect(faultsOf(readPortFile(collection(elsewhere)))).toEqual([{ index: 0, reason }]);
  });

  it('refuses a port that is not a point', () => {
    expect(faultsOf(readPortFile(collection({ ...port, geometry: square })))).toEqual([
      { index: 0, reason: 'a port cannot be a Polygon: it must be a Point' },
    ]);
  });

  it('refuses a code that is taken in its port and kind, and only there', () => {
    const file = collection(port, zone({}), zone({ kind: 'anchorage' }), zone({}), port);
    expect(faultsOf(readPortFile(file))).toEqual([
      { index: 3, reason: 'berth 1 of CLVAP is described in feature 1 already' },
      { index: 4, reason: 'port CLVAP is described in feature 0 already' },
    ]);
  });

  it('refuses what is not a feature', () => {
    const odd = { type: 'Feature', properties: [1], geometry: square };
    expect(faultsOf(readPortFile(collection(7, square, odd)))).toEqual([
      { index: 0, reason: 'is not a GeoJSON Feature' },
      { index: 1, reason: 'is not a GeoJSON Feature' },
      { index: 2, reason: 'properties must be an object' },
    ]);
  });

  it('fills in what features lack, and makes the port in the middle of its limits', () => {
    const limits = { type: 'Feature', properties: { name: 'Gladstone' }, geometry: square };
    const defaults = { locode: 'AUGLT', kind: 'port-limits', portName: 'Gladstone', timeZone: 'Australia/Brisbane' };
    const file = readPortFile(collection(limits), defaults);
    expect(file).toMatchObject({
      ports: [{ locode: 'AUGLT', name: 'Gladstone', timeZone: 'Australia/Brisbane', lon: -71.55, lat: -32.95 }],
      zones: [{ locode: 'AUGLT', kind: 'port-limits', code: 'LIMITS', name: 'Gladstone' }],
    });
  });

  it('reads properties under other names', () => {
    const chart = zone({ code: null, LNAM: '0226', OBJNAM: 'Berth 1', name: 'ours' });
    const file = readPortFile(collection(port, chart), {
      propertyNames: { code: 'LNAM', name: 'OBJNAM' },
    });
    expect(file).toMatchObject({ zones: [{ code: '0226', name: 'Berth 1', attributes: {} }] });
  });
});
