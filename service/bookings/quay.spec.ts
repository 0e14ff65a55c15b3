import { hullPolygon } from '../geo/hull.js';
import { destinationPoint } from '../geo/sphere.js';
import type { PolygonGeometry } from '../geo/geometry.js';
import { bollardsOf, metresOf, quayLength, type Quay, type WantedPlace } from './quay.js';
import { quayLineOf } from './quay-line.js';

const nowhere = { metresFrom: null, metresTo: null, bollardFrom: null, bollardTo: null };
const metres = (metresFrom: number, metresTo: number): WantedPlace => ({
  ...nowhere,
  metresFrom,
  metresTo,
});
const bollards = (bollardFrom: number, bollardTo: number): WantedPlace => ({
  ...nowhere,
  bollardFrom,
  bollardTo,
});

/** A berth of 200 m along a quay that runs east, 40 m of water to the south of it. */
const west = { lon: -71.63, lat: -33.03 };
const east = destinationPoint(west, 90, 200);
const corner = destinationPoint(east, 180, 40);
const other = destinationPoint(west, 180, 40);
const water: PolygonGeometry = {
  type: 'Polygon',
  coordinates: [[west, east, corner, other, west].map(({ lon, lat }) => [lon, lat] as const)],
};
const quay: Quay = { lengthMetres: 200, geometry: water, bollardFrom: 10, bollardTo: 20 };
const point: Quay = {
  lengthMetres: null,
  geometry: { type: 'Point', coordinates: [-80.2, 25.77] },
  bollardFrom: null,
  bollardTo: null,
};

describe('a place along the quay', () => {
  it('is the whole berth unless said otherwise', () => {
    expect(metresOf(quay, nowhere)).toEqual({ from: 0, to: 200 });
    expect(metresOf(point, nowhere)).toEqual({ from: 0, to: null });
  });

  it('is its metres, within the berth', () => {
    expect(metresOf(quay, metres(20, 200))).toEqual({ from: 20, to: 200 });
    expect(metresOf(quay, metres(20, 200.5))).toEqual({
      pointer: '/metresTo',
      detail: 'metres 20 to 200.5 are not within the berth’s 0 to 200',
    });
    expect(metresOf(quay, metres(20, 20))).toMatchObject({ pointer: '/metresTo' });
    expect(metresOf(point, metres(0, 5000))).toEqual({ from: 0, to: 5000 });
  });

  it('is the metres between two bollards, in either order', () => {
    expect(metresOf(quay, bollards(12, 17))).toEqual({ from: 40, to: 140 });
    expect(metresOf(quay, bollards(17, 12))).toEqual({ from: 40, to: 140 });
    const backwards = { ...quay, bollardFrom: 20, bollardTo: 10 };
    expect(metresOf(backwards, bollards(12, 17))).toEqual({ from: 60, to: 160 });
    expect(metresOf(quay, bollards(9, 12))).toMatchObject({ pointer: '/bollardTo' });
    expect(metresOf(point, bollards(1, 2))).toMatchObject({ pointer: '/bollardFrom' });
  });

  it('shows the bollards that it was booked by', () => {
    expect(bollardsOf(quay, { from: 40, to: 140 })).toEqual({ from: 12, to: 17 });
    const odd = { ...quay, lengthMetres: 220, bollardTo: 21 };
    const booked = metresOf(odd, bollards(13, 16));
    expect('from' in booked && bollardsOf(odd, booked)).toEqual({ from: 13, to: 16 });
    expect(bollardsOf(point, { from: 0, to: null })).toBeNull();
  });

  it('has the length that is drawn where none is said', () => {
    expect(quayLength({ ...quay, lengthMetres: null })).toBeCloseTo(200, 1);
    expect(quayLength(point)).toBeNull();
  });
});

describe('the metres that a hull takes', () => {
  const hull = (along: number, off: number, heading: number) => {
    const beside = destinationPoint(west, 90, along);
    const antenna = destinationPoint(beside, 180, off);
    // 100 m long, 20 m wide, the antenna in the middle.
    const dimensions = { a: 50, b: 50, c: 10, d: 10 };
    return hullPolygon(antenna, heading, dimensions)?.coordinates[0] ?? [];
  };
  const reach = (along: number, off: number, heading = 90) =>
    quayLineOf(water)?.reach(hull(along, off, heading)) ?? null;

  it('are those alongside, whichever way she lies', () => {
    for (const heading of [90, 270]) {
      const taken = reach(110, 12, heading);
      expect(taken?.from).toBeCloseTo(60, 0);
      expect(taken?.to).toBeCloseTo(160, 0);
    }
  });

  it('end where the berth does', () => {
    const taken = reach(180, 12);
    expect(taken?.from).toBeCloseTo(130, 0);
    expect(taken?.to).toBeCloseTo(200, 1);
  });

  it('are few when she lies with her stern to the quay', () => {
    const taken = reach(100, 55, 180);
    expect(taken?.from).toBeCloseTo(90, 0);
    expect(taken?.to).toBeCloseTo(110, 0);
  });

  it('are none off the berth', () => {
    expect(reach(110, 70)).toBeNull();
    expect(reach(320, 12)).toBeNull();
  });
});
