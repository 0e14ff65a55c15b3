import { mmsiFromNumber } from '../../service/ais/mmsi.js';
import { berthOccupancySchema, berthPlanSchema } from '../../service/bookings/berth-plan.dto.js';
import { bearingDegrees, destinationPoint, distanceMetres } from '../../service/geo/sphere.js';
import { RestApp } from '../support/rest-app.js';
import type { Sent } from '../support/rest-app.js';
import { waitFor } from '../support/wait-for.js';
import { berthOf, book, expectVessel, type BerthBody } from './bookings-support.js';
import { claim, importDemoPort, newCall } from './port-calls-support.js';

let app: RestApp;
const now = Math.floor(Date.now() / 1000) * 1000;
const hours = (count: number): string => new Date(now + count * 3_600_000).toISOString();

beforeAll(async () => {
  app = await RestApp.start();
  await importDemoPort(app);
});

afterAll(async () => {
  await app.stop();
});

/** Place and heading of a hull that lies alongside, its middle so many metres along the quay. */
function alongside({ geometry }: BerthBody, along: number, off = 12) {
  const [ring] = geometry.coordinates as [number, number][][];
  const [start, end, third] = (ring ?? []).map(([lon, lat]) => ({ lon, lat }));
  if (start === undefined || end === undefined || third === undefined) throw new Error('no ring');
  const heading = bearingDegrees(start, end);
  const beside = destinationPoint(start, heading, along);
  return { heading, ...destinationPoint(beside, bearingDegrees(end, third), off) };
}

/** What AIS says of a vessel of 100 m by 20 m that lies at a berth. */
function lying(berth: BerthBody, mmsi: number, along: number, sogKnots = 0.1): Sent[] {
  const { lon, lat, heading } = alongside(berth, along);
  const id = mmsiFromNumber(mmsi);
  const time = now - 60_000;
  const position = {
    kind: 'position',
    type: 1,
    mmsi: id,
    lon,
    lat,
    sogKnots,
    headingDegrees: Math.round(heading),
    navStatus: 0,
  } as const;
  const statics = {
    kind: 'static',
    type: 5,
    mmsi: id,
    name: `SHIP ${mmsi}`,
    shipType: 70,
    dimensions: { a: 50, b: 50, c: 10, d: 10 },
  } as const;
  return [
    { message: statics, time },
    { message: position, time },
  ];
}

async function occupancyOf({ id }: BerthBody) {
  return berthOccupancySchema.parse(await app.json(`/api/v1/berths/${id}/occupancy`));
}

async function planOf(code: string, query: string) {
  const plan = berthPlanSchema.parse(await app.json(`/api/v1/ports/CLVAP/berth-plan?${query}`));
  const found = plan.berths.find(({ berth }) => berth.code === code);
  if (found === undefined) throw new Error(`no berth ${code}`);
  return found;
}

describe('the occupancy of a berth', () => {
  it('is the metres that hulls at rest reach, with the age of each position', async () => {
    const berth = await berthOf(app, '1');
    expect(await occupancyOf(berth)).toMatchObject({
      isOccupied: false,
      metresTaken: 0,
      metresFree: 220,
      vessels: [],
    });
    await app.send([
      ...lying(berth, 725000501, 60),
      ...lying(berth, 725000502, 170, 4),
      ...lying(await berthOf(app, '2'), 725000503, 110),
    ]);
    const seen = await waitFor(
      async () => {
        const { vessels } = await occupancyOf(berth);
        return vessels.length > 0 ? vessels : false;
      },
      { what: 'the vessel at the berth' },
    );
    expect(seen).toBeTruthy();
    const occupancy = await occupancyOf(berth);
    expect(occupancy.vessels).toHaveLength(1);
    const [vessel] = occupancy.vessels;
    expect(vessel).toMatchObject({
      mmsi: '725000501',
      name: 'SHIP 725000501',
      basis: 'hull',
      sog: 0.1,
      positionTime: new Date(now - 60_000).toISOString(),
    });
    expect(vessel?.metresFrom).toBeCloseTo(10, -1);
    expect(vessel?.metresTo).toBeCloseTo(110, -1);
    expect(vessel?.ageSeconds).toBeGreaterThanOrEqual(60);
    expect(occupancy.metresTaken).toBeCloseTo(100, -1);
    expect(occupancy.isOccupied).toBe(true);
  });

  it('is told by the antenna where the hull is not known', async () => {
    const berth = await berthOf(app, '4');
    const { lon, lat } = alongside(berth, 80);
    const mmsi = mmsiFromNumber(725000504);
    const position = { kind: 'position', type: 1, mmsi, lon, lat, sogKnots: 0 } as const;
    await app.send([{ message: position, time: now - 60_000 }]);
    await waitFor(async () => (await occupancyOf(berth)).isOccupied, { what: 'the vessel' });
    expect(await occupancyOf(berth)).toMatchObject({
      metresTaken: null,
      metresFree: null,
      vessels: [{ mmsi, basis: 'antenna', metres: null }],
    });
  });

  it('is 404 for a berth that is not there', async () => {
    const path = '/api/v1/berths/3f1c0a52-3b7e-4a53-9a0a-111111111111/occupancy';
    expect((await app.get(path)).status).toBe(404);
  });
});

describe('the plan of berths', () => {
  it('has bookings, and what is free beside them', async () => {
    const berth = await berthOf(app, '6');
    const { portCallId } = await expectVessel(app, { length: 90 });
    const time = { from: hours(24), to: hours(36) };
    const body = { berthId: berth.id, portCallId, ...time, metresFrom: 0, metresTo: 100 };
    const booking = await book(app, body);
    const plan = await planOf('6', `from=${hours(12)}&to=${hours(48)}`);
    expect(plan.bookings).toEqual([booking]);
    expect(plan.occupancies).toEqual([]);
    expect(plan.conflicts).toEqual([]);
    expect(plan.gaps).toEqual([
      { from: hours(12), to: hours(24), metresFrom: 0, metresTo: 235 },
      { from: hours(24), to: hours(36), metresFrom: 100, metresTo: 235 },
      { from: hours(36), to: hours(48), metresFrom: 0, metresTo: 235 },
    ]);
  });

  it('has the times at berths that port calls claim, and what does not go together', async () => {
    const berth = await berthOf(app, '8');
    const call = await newCall(app);
    const said = { classifier: 'ACT', source: 'pilot', location: { berthId: berth.id } };
    const arrived = await claim(app, call, { ...said, event: 'ARRI', time: hours(-30) });
    const left = await claim(app, call, { ...said, event: 'DEPA', time: hours(-10) });
    const [next] = [await expectVessel(app, { name: 'NEXT' })];
    const time = { from: hours(-14), to: hours(-2) };
    const other = await book(app, { berthId: berth.id, portCallId: next.portCallId, ...time });
    const plan = await planOf('8', `from=${hours(-48)}&to=${hours(0)}`);
    expect(plan.occupancies).toMatchObject([
      {
        source: 'claims',
        portCallId: call.id,
        from: hours(-30),
        to: hours(-10),
        metresFrom: null,
        claimIds: [arrived.id, left.id],
      },
    ]);
    expect(plan.conflicts).toMatchObject([
      { kind: 'unbooked-occupancy', from: hours(-30), to: hours(-10), bookingId: null },
    ]);
    expect(plan.bookings.map(({ id }) => id)).toEqual([other.id]);
  });

  it('has the vessel that AIS shows where another is booked, or where it is closed', async () => {
    const berth = await berthOf(app, '5');
    await app.send(lying(berth, 725000505, 70));
    await waitFor(async () => (await occupancyOf(berth)).isOccupied, { what: 'the vessel' });
    const { portCallId } = await expectVessel(app, { name: 'BOOKED', length: 100 });
    const time = { from: hours(-1), to: hours(5) };
    const booking = await book(app, { berthId: berth.id, portCallId, ...time });
    const closure = { from: hours(-2), to: hours(8), reason: 'dredging' };
    await app.written('POST', `/api/v1/berths/${berth.id}/closures`, closure);
    const plan = await planOf('5', `from=${hours(-3)}&to=${hours(10)}`);
    expect(plan.occupancies).toMatchObject([
      { source: 'hull', to: null, vessel: { mmsi: '725000505' } },
    ]);
    expect(plan.conflicts.map(({ kind, bookingId }) => [kind, bookingId])).toEqual([
      ['booking-in-closure', booking.id],
      ['unbooked-occupancy', null],
      ['occupied-by-other', booking.id],
      ['occupancy-in-closure', null],
    ]);
    expect(plan.gaps).toEqual([
      { from: hours(-3), to: hours(-2), metresFrom: 0, metresTo: 140 },
      { from: hours(8), to: hours(10), metresFrom: 0, metresTo: 140 },
    ]);
  });

  it('is for a known port and a time of at most 92 days', async () => {
    const path = '/api/v1/ports/CLVAP/berth-plan';
    expect((await app.get('/api/v1/ports/NLRTM/berth-plan')).status).toBe(404);
    expect((await app.get(`${path}?from=${hours(2)}&to=${hours(1)}`)).status).toBe(400);
    expect((await app.get(`${path}?from=${hours(0)}&to=${hours(24 * 93)}`)).status).toBe(400);
    expect((await app.get(`${path}?days=7`)).status).toBe(400);
    expect(berthPlanSchema.parse(await app.json(path)).berths).toHaveLength(18);
  });
});

describe('the drawing of a berth', () => {
  it('begins with the edge that lies along the quay', async () => {
    const berth = await berthOf(app, '3');
    const [ring] = berth.geometry.coordinates as [number, number][][];
    const [start, end] = (ring ?? []).map(([lon, lat]) => ({ lon, lat }));
    expect(start && end ? distanceMetres(start, end) : 0).toBeCloseTo(220, -1);
  });
});
