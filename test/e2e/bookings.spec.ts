import { bookingCollection, bookingSchema } from '../../service/bookings/bookings.dto.js';
import { RestApp } from '../support/rest-app.js';
import {
  at,
  berthOf,
  book,
  Days,
  expectVessel,
  importDemoPort,
  post,
  problemOf,
  type BerthBody,
  type BookingBody,
} from './bookings-support.js';

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

describe('a booking', () => {
  it('holds metres of a berth for a port call', async () => {
    const { portCallId, vesselId } = await expectVessel(app, { name: 'EVER SMALL', length: 100 });
    const time = days.next();
    const body = { berthId: berth.id, portCallId, ...time, cargoKind: 'containers' };
    const answer = await post(app, '', { ...body, bollardFrom: 24, bollardTo: 30 });
    expect(answer.status).toBe(201);
    const booking = bookingSchema.parse(await answer.json());
    expect(answer.headers.get('location')).toBe(`/api/v1/bookings/${booking.id}`);
    expect(booking).toMatchObject({
      version: 1,
      port: 'CLVAP',
      berth: '3',
      portCallId,
      vessel: { id: vesselId, name: 'EVER SMALL' },
      ...time,
      metresFrom: 20,
      metresTo: 140,
      bollardFrom: 24,
      bollardTo: 30,
      state: 'requested',
      fit: { findings: [] },
      override: null,
    });
    expect(await app.json(`/api/v1/bookings/${booking.id}`)).toEqual(booking);
  });

  it('is for the whole berth without a place', async () => {
    const { portCallId } = await expectVessel(app);
    const whole = await book(app, { berthId: berth.id, portCallId, ...days.next() });
    expect(whole).toMatchObject({ metresFrom: 0, metresTo: 220, bollardFrom: 23, bollardTo: 34 });
  });

  it('that would hold the same metres at the same time gets 409, with the one in the way', async () => {
    const [first, second] = [
      await expectVessel(app, { name: 'FIRST' }),
      await expectVessel(app, { name: 'SECOND' }),
    ];
    const time = days.next();
    const body = { berthId: berth.id, ...time };
    const held = await book(app, {
      ...body,
      ...first,
      vesselId: undefined,
      metresFrom: 0,
      metresTo: 100,
    });
    const wanted = { ...body, portCallId: second.portCallId, metresFrom: 99, metresTo: 200 };
    const answer = await post(app, '', wanted);
    expect(answer.status).toBe(409);
    const problem = await problemOf(answer);
    for (const part of [held.id, 'FIRST', first.vesselId, time.from, time.to]) {
      expect(problem.detail).toContain(part);
      expect(problem.errors?.[0]?.detail).toContain(part);
    }
    expect((await post(app, '', { ...wanted, metresFrom: 100 })).status).toBe(201);
    const later = { ...wanted, metresFrom: 0, metresTo: 100, from: time.to, to: days.hour(20) };
    expect((await post(app, '', later)).status).toBe(201);
  });

  it('that does not fit gets 422, with every rule and both numbers', async () => {
    const { portCallId } = await expectVessel(app, { length: 230, beam: 40, draught: 14 });
    const answer = await post(app, '', {
      berthId: berth.id,
      portCallId,
      ...days.next(),
      cargoKind: 'fish',
    });
    expect(answer.status).toBe(422);
    const { errors = [] } = await problemOf(answer);
    expect(errors.map(({ detail }) => detail)).toEqual([
      'length: needs 253 m of quay (230 m and 23 m for mooring), the booking is for 220 m',
      'maximum-length: length over all 230 m, the berth takes at most 200 m',
      'beam: beam 40 m, the berth takes at most 34 m',
      'draught: draught on arrival 14 m, the berth takes at most 12.2 m',
      'under-keel: needs 15.4 m of water (draught 14 m and 1.4 m under the keel), there are 13.5 m (depth without tide: no tide table)',
      'cargo-kind: comes for fish, the berth takes containers, general-cargo, ro-ro',
    ]);
  });

  it('names nothing that is not there, nor a port call of another port', async () => {
    const { portCallId } = await expectVessel(app);
    const nobody = '3f1c0a52-3b7e-4a53-9a0a-111111111111';
    const body = { berthId: berth.id, portCallId, ...days.next() };
    for (const [change, pointer] of [
      [{ berthId: nobody }, '/berthId'],
      [{ portCallId: nobody }, '/portCallId'],
      [{ metresFrom: 0, metresTo: 221 }, '/metresTo'],
      [{ bollardFrom: 1, bollardTo: 3 }, '/bollardTo'],
    ] as const) {
      const answer = await post(app, '', { ...body, ...change });
      expect(answer.status).toBe(422);
      expect((await problemOf(answer)).errors).toMatchObject([{ pointer }]);
    }
    for (const change of [
      { to: body.from },
      { metresFrom: 3 },
      { metresFrom: 1, metresTo: 9, bollardFrom: 24, bollardTo: 25 },
      { draughtMetres: 0 },
      { colour: 'red' },
    ]) {
      expect((await post(app, '', { ...body, ...change })).status).toBe(400);
    }
  });

  it('is refused for a port call that is over', async () => {
    const { portCallId } = await expectVessel(app);
    await app.query(`UPDATE port_call SET status = 'departed' WHERE id = $1`, [portCallId]);
    const answer = await post(app, '', { berthId: berth.id, portCallId, ...days.next() });
    expect(answer.status).toBe(409);
    expect((await problemOf(answer)).detail).toContain(portCallId);
  });

  it('is refused while the berth is closed', async () => {
    const tug = await berthOf(app, 'R2');
    const time = days.next();
    await app.written('POST', `/api/v1/berths/${tug.id}/closures`, { ...time, reason: 'repairs' });
    const { portCallId } = await expectVessel(app);
    const answer = await post(app, '', {
      berthId: tug.id,
      portCallId,
      ...time,
      cargoKind: 'service',
    });
    expect(answer.status).toBe(422);
    expect((await problemOf(answer)).errors?.[0]?.detail).toContain('repairs');
  });
});

describe('overriding the rules', () => {
  it('is for a harbour master, is kept in the audit and shows on the booking', async () => {
    const { portCallId } = await expectVessel(app, { length: 205, beam: 30, draught: 10 });
    const body = { berthId: berth.id, portCallId, ...days.next(), cargoKind: 'containers' };
    const reason = 'two tugs alongside, daylight only';
    const wanted = { ...body, override: { reason } };
    expect((await post(app, '', body, 'harbour-master')).status).toBe(422);
    expect((await post(app, '', wanted, 'operator')).status).toBe(403);
    const answer = await post(app, '', wanted, 'harbour-master');
    expect(answer.status).toBe(201);
    const booking = bookingSchema.parse(await answer.json());
    expect(booking.override).toMatchObject({
      reason,
      findings: [
        { rule: 'length', needed: 225.5, available: 220 },
        { rule: 'maximum-length', needed: 205, available: 200 },
      ],
    });
    const entries = await app.rows(
      `SELECT action, reason, after->'override'->'findings'->0->>'rule' AS rule
       FROM audit_entry WHERE entity = 'booking' AND entity_id = $1`,
      [booking.id],
    );
    expect(entries).toEqual([{ action: 'create', reason, rule: 'length' }]);
    const confirmed = await post(app, `/${booking.id}/confirm`, {}, 'operator');
    expect(bookingSchema.parse(await confirmed.json())).toMatchObject({
      state: 'confirmed',
      override: { reason },
    });
  });

  it('does not outlive another number', async () => {
    const own = await berthOf(app, '1');
    const { portCallId } = await expectVessel(app, { length: 205, beam: 30, draught: 10 });
    const body = { berthId: own.id, portCallId, ...days.next(), cargoKind: 'containers' };
    const answer = await post(
      app,
      '',
      { ...body, override: { reason: 'tried' } },
      'harbour-master',
    );
    const booking = bookingSchema.parse(await answer.json());
    await app.written('PATCH', `/api/v1/berths/${own.id}`, { maxLengthMetres: 190 });
    const confirmed = await post(app, `/${booking.id}/confirm`, {}, 'operator');
    expect(confirmed.status).toBe(422);
    expect((await problemOf(confirmed)).errors?.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('length'),
      'maximum-length: length over all 205 m, the berth takes at most 190 m',
    ]);
  });
});

describe('bookings', () => {
  it('are found by port, berth, port call, state and time, page by page', async () => {
    const own = await berthOf(app, '8');
    const calls = [await expectVessel(app), await expectVessel(app), await expectVessel(app)];
    const made: BookingBody[] = [];
    for (const [index, { portCallId }] of calls.entries()) {
      const time = { from: at(500 + index, 0), to: at(500 + index, 10) };
      made.push(await book(app, { berthId: own.id, portCallId, ...time }));
    }
    const [first, second, third] = made.map(({ id }) => id);
    await app.written('POST', `/api/v1/bookings/${second ?? ''}/cancel`);
    const found = async (query: string) => {
      const { bookings } = bookingCollection.parse(await app.json(`/api/v1/bookings?${query}`));
      return bookings.map(({ id }) => id);
    };
    expect(await found(`berth=${own.id}`)).toEqual([first, second, third]);
    expect(await found(`berth=${own.id}&port=CLVAP&state=requested,confirmed`)).toEqual([
      first,
      third,
    ]);
    expect(await found(`portCall=${calls[2]?.portCallId ?? ''}`)).toEqual([third]);
    expect(await found(`berth=${own.id}&from=${at(500, 10)}&to=${at(502, 0)}`)).toEqual([second]);
    const pages: string[] = [];
    let path: string | undefined = `/api/v1/bookings?berth=${own.id}&limit=2`;
    while (path !== undefined) {
      pages.push(...bookingCollection.parse(await app.json(path)).bookings.map(({ id }) => id));
      const link: string = (await app.get(path)).headers.get('link') ?? '';
      path = /<([^>]+)>; rel="next"/.exec(link)?.[1];
    }
    expect(pages).toEqual([first, second, third]);
    expect((await app.get('/api/v1/bookings?vessel=1')).status).toBe(400);
    expect((await app.get(`/api/v1/bookings/${own.id}`)).status).toBe(404);
  });

  it('repeat nothing for a repeated key', async () => {
    const { portCallId } = await expectVessel(app);
    const body = { berthId: berth.id, portCallId, ...days.next() };
    const headers = { 'idempotency-key': 'once-and-only' };
    const first = await app.write('POST', '/api/v1/bookings', body, { headers });
    const again = await app.write('POST', '/api/v1/bookings', body, { headers });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(await again.json()).toEqual(await first.json());
  });
});
