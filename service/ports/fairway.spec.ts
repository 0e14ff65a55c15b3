import type { LineStringGeometry, PolygonGeometry } from '../geo/geometry.js';
import { centreLineOf, fairwayFaults, fairwayOf } from './fairway.js';
import { readPortFile } from './port-file.js';
import type { Zone, ZoneAttributes } from './zone.js';

const line: LineStringGeometry = {
  type: 'LineString',
  coordinates: [
    [-71.62, -32.95],
    [-71.62, -32.98],
    [-71.61, -33.01],
  ],
};
const area: PolygonGeometry = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ],
  ],
};

function zone(attributes: ZoneAttributes, geometry: Zone['geometry'] = line): Zone {
  return {
    id: '3f1c0a52-3b7e-4a53-9a0a-111111111111',
    locode: 'CLVAP',
    kind: 'fairway',
    code: 'F',
    name: null,
    lengthMetres: null,
    depthMetres: 12,
    geometry,
    attributes,
  };
}

describe('a fairway of a port file', () => {
  it('is two-way and inbound, and says nothing it was not told', () => {
    expect(fairwayOf(zone({}))).toMatchObject({
      direction: 'inbound',
      flow: 'two-way',
      depthDatum: null,
      underKeelMetres: null,
      minimumSeparationMinutes: null,
      minimumSeparationMiles: null,
      waypointNames: [null, null, null],
      legs: [
        { name: null, depthMetres: 12, widthMetres: null, speedLimitKnots: null },
        { name: null, depthMetres: 12, widthMetres: null, speedLimitKnots: null },
      ],
    });
  });

  it('has legs that say more than the fairway does for all of them', () => {
    const fairway = fairwayOf(
      zone({
        widthMetres: 200,
        speedLimitKnots: 10,
        waypoints: ['Sea', null, 'Mole'],
        legs: [{}, { depthMetres: 9.5, speedLimitKnots: 6 }],
      }),
    );
    expect(fairway?.waypointNames).toEqual(['Sea', null, 'Mole']);
    expect(fairway?.legs).toEqual([
      { name: null, depthMetres: 12, widthMetres: 200, speedLimitKnots: 10 },
      { name: null, depthMetres: 9.5, widthMetres: 200, speedLimitKnots: 6 },
    ]);
  });

  it('that is an area is no line, and may name one', () => {
    expect(fairwayOf(zone({}, area))).toBeNull();
    expect(centreLineOf(zone({ centreLine: 'TRACK' }, area))).toBe('TRACK');
    expect(fairwayFaults(zone({ centreLine: 'TRACK' }, area))).toEqual([]);
  });

  it('is refused with every fault at once', () => {
    const faults = fairwayFaults(
      zone({
        direction: 'north',
        flow: 'both',
        widthMetres: 0,
        speedLimitKnots: '10',
        minimumSeparationMinutes: -1,
        legs: [{ depth: 3 }],
      }),
    );
    expect(faults).toEqual([
      'direction must be inbound or outbound',
      'flow must be one-way, alternating, two-way',
      'widthMetres must be a number above 0',
      'speedLimitKnots must be a number above 0',
      'minimumSeparationMinutes must be a number above 0',
      'legs must be a list of objects with name, depthMetres, widthMetres and speedLimitKnots, each above 0',
    ]);
  });

  it('is refused by the import, with its place in the file', () => {
    const properties = { kind: 'fairway', locode: 'CLVAP', code: 'F', legs: [{}] };
    const features = [{ type: 'Feature', properties, geometry: line }];
    expect(readPortFile({ type: 'FeatureCollection', features })).toEqual({
      faults: [{ index: 0, reason: 'legs must have 2 members, as the line has 3 positions' }],
    });
  });

  it.each([
    [{ legs: [{}] }, line, ['legs must have 2 members, as the line has 3 positions']],
    [{ waypoints: ['A'] }, line, ['waypoints must have 3 members, as the line has 3 positions']],
    [{ centreLine: 'X' }, line, ['centreLine belongs to a fairway that is an area']],
    [{ legs: [{}] }, area, ['legs belongs to a fairway that is a LineString']],
  ] as const)('is refused when %j does not fit its shape', (attributes, geometry, faults) => {
    expect(fairwayFaults(zone(attributes, geometry))).toEqual(faults);
  });
});
