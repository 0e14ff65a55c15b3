import { z } from 'zod';

import { auditedOf } from '../support/audited.js';
import { berthId, created, importDemoPort, newPortCall, refusal } from '../support/cargo-port.js';
import { RestApp } from '../support/rest-app.js';
import {
  cargoOperationCollection,
  cargoOperationDetail,
  cargoOperationSchema,
  cargoProgressCollection,
  cargoProgressSchema,
} from '../../service/operations/cargo-operations.dto.js';
import { berthSegregation } from '../../service/operations/segregation.dto.js';

const hour = 3_600_000;
const path = '/api/v1/cargo-operations';

let app: RestApp;
let berth: string;
/** At terminal T2; the others are at T1. */
let elsewhere: string;
let calls = 0;

const startOfWork = Math.floor(Date.now() / 1000) * 1000 - 10 * hour;

function after(hours: number): string {
  return new Date(startOfWork + hours * hour).toISOString();
}

beforeAll(async () => {
  app = await RestApp.start();
  await importDemoPort(app);
  berth = await berthId(app, '1');
  elsewhere = await berthId(app, '8');
});

afterAll(async () => {
  await app.stop();
});

async function anyCall(): Promise<string> {
  calls += 1;
  return await newPortCall(app, String(725_000_100 + calls));
}

async function newOperation(more: Record<string, unknown> = {}): Promise<string> {
  const portCallId = more['portCallId'] ?? (await anyCall());
  return await created(app, path, {
    ...{ portCallId, berthId: berth, direction: 'discharge', hsChapter: '10', unit: 't' },
    ...{ planned: 1000.5, gangs: 2, cranes: 1 },
    ...more,
  });
}

async function step(id: string, action: string, body: unknown = {}) {
  return cargoOperationSchema.parse(await app.written('POST', `${path}/${id}/${action}`, body));
}

async function enter(id: string, body: unknown) {
  return cargoProgressSchema.parse(await app.written('POST', `${path}/${id}/progress`, body));
}

async function read(id: string) {
  return cargoOperationDetail.parse(await app.json(`${path}/${id}`));
}

/** Claims of a port call's cargo, as `STRT ACT <time> <source>`, in order of recording. */
async function cargoClaims(portCallId: string): Promise<string[]> {
  const rows = await app.rows(
    `SELECT concat_ws(' ', event, classifier, to_char(time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), source) AS claim
     FROM claim WHERE port_call_id = $1 AND service = 'CARGO_OPERATIONS' ORDER BY number`,
    [portCallId],
  );
  return rows.map(({ claim }) => z.string().parse(claim));
}

async function refused(answer: Promise<Response>): Promise<z.output<typeof refusal>> {
  return refusal.parse(await (await answer).json());
}

describe('a cargo operation', () => {
  it('is planned, done and told from start to end', async () => {
    const portCallId = await anyCall();
    const id = await newOperation({ portCallId, planned: 2000 });
    expect(await read(id)).toMatchObject({
      ...{ state: 'planned', port: 'CLVAP', planned: 2000, done: 0, remaining: 2000, version: 1 },
      ...{ ratePerHour: null, estimatedCompletionAt: null, segregationWarnings: [] },
    });

    await step(id, 'start', { at: after(0) });
    await enter(id, { amount: 400, at: after(4) });
    await step(id, 'suspend', { at: after(4), reason: 'weather', remark: 'swell' });
    const resumed = await step(id, 'resume', { at: after(6) });
    expect(resumed).toMatchObject({
      ...{ state: 'working', done: 400, remaining: 1600, ratePerHour: 100, netHours: 4 },
      estimatedCompletionAt: after(22),
      suspensions: [{ from: after(4), to: after(6), reason: 'weather', remark: 'swell' }],
    });
    await enter(id, { amount: 1600.125, at: after(9) });
    await enter(id, { amount: -0.125, at: after(9), reason: 'counted twice' });
    const done = await step(id, 'complete', { at: after(9) });
    expect(done).toMatchObject({
      ...{ state: 'completed', done: 2000, remaining: 0, netHours: 7, completedAt: after(9) },
      estimatedCompletionAt: null,
    });
    const claims = await cargoClaims(portCallId);
    expect(claims[0]).toBe(`STRT ACT ${after(0)} terminal`);
    expect(claims.slice(1, 3)).toEqual([
      `CMPL EST ${after(20)} derived`,
      `CMPL EST ${after(22)} derived`,
    ]);
    expect(claims.at(-1)).toBe(`CMPL ACT ${after(9)} terminal`);
  });

  it('tells a new estimate only when it moves by more than 15 minutes', async () => {
    const portCallId = await anyCall();
    const id = await newOperation({ portCallId, planned: 1200 });
    await step(id, 'start', { at: after(0) });
    await enter(id, { amount: 400, at: after(4) });
    await enter(id, { amount: 102, at: after(5) });
    expect(await cargoClaims(portCallId)).toHaveLength(2);
    await enter(id, { amount: 40, at: after(6) });
    expect(await cargoClaims(portCallId)).toHaveLength(3);
  });

  it('starts and ends the cargo work of its call with the first and the last of it', async () => {
    const portCallId = await anyCall();
    const one = await newOperation({ portCallId });
    const other = await newOperation({ portCallId, direction: 'load' });
    await step(one, 'start', { at: after(1) });
    await step(other, 'start', { at: after(2) });
    await step(one, 'complete', { at: after(3) });
    expect(await cargoClaims(portCallId)).toEqual([`STRT ACT ${after(1)} terminal`]);
    await step(other, 'cancel', { reason: 'cargo not there' });
    expect(await cargoClaims(portCallId)).toEqual([
      `STRT ACT ${after(1)} terminal`,
      `CMPL ACT ${after(3)} terminal`,
    ]);
  });

  it('takes no step that its state does not have (409), and no impossible time (422)', async () => {
    const id = await newOperation();
    const early = await refused(app.write('POST', `${path}/${id}/complete`, {}));
    expect(early).toMatchObject({
      ...{
        status: 409,
        detail: 'A planned operation takes no complete: it must be working or suspended.',
      },
      errors: [{ detail: `the cargo operation ${id} is planned` }],
    });
    const unstarted = await refused(app.write('POST', `${path}/${id}/progress`, { amount: 1 }));
    expect(unstarted.status).toBe(409);
    const future = new Date(Date.now() + hour).toISOString();
    const ahead = await refused(app.write('POST', `${path}/${id}/start`, { at: future }));
    expect([ahead.status, ahead.detail]).toEqual([422, 'the time is in the future']);
  });

  it('never counts less than nothing, and counts pieces whole', async () => {
    const id = await newOperation({ unit: 'units', planned: 10 });
    await step(id, 'start', { at: after(0) });
    await enter(id, { amount: 3, at: after(1) });
    const below = await refused(
      app.write('POST', `${path}/${id}/progress`, { amount: -4, reason: 'wrong' }),
    );
    expect([below.status, below.detail]).toEqual([422, '3 is done: 4 cannot be taken back']);
    const half = await refused(app.write('POST', `${path}/${id}/progress`, { amount: 0.5 }));
    expect([half.status, half.detail]).toEqual([422, '0.5 units: pieces are whole']);
    const silent = await app.write('POST', `${path}/${id}/progress`, { amount: -1 });
    expect(silent.status).toBe(400);
    expect((await read(id)).done).toBe(3);
  });

  it('sums exact decimals', async () => {
    const id = await newOperation();
    await step(id, 'start', { at: after(0) });
    for (let entry = 0; entry < 10; entry++) await enter(id, { amount: 0.1, at: after(1) });
    expect((await read(id)).done).toBe(1);
  });

  it('does not count an entry twice that is sent twice with one key', async () => {
    const id = await newOperation();
    await step(id, 'start', { at: after(0) });
    const headers = { 'idempotency-key': `entry-${id}` };
    const body = { amount: 7, at: after(1) };
    const first = await app.written('POST', `${path}/${id}/progress`, body, { headers });
    const again = await app.written('POST', `${path}/${id}/progress`, body, { headers });
    expect(again).toEqual(first);
    expect((await read(id)).done).toBe(7);
  });

  it('takes every one of entries that are made at once', async () => {
    const id = await newOperation();
    await step(id, 'start', { at: after(0) });
    await Promise.all(
      Array.from({ length: 8 }, async () => await enter(id, { amount: 1.5, at: after(1) })),
    );
    expect((await read(id)).done).toBe(12);
    const { progress } = cargoProgressCollection.parse(await app.json(`${path}/${id}/progress`));
    expect(progress).toHaveLength(8);
  });

  it('is edited with the version that was read, and keeps its unit once work has begun', async () => {
    const id = await newOperation();
    const etag = (await app.get(`${path}/${id}`)).headers.get('etag') ?? '';
    const headers = { 'if-match': etag };
    const edited = await app.written('PATCH', `${path}/${id}`, { planned: 900 }, { headers });
    expect(edited).toMatchObject({ planned: 900, version: 2, hsChapter: '10' });
    const stale = await app.write('PATCH', `${path}/${id}`, { planned: 800 }, { headers });
    expect(stale.status).toBe(412);
    await step(id, 'start', { at: after(0) });
    const unit = await refused(app.write('PATCH', `${path}/${id}`, { unit: 'm3' }));
    expect([unit.status, unit.detail]).toEqual([422, 'unit cannot change once work has begun']);
  });

  it('is refused for what does not go together', async () => {
    const portCallId = await anyCall();
    const body = {
      ...{ portCallId, berthId: berth, direction: 'load', unit: 'units', planned: 1.5 },
      ...{ plannedFrom: after(2), plannedTo: after(1) },
    };
    const broken = await refused(app.write('POST', path, body));
    expect(broken.status).toBe(422);
    expect(broken.errors.map(({ pointer }) => pointer)).toEqual([
      '/commodity',
      '/planned',
      '/plannedTo',
    ]);
    const nowhere = { ...body, portCallId: '00000000-0000-4000-8000-000000000000' };
    expect((await refused(app.write('POST', path, nowhere))).errors[0]?.pointer).toBe(
      '/portCallId',
    );
    for (const wrong of [{ hsChapter: '98' }, { hsChapter: '77' }, { planned: 0 }, { unit: 'kg' }])
      expect((await app.write('POST', path, { ...body, ...wrong })).status).toBe(400);
  });

  it('is found by port, port call, berth and state, page by page', async () => {
    const portCallId = await anyCall();
    const ids = [
      await newOperation({ portCallId }),
      await newOperation({ portCallId, berthId: elsewhere }),
      await newOperation({ portCallId }),
    ];
    await step(ids[2] ?? '', 'cancel', { reason: 'no cargo' });
    const found = async (query: string) =>
      cargoOperationCollection
        .parse(await app.json(`${path}?portCall=${portCallId}${query}`))
        .cargoOperations.map(({ id }) => ids.indexOf(id));
    expect(await found('')).toEqual([0, 1, 2]);
    expect(await found(`&berth=${elsewhere}`)).toEqual([1]);
    expect(await found('&state=planned')).toEqual([0, 1]);
    expect(await found('&state=cancelled,working')).toEqual([2]);
    expect(await found('&port=CLVAP&limit=2')).toEqual([0, 1]);
    const first = await app.get(`${path}?portCall=${portCallId}&limit=2`);
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    const rest = cargoOperationCollection.parse(await app.json(next));
    expect(rest.cargoOperations.map(({ id }) => ids.indexOf(id))).toEqual([2]);
    expect((await app.get(`${path}?comodity=10`)).status).toBe(400);
  });

  it('is written by a terminal for its own berths alone (403)', async () => {
    const portCallId = await anyCall();
    const body = {
      ...{ portCallId, direction: 'load', commodity: 'copper', unit: 't', planned: 10 },
    };
    const own = await app.write('POST', path, { ...body, berthId: berth }, { as: 'terminal' });
    expect(own.status).toBe(201);
    const foreign = { ...body, berthId: elsewhere };
    const answer = await refused(app.write('POST', path, foreign, { as: 'terminal' }));
    expect([answer.status, answer.detail]).toEqual([
      403,
      'This stands at CLVAP/T2; your key or token is for other terminals.',
    ]);
    const id = await newOperation({ berthId: elsewhere });
    for (const action of ['start', 'complete', 'resume'])
      expect(
        (await app.write('POST', `${path}/${id}/${action}`, {}, { as: 'terminal' })).status,
      ).toBe(403);
    expect(
      (await app.write('PATCH', `${path}/${id}`, { gangs: 1 }, { as: 'terminal' })).status,
    ).toBe(403);
    expect((await app.write('POST', path, body, { as: 'viewer' })).status).toBe(403);
  });

  it('leaves an audit entry and an event for each step', async () => {
    const id = await newOperation();
    await step(id, 'start', { at: after(0) });
    await enter(id, { amount: 5, at: after(1) });
    await step(id, 'cancel', { reason: 'wrong berth' });
    expect(await auditedOf(app, id)).toEqual([
      'create - planned',
      'start planned working',
      'progress working working',
      'cancel working cancelled wrong berth',
    ]);
    const events = await app.rows(
      `SELECT payload ->> 'action' AS action FROM stream_event
       WHERE type = 'cargo-operation' AND payload ->> 'id' = $1 ORDER BY id`,
      [id],
    );
    expect(events.map(({ action }) => action)).toEqual(['create', 'start', 'progress', 'cancel']);
  });
});

describe('the tally', () => {
  it('cannot be changed in the database, by nobody', async () => {
    const id = await newOperation();
    await step(id, 'start', { at: after(0) });
    const entry = await enter(id, { amount: 5, at: after(1) });
    for (const sql of [
      'UPDATE cargo_progress SET amount = 6 WHERE id = $1',
      'DELETE FROM cargo_progress WHERE id = $1',
    ])
      await expect(app.query(sql, [entry.id])).rejects.toThrow('cargo_progress is append-only');
    await expect(app.query('TRUNCATE cargo_progress')).rejects.toThrow('append-only');
  });
});

describe('dangerous goods at a berth', () => {
  it('are warned of by class, and refused by nobody', async () => {
    const place = await berthId(app, '9');
    const petrol = await newOperation({
      ...{ berthId: place, dangerousGoods: [{ imoClass: '3', unNumber: '1203' }] },
    });
    const nitrate = await newOperation({
      ...{ berthId: place, dangerousGoods: [{ imoClass: '5.1', unNumber: '1942' }] },
    });
    const warnings = async () =>
      berthSegregation.parse(await app.json(`/api/v1/berths/${place}/segregation`)).warnings;
    await step(petrol, 'start', { at: after(0) });
    expect(await warnings()).toEqual([]);
    await step(nitrate, 'start', { at: after(1) });
    expect(await warnings()).toEqual([
      {
        ...{ level: 2, rule: 'separated from' },
        goods: [
          { cargoOperationId: petrol, imoClass: '3', unNumber: '1203', subsidiaryClasses: [] },
          { cargoOperationId: nitrate, imoClass: '5.1', unNumber: '1942', subsidiaryClasses: [] },
        ],
      },
    ]);
    expect((await read(nitrate)).segregationWarnings).toHaveLength(1);
    await step(petrol, 'complete', { at: after(2) });
    expect(await warnings()).toEqual([]);
    const past = `/api/v1/berths/${place}/segregation?from=${after(1)}&to=${after(2)}`;
    expect(berthSegregation.parse(await app.json(past)).warnings).toHaveLength(1);
  });
});
