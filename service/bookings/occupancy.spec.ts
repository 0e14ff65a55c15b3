import { destinationPoint } from '../geo/sphere.js';
import { lyingAt, unionMetres, type SlowVessel } from './occupancy.js';

const start = { lon: -71.63, lat: -33.03 };
const end = destinationPoint(start, 90, 200);

function slow(mmsi: string, along: number, change: Partial<SlowVessel> = {}): SlowVessel {
  const place = destinationPoint(destinationPoint(start, 90, along), 180, 12);
  return {
    ...place,
    mmsi,
    vesselId: null,
    portCallId: null,
    imo: null,
    name: null,
    sogKnots: 0,
    headingDegrees: 90,
    time: 0,
    a: 30,
    b: 30,
    c: 8,
    d: 8,
    ...change,
  };
}

/** 200 m of quay to the east, 40 m of water to its south. */
const geometry = {
  type: 'Polygon' as const,
  coordinates: [
    [start, end, destinationPoint(end, 180, 40), destinationPoint(start, 180, 40), start].map(
      ({ lon, lat }) => [lon, lat] as const,
    ),
  ],
};

describe('who lies at a berth', () => {
  it('is whose hull reaches over its water, from the beginning of the quay on', () => {
    const found = lyingAt({ geometry, lengthMetres: 200 }, [
      slow('two', 150),
      slow('one', 50),
      slow('far', 400),
    ]);
    expect(found.map(({ vessel, basis }) => `${vessel.mmsi} ${basis}`)).toEqual([
      'one hull',
      'two hull',
    ]);
    expect(found[0]?.metres?.from).toBeCloseTo(20, 0);
    expect(found[0]?.metres?.to).toBeCloseTo(80, 0);
  });

  it('is measured by the length that the berth says, not by the drawing', () => {
    const [found] = lyingAt({ geometry, lengthMetres: 220 }, [slow('one', 100)]);
    expect(found?.metres?.from).toBeCloseTo(77, 0);
    expect(found?.metres?.to).toBeCloseTo(143, 0);
  });

  it('is whose antenna is there where the hull is not known', () => {
    const unknown = { a: null, b: null, c: null, d: null };
    const found = lyingAt({ geometry, lengthMetres: 200 }, [
      slow('no heading', 50, { headingDegrees: null }),
      slow('no hull', 100, unknown),
      slow('away', 300, unknown),
    ]);
    expect(found.map(({ vessel, metres }) => [vessel.mmsi, metres])).toEqual([
      ['no heading', null],
      ['no hull', null],
    ]);
  });

  it('is who is near a berth that is drawn as a point', () => {
    const point = { type: 'Point' as const, coordinates: [start.lon, start.lat] as const };
    const found = lyingAt({ geometry: point, lengthMetres: null }, [
      slow('at', 50),
      slow('off', 70),
    ]);
    expect(found.map(({ vessel, metres }) => [vessel.mmsi, metres])).toEqual([['at', null]]);
  });
});

describe('metres that several hulls take', () => {
  it('count once where hulls overlap', () => {
    const ranges = [
      { from: 50, to: 80 },
      { from: 0, to: 60 },
      { from: 100, to: 120 },
      { from: 10, to: 20 },
    ];
    expect(unionMetres(ranges)).toBe(100);
    expect(unionMetres([])).toBe(0);
  });
});
