import { passageCollection } from '../../service/traffic/passages.dto.js';
import { problemSchema } from '../../service/problem/problem.js';
import { RestApp } from '../support/rest-app.js';
import { newCall } from './port-calls-support.js';
import { fairwayOf, passageBody, passageOf, plan, take, withDemoPort } from './passages-support.js';

let app: RestApp;
/** Each test plans in days of its own. */
let day = 0;

function times(from: string, to: string): { plannedStart: string; plannedEnd: string } {
  const date = new Date(Date.UTC(2027, 4, 1 + day)).toISOString().slice(0, 10);
  return { plannedStart: `${date}T${from}:00.000Z`, plannedEnd: `${date}T${to}:00.000Z` };
}

async function refusal(said: Record<string, unknown>, as: 'admin' | 'operator' = 'admin') {
  const answer = await app.write('POST', '/api/v1/passages', await passageBody(app, said), { as });
  return { status: answer.status, problem: problemSchema.parse(await answer.json()) };
}

beforeAll(async () => {
  app = await RestApp.start();
  await withDemoPort(app);
});

beforeEach(() => {
  day += 2;
});

afterAll(async () => {
  await app.stop();
});

describe('planning a passage', () => {
  it('answers what was planned, where it is, and its event and audit entry', async () => {
    const call = await newCall(app, { arrivalDraughtMetres: 10 });
    const { id: fairwayId } = await fairwayOf(app, 'IN-TRACK');
    const body = await passageBody(app, {
      portCallId: call.id,
      ...times('06:00', '07:00'),
      tugCount: 2,
      tugNames: ['Pingüino', 'Cóndor'],
    });
    const answer = await app.write('POST', '/api/v1/passages', body, { as: 'operator' });
    expect(answer.status).toBe(201);
    const passage = await passageOf(app, (await answer.json()) as { id: string });
    expect(answer.headers.get('location')).toBe(`/api/v1/passages/${passage.id}`);
    expect(passage).toMatchObject({
      port: 'CLVAP',
      portCallId: call.id,
      vessel: { id: call.vessel.id },
      fairwayId,
      fairwayCode: 'IN-TRACK',
      direction: 'inbound',
      isReversed: false,
      state: 'planned',
      pilotId: null,
      tugCount: 2,
      tugNames: ['Pingüino', 'Cóndor'],
      override: null,
      ...times('06:00', '07:00'),
    });
    expect(passage.underKeel).toMatchObject({
      draughtMetres: 10,
      draughtSource: 'port-call',
      requiredMetres: 1,
      maxDraughtMetres: 13.63,
      tide: { basis: 'no-table', heightMetres: 0 },
    });
    const clearances = passage.underKeel.legs.map(({ name, clearanceMetres }) => [
      name,
      clearanceMetres,
    ]);
    expect(clearances).toEqual([
      ['Recalada to Prácticos', 45],
      ['Prácticos to Bahía', 25],
      ['Bahía to Molo', 5],
    ]);
    const events = await app.rows(
      "SELECT payload->>'id' AS id FROM stream_event WHERE type = 'passage' AND payload->>'id' = $1",
      [passage.id],
    );
    expect(events).toHaveLength(1);
    const audit = await app.rows(
      "SELECT action, port_locode AS port FROM audit_entry WHERE entity = 'passage' AND entity_id = $1",
      [passage.id],
    );
    expect(audit).toEqual([{ action: 'create', port: 'CLVAP' }]);
  });

  it('in an area is along the line that it names', async () => {
    const area = await fairwayOf(app, 'OUT');
    const passage = await plan(app, {
      fairwayId: area.id,
      direction: 'outbound',
      ...times('06:00', '07:00'),
    });
    expect(passage.fairwayCode).toBe('OUT-TRACK');
  });

  it('against a one-way fairway, or in another port, is refused', async () => {
    const { status, problem } = await refusal({
      direction: 'outbound',
      ...times('06:00', '07:00'),
    });
    expect(status).toBe(422);
    expect(problem.errors).toEqual([
      { pointer: '/direction', detail: 'fairway IN-TRACK is one-way, inbound' },
    ]);
  });

  it('names every leg with too little water, until a harbour master accepts it', async () => {
    const said = { draughtMetres: 14, ...times('06:00', '07:00') };
    const { status, problem } = await refusal(said);
    expect(status).toBe(422);
    expect(problem.errors).toEqual([
      {
        pointer: '/draughtMetres',
        detail:
          'leg 3 (Bahía to Molo) is 15.00 m deep: with a tide of 0.00 m a draught of 14.00 m leaves 1.00 m under the keel, and 1.40 m must stay',
      },
    ]);
    const reasoned = { ...said, overrideReason: 'smooth sea, surveyed yesterday' };
    expect((await refusal(reasoned, 'operator')).status).toBe(403);
    const passage = await plan(app, reasoned);
    expect(passage.override).toMatchObject({ reason: 'smooth sea, surveyed yesterday' });
    expect(passage.override?.findings).toHaveLength(1);
    const audit = await app.rows(
      "SELECT reason FROM audit_entry WHERE entity = 'passage' AND entity_id = $1",
      [passage.id],
    );
    expect(audit).toEqual([{ reason: 'smooth sea, surveyed yesterday' }]);
  });

  it('counts the lowest tide of a table with the datum of the depths', async () => {
    const { plannedStart } = times('06:00', '07:00');
    await app.query(
      `INSERT INTO tide_height (port_locode, datum, time, height_metres)
       SELECT 'CLVAP', 'NRS', $1::timestamptz + i * interval '1 hour', 0.4 + i * 0.2
       FROM generate_series(0, 2) i`,
      [plannedStart],
    );
    const passage = await plan(app, { draughtMetres: 14, ...times('06:00', '07:00') });
    expect(passage.underKeel.tide).toEqual({
      heightMetres: 0.4,
      basis: 'table',
      at: plannedStart,
    });
    expect(passage.underKeel.legs[2]).toMatchObject({ clearanceMetres: 1.4, isEnough: true });
  });

  it('of a port call that is over is refused, and of one that is not there is 404', async () => {
    const call = await newCall(app);
    await app.written('POST', `/api/v1/port-calls/${call.id}/cancel`, { reason: 'sold' });
    const over = await refusal({ portCallId: call.id, ...times('06:00', '07:00') });
    expect(over.status).toBe(409);
    const portCallId = '3f1c0a52-3b7e-4a53-9a0a-111111111111';
    expect((await refusal({ portCallId, ...times('06:00', '07:00') })).status).toBe(404);
  });

  it('that ends before it begins, or takes days, is refused', async () => {
    expect((await refusal(times('07:00', '07:00'))).status).toBe(422);
    const { plannedStart } = times('06:00', '07:00');
    const plannedEnd = '2030-01-01T00:00:00Z';
    expect((await refusal({ plannedStart, plannedEnd })).status).toBe(422);
  });

  it('says which way only for shifting', async () => {
    expect((await refusal({ isReversed: true, ...times('06:00', '07:00') })).status).toBe(400);
  });
});

describe('passages of one fairway', () => {
  it('keep their time apart, and the one in the way is named with vessel and times', async () => {
    const first = await plan(app, times('06:00', '07:00'));
    const { status, problem } = await refusal(times('06:10', '07:10'));
    expect(status).toBe(409);
    const { plannedStart, plannedEnd } = first;
    expect(problem.errors).toEqual([
      {
        pointer: '/plannedStart',
        detail: `passage ${first.id} of ${first.vessel.name ?? first.vessel.mmsi ?? ''} from ${plannedStart} to ${plannedEnd}: 10.0 minutes apart where 20.0 are required`,
      },
    ]);
    await plan(app, times('06:20', '07:20'));
  });

  it('keep their distance apart', async () => {
    const { id: fairwayId } = await fairwayOf(app, 'OUT-TRACK');
    const outbound = { fairwayId, direction: 'outbound' };
    await plan(app, { ...outbound, ...times('06:00', '07:00') });
    const { status, problem } = await refusal({ ...outbound, ...times('06:05', '07:05') });
    expect(status).toBe(409);
    expect(problem.detail).toMatch(/0\.\d\d nautical miles apart where 1\.00 are required/);
    await plan(app, { ...outbound, ...times('06:30', '07:30') });
  });

  it('are free again when one is cancelled', async () => {
    const first = await plan(app, times('06:00', '07:00'));
    await take(app, first, 'cancel', { reason: 'fog' });
    await plan(app, times('06:00', '07:00'));
  });

  it('are asked again when one is planned anew, which is not in its own way', async () => {
    await plan(app, times('06:00', '07:00'));
    const second = await plan(app, times('08:00', '09:00'));
    const path = `/api/v1/passages/${second.id}`;
    const moved = await app.write('PATCH', path, times('08:05', '09:05'));
    expect(moved.status).toBe(200);
    expect((await app.write('PATCH', path, times('06:05', '07:05'))).status).toBe(409);
    expect(await passageOf(app, second)).toMatchObject({ version: 2, ...times('08:05', '09:05') });
    expect((await app.write('PATCH', path, { plannedEnd: '2020-01-01T00:00:00Z' })).status).toBe(
      422,
    );
  });
});

describe('steps of a passage', () => {
  it('are taken by the table, each in the audit, and nothing else', async () => {
    const passage = await plan(app, times('06:00', '07:00'));
    const path = `/api/v1/passages/${passage.id}`;
    expect((await app.write('POST', `${path}/start`)).status).toBe(409);
    expect(await take(app, passage, 'confirm')).toMatchObject({ state: 'confirmed', version: 2 });
    expect((await app.write('POST', `${path}/confirm`)).status).toBe(409);
    const at = '2026-11-01T06:00:00.000Z';
    const started = await take(app, passage, 'start', { at });
    expect(started).toMatchObject({ state: 'under-way', started: at, startedBy: 'operator' });
    expect((await app.write('PATCH', path, { notes: 'x' })).status).toBe(409);
    const early = await app.write('POST', `${path}/complete`, { at: '2026-11-01T05:00:00Z' });
    expect(early.status).toBe(422);
    const future = await app.write('POST', `${path}/complete`, { at: '2999-11-01T05:00:00Z' });
    expect(future.status).toBe(422);
    const completed = await take(app, passage, 'complete', { at: '2026-11-01T07:00:00Z' });
    expect(completed).toMatchObject({ state: 'completed', completedBy: 'operator' });
    expect((await app.write('POST', `${path}/cancel`, { reason: 'x' })).status).toBe(409);
    const audit = await app.rows(
      "SELECT action FROM audit_entry WHERE entity = 'passage' AND entity_id = $1 ORDER BY id",
      [passage.id],
    );
    expect(audit.map(({ action }) => action)).toEqual(['create', 'confirm', 'start', 'complete']);
  });

  it('ask the rules again when the port agrees', async () => {
    const call = await newCall(app, { arrivalDraughtMetres: 10 });
    const passage = await plan(app, { portCallId: call.id, ...times('06:00', '07:00') });
    const path = `/api/v1/passages/${passage.id}`;
    await app.written('PATCH', `/api/v1/port-calls/${call.id}`, { arrivalDraughtMetres: 14.5 });
    const refused = await app.write('POST', `${path}/confirm`);
    expect(refused.status).toBe(422);
    await app.written('PATCH', `/api/v1/port-calls/${call.id}`, { arrivalDraughtMetres: 11 });
    expect(await take(app, passage, 'confirm')).toMatchObject({
      state: 'confirmed',
      underKeel: { draughtMetres: 11 },
    });
  });

  it('refuse what nobody declared, and a stale version', async () => {
    const passage = await plan(app, times('06:00', '07:00'));
    const path = `/api/v1/passages/${passage.id}`;
    expect((await app.write('POST', `${path}/confirm`, { at: 'now' })).status).toBe(400);
    expect((await app.write('POST', `${path}/cancel`, {})).status).toBe(400);
    const headers = { 'if-match': (await app.get(path)).headers.get('etag') ?? '' };
    expect((await app.write('PATCH', path, { notes: 'one' }, { headers })).status).toBe(200);
    expect((await app.write('PATCH', path, { notes: 'two' }, { headers })).status).toBe(412);
  });
});

describe('the list of passages', () => {
  it('comes in order of planned start, by port, call, fairway, state and time', async () => {
    const late = await plan(app, times('09:00', '10:00'));
    const early = await plan(app, times('06:00', '07:00'));
    await take(app, early, 'confirm');
    const list = async (query: string) => {
      const found = passageCollection.parse(await app.json(`/api/v1/passages?${query}`));
      return found.passages.map(({ id }) => id);
    };
    const { plannedStart: from } = times('05:00', '06:00');
    const { plannedStart: to } = times('12:00', '13:00');
    const span = `from=${from}&to=${to}`;
    expect(await list(`port=CLVAP&${span}`)).toEqual([early.id, late.id]);
    expect(await list(`portCall=${late.portCallId}`)).toEqual([late.id]);
    expect(await list(`state=confirmed&${span}`)).toEqual([early.id]);
    expect(await list(`fairway=${late.fairwayId}&${span}&state=planned,confirmed`)).toHaveLength(2);
    expect(await list(`${span}&from=${from}`.replace(`&from=${from}`, ''))).toHaveLength(2);
    const first = await app.get(`/api/v1/passages?${span}&limit=1`);
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    const rest = passageCollection.parse(await app.json(next));
    expect(rest.passages.map(({ id }) => id)).toEqual([late.id]);
  });
});
