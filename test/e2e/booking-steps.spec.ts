import { bookingSchema } from '../../service/bookings/bookings.dto.js';
import { RestApp } from '../support/rest-app.js';
import { waitFor } from '../support/wait-for.js';
import {
  berthOf,
  book,
  Days,
  expectVessel,
  importDemoPort,
  post,
  problemOf,
  sent,
  type BerthBody,
} from './bookings-support.js';
import { newCall } from './port-calls-support.js';

let app: RestApp;
let berth: BerthBody;
const days = new Days();

beforeAll(async () => {
  app = await RestApp.start();
  await importDemoPort(app);
  berth = await berthOf(app, '3');
});

afterAll(async () => {
  await app.stop();
});

describe('changing a booking', () => {
  it('moves it, and judges it anew', async () => {
    const { portCallId } = await expectVessel(app, { length: 120 });
    const booking = await book(app, { berthId: berth.id, portCallId, ...days.next() });
    const path = `/api/v1/bookings/${booking.id}`;
    const moved = await app.written('PATCH', path, {
      metresFrom: 50,
      metresTo: 200,
      notes: 'bow in',
    });
    expect(moved).toMatchObject({
      version: 2,
      metresFrom: 50,
      metresTo: 200,
      notes: 'bow in',
      from: booking.from,
    });
    const short = await app.write('PATCH', path, { metresFrom: 50, metresTo: 150 });
    expect(short.status).toBe(422);
    expect((await app.write('PATCH', path, { to: booking.from })).status).toBe(422);
    const other = await berthOf(app, '2');
    expect(await app.written('PATCH', path, { berthId: other.id })).toMatchObject({
      berth: '2',
      metresFrom: 0,
      metresTo: 220,
    });
  });

  it('takes notes whatever has become of the berth, and nothing else', async () => {
    const own = await berthOf(app, '7');
    const { portCallId } = await expectVessel(app, { length: 60 });
    const booking = await book(app, { berthId: own.id, portCallId, ...days.next() });
    await app.written('PATCH', `/api/v1/berths/${own.id}`, { maxLengthMetres: 50 });
    const path = `/api/v1/bookings/${booking.id}`;
    expect(await app.written('PATCH', path, { notes: 'ask again' })).toMatchObject({
      version: 2,
      notes: 'ask again',
    });
    expect((await app.write('PATCH', path, { to: days.hour(13) })).status).toBe(422);
  });

  it('is refused where another one lies, and with a stale version', async () => {
    const [one, two] = [await expectVessel(app), await expectVessel(app)];
    const time = days.next();
    const held = await book(app, {
      berthId: berth.id,
      portCallId: one.portCallId,
      ...time,
      metresFrom: 0,
      metresTo: 60,
    });
    const booking = await book(app, {
      berthId: berth.id,
      portCallId: two.portCallId,
      ...time,
      metresFrom: 60,
      metresTo: 120,
    });
    const path = `/api/v1/bookings/${booking.id}`;
    const tag = (await app.get(path)).headers.get('etag') ?? '';
    const refused = await app.write('PATCH', path, { metresFrom: 59, metresTo: 120 });
    expect(refused.status).toBe(409);
    expect((await problemOf(refused)).detail).toContain(held.id);
    const headers = { 'if-match': tag };
    expect((await app.write('PATCH', path, { notes: 'a' }, { headers })).status).toBe(200);
    expect((await app.write('PATCH', path, { notes: 'b' }, { headers })).status).toBe(412);
  });
});

describe('the states of a booking', () => {
  it('follow the table: requested, confirmed, active, completed', async () => {
    const { portCallId } = await expectVessel(app);
    const own = await berthOf(app, '4');
    const hour = 3_600_000;
    const time = (hours: number) => new Date(Date.now() + hours * hour).toISOString();
    const booking = await book(app, { berthId: own.id, portCallId, from: time(-2), to: time(20) });
    expect((await post(app, `/${booking.id}/activate`, {})).status).toBe(409);
    expect((await sent(app, booking, 'confirm')).state).toBe('confirmed');
    expect((await post(app, `/${booking.id}/complete`, {})).status).toBe(409);
    expect((await post(app, `/${booking.id}/activate`, { time: time(1) })).status).toBe(422);
    const early = time(-3);
    expect(await sent(app, booking, 'activate', { time: early })).toMatchObject({
      state: 'active',
      from: early,
    });
    expect((await post(app, `/${booking.id}/cancel`, {})).status).toBe(409);
    const left = time(-1);
    expect(await sent(app, booking, 'complete', { time: left })).toMatchObject({
      state: 'completed',
      from: early,
      to: left,
    });
    const late = await app.write('PATCH', `/api/v1/bookings/${booking.id}`, { notes: 'late' });
    expect(late.status).toBe(409);
    const [next] = [await expectVessel(app)];
    const free = { berthId: own.id, portCallId: next.portCallId, from: left, to: time(20) };
    expect((await book(app, free)).state).toBe('requested');
  });

  it('let nobody come earlier than the one before leaves', async () => {
    const own = await berthOf(app, '5');
    const time = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    const [one, two] = [await expectVessel(app), await expectVessel(app)];
    const before = await book(app, {
      berthId: own.id,
      portCallId: one.portCallId,
      from: time(-9),
      to: time(3),
    });
    const after = await book(app, {
      berthId: own.id,
      portCallId: two.portCallId,
      from: time(3),
      to: time(9),
    });
    await sent(app, after, 'confirm');
    const answer = await post(app, `/${after.id}/activate`, {});
    expect(answer.status).toBe(409);
    expect((await problemOf(answer)).detail).toContain(before.id);
  });

  it('give the metres back when it is cancelled', async () => {
    const [one, two] = [await expectVessel(app), await expectVessel(app)];
    const body = { berthId: berth.id, ...days.next() };
    const booking = await book(app, { ...body, portCallId: one.portCallId });
    const wanted = { ...body, portCallId: two.portCallId };
    expect((await post(app, '', wanted)).status).toBe(409);
    expect(await sent(app, booking, 'cancel', { reason: 'engine trouble' })).toMatchObject({
      state: 'cancelled',
      cancelReason: 'engine trouble',
    });
    expect((await post(app, '', wanted)).status).toBe(201);
  });

  it('end when the port call is called off', async () => {
    const call = await newCall(app);
    const body = { berthId: berth.id, ...days.next() };
    const reason = 'nobody knows her measures yet';
    const override = { reason };
    const booking = await book(app, { ...body, portCallId: call.id, override });
    expect(booking.override).toMatchObject({ reason });
    await app.written('POST', `/api/v1/port-calls/${call.id}/cancel`, { reason: 'sold' });
    const path = `/api/v1/bookings/${booking.id}`;
    const state = async () => bookingSchema.parse(await app.json(path)).state;
    await waitFor(async () => (await state()) === 'cancelled', { what: 'the release' });
    const entries = await app.rows(
      `SELECT actor_kind, actor_id, action FROM audit_entry WHERE entity = 'booking'
         AND entity_id = $1 AND action = 'cancel'`,
      [booking.id],
    );
    expect(entries).toEqual([
      { actor_kind: 'system', actor_id: 'booking-release', action: 'cancel' },
    ]);
  });

  it('are told to the stream, each once', async () => {
    const { portCallId } = await expectVessel(app, { name: 'TOLD', mmsi: 725_000_771 });
    const booking = await book(app, { berthId: berth.id, portCallId, ...days.next() });
    const confirmed = await sent(app, booking, 'confirm');
    const told = await app.rows(
      `SELECT mmsi, payload FROM stream_event WHERE type = 'booking' AND payload->>'id' = $1
       ORDER BY id`,
      [booking.id],
    );
    expect(told).toEqual([
      { mmsi: 725_000_771, payload: booking },
      { mmsi: 725_000_771, payload: confirmed },
    ]);
  });
});
