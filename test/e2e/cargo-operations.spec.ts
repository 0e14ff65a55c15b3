import { cargoOperationCollection } from '../../service/operations/cargo-operations.dto.js';
import { auditedOf } from '../support/audited.js';
import { after, CargoPort, path, refused } from './cargo-support.js';

const hour = 3_600_000;

let port: CargoPort;

beforeAll(async () => {
  port = await CargoPort.open();
});

afterAll(async () => {
  await port.app.stop();
});

describe('a cargo operation', () => {
  it('is planned, done and told from start to end', async () => {
    const portCallId = await port.anyCall();
    const id = await port.newOperation({ portCallId, planned: 2000 });
    expect(await port.read(id)).toMatchObject({
      ...{ state: 'planned', port: 'CLVAP', planned: 2000, done: 0, remaining: 2000, version: 1 },
      ...{ ratePerHour: null, estimatedCompletionAt: null, segregationWarnings: [] },
    });

    await port.step(id, 'start', { at: after(0) });
    await port.enter(id, { amount: 400, at: after(4) });
    await port.step(id, 'suspend', { at: after(4), reason: 'weather', remark: 'swell' });
    const resumed = await port.step(id, 'resume', { at: after(6) });
    expect(resumed).toMatchObject({
      ...{ state: 'working', done: 400, remaining: 1600, ratePerHour: 100, netHours: 4 },
      estimatedCompletionAt: after(22),
      suspensions: [{ from: after(4), to: after(6), reason: 'weather', remark: 'swell' }],
    });
    await port.enter(id, { amount: 1600.125, at: after(9) });
    await port.enter(id, { amount: -0.125, at: after(9), reason: 'counted twice' });
    const done = await port.step(id, 'complete', { at: after(9) });
    expect(done).toMatchObject({
      ...{ state: 'completed', done: 2000, remaining: 0, netHours: 7, completedAt: after(9) },
      estimatedCompletionAt: null,
    });
    const claims = await port.cargoClaims(portCallId);
    expect(claims[0]).toBe(`STRT ACT ${after(0)} terminal`);
    expect(claims.slice(1, 3)).toEqual([
      `CMPL EST ${after(20)} derived`,
      `CMPL EST ${after(22)} derived`,
    ]);
    expect(claims.at(-1)).toBe(`CMPL ACT ${after(9)} terminal`);
  });

  it('tells a new estimate only when it moves by more than 15 minutes', async () => {
    const portCallId = await port.anyCall();
    const id = await port.newOperation({ portCallId, planned: 1200 });
    await port.step(id, 'start', { at: after(0) });
    await port.enter(id, { amount: 400, at: after(4) });
    await port.enter(id, { amount: 102, at: after(5) });
    expect(await port.cargoClaims(portCallId)).toHaveLength(2);
    await port.enter(id, { amount: 40, at: after(6) });
    expect(await port.cargoClaims(portCallId)).toHaveLength(3);
  });

  it('starts and ends the cargo work of its call with the first and the last of it', async () => {
    const portCallId = await port.anyCall();
    const one = await port.newOperation({ portCallId });
    const other = await port.newOperation({ portCallId, direction: 'load' });
    await port.step(one, 'start', { at: after(1) });
    await port.step(other, 'start', { at: after(2) });
    await port.step(one, 'complete', { at: after(3) });
    expect(await port.cargoClaims(portCallId)).toEqual([`STRT ACT ${after(1)} terminal`]);
    await port.step(other, 'cancel', { reason: 'cargo not there' });
    expect(await port.cargoClaims(portCallId)).toEqual([
      `STRT ACT ${after(1)} terminal`,
      `CMPL ACT ${after(3)} terminal`,
    ]);
  });

  it('takes no step that its state does not have (409), and no impossible time (422)', async () => {
    const id = await port.newOperation();
    const early = await refused(port.app.write('POST', `${path}/${id}/complete`, {}));
    expect(early).toMatchObject({
      ...{
        status: 409,
        detail: 'A planned operation takes no complete: it must be working or suspended.',
      },
      errors: [{ detail: `the cargo operation ${id} is planned` }],
    });
    const unstarted = await refused(
      port.app.write('POST', `${path}/${id}/progress`, { amount: 1 }),
    );
    expect(unstarted.status).toBe(409);
    const future = new Date(Date.now() + hour).toISOString();
    const ahead = await refused(port.app.write('POST', `${path}/${id}/start`, { at: future }));
    expect([ahead.status, ahead.detail]).toEqual([422, 'the time is in the future']);
  });

  it('is edited with the version that was read, and keeps its unit once work has begun', async () => {
    const id = await port.newOperation();
    const etag = (await port.app.get(`${path}/${id}`)).headers.get('etag') ?? '';
    const headers = { 'if-match': etag };
    const edited = await port.app.written('PATCH', `${path}/${id}`, { planned: 900 }, { headers });
    expect(edited).toMatchObject({ planned: 900, version: 2, hsChapter: '10' });
    const stale = await port.app.write('PATCH', `${path}/${id}`, { planned: 800 }, { headers });
    expect(stale.status).toBe(412);
    await port.step(id, 'start', { at: after(0) });
    const unit = await refused(port.app.write('PATCH', `${path}/${id}`, { unit: 'm3' }));
    expect([unit.status, unit.detail]).toEqual([422, 'unit cannot change once work has begun']);
  });

  it('is refused for what does not go together', async () => {
    const portCallId = await port.anyCall();
    const body = {
      ...{ portCallId, berthId: port.berth, direction: 'load', unit: 'units', planned: 1.5 },
      ...{ plannedFrom: after(2), plannedTo: after(1) },
    };
    const broken = await refused(port.app.write('POST', path, body));
    expect(broken.status).toBe(422);
    expect(broken.errors.map(({ pointer }) => pointer)).toEqual([
      '/commodity',
      '/planned',
      '/plannedTo',
    ]);
    const nowhere = { ...body, portCallId: '00000000-0000-4000-8000-000000000000' };
    expect((await refused(port.app.write('POST', path, nowhere))).errors[0]?.pointer).toBe(
      '/portCallId',
    );
    for (const wrong of [{ hsChapter: '98' }, { hsChapter: '77' }, { planned: 0 }, { unit: 'kg' }])
      expect((await port.app.write('POST', path, { ...body, ...wrong })).status).toBe(400);
  });

  it('is found by port, port call, berth and state, page by page', async () => {
    const portCallId = await port.anyCall();
    const ids = [
      await port.newOperation({ portCallId }),
      await port.newOperation({ portCallId, berthId: port.elsewhere }),
      await port.newOperation({ portCallId }),
    ];
    await port.step(ids[2] ?? '', 'cancel', { reason: 'no cargo' });
    const found = async (query: string) =>
      cargoOperationCollection
        .parse(await port.app.json(`${path}?portCall=${portCallId}${query}`))
        .cargoOperations.map(({ id }) => ids.indexOf(id));
    expect(await found('')).toEqual([0, 1, 2]);
    expect(await found(`&berth=${port.elsewhere}`)).toEqual([1]);
    expect(await found('&state=planned')).toEqual([0, 1]);
    expect(await found('&state=cancelled,working')).toEqual([2]);
    expect(await found('&port=CLVAP&limit=2')).toEqual([0, 1]);
    const first = await port.app.get(`${path}?portCall=${portCallId}&limit=2`);
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    const rest = cargoOperationCollection.parse(await port.app.json(next));
    expect(rest.cargoOperations.map(({ id }) => ids.indexOf(id))).toEqual([2]);
    expect((await port.app.get(`${path}?comodity=10`)).status).toBe(400);
  });

  it('is written by a terminal for its own berths alone (403)', async () => {
    const portCallId = await port.anyCall();
    const body = {
      ...{ portCallId, direction: 'load', commodity: 'copper', unit: 't', planned: 10 },
    };
    const own = await port.app.write(
      'POST',
      path,
      { ...body, berthId: port.berth },
      { as: 'terminal' },
    );
    expect(own.status).toBe(201);
    const foreign = { ...body, berthId: port.elsewhere };
    const answer = await refused(port.app.write('POST', path, foreign, { as: 'terminal' }));
    expect([answer.status, answer.detail]).toEqual([
      403,
      'This stands at CLVAP/T2; your key or token is for other terminals.',
    ]);
    const id = await port.newOperation({ berthId: port.elsewhere });
    for (const action of ['start', 'complete', 'resume'])
      expect(
        (await port.app.write('POST', `${path}/${id}/${action}`, {}, { as: 'terminal' })).status,
      ).toBe(403);
    expect(
      (await port.app.write('PATCH', `${path}/${id}`, { gangs: 1 }, { as: 'terminal' })).status,
    ).toBe(403);
    expect((await port.app.write('POST', path, body, { as: 'viewer' })).status).toBe(403);
  });

  it('leaves an audit entry and an event for each step', async () => {
    const id = await port.newOperation();
    await port.step(id, 'start', { at: after(0) });
    await port.enter(id, { amount: 5, at: after(1) });
    await port.step(id, 'cancel', { reason: 'wrong berth' });
    expect(await auditedOf(port.app, id)).toEqual([
      'create - planned',
      'start planned working',
      'progress working working',
      'cancel working cancelled wrong berth',
    ]);
    const events = await port.app.rows(
      `SELECT payload ->> 'action' AS action FROM stream_event
       WHERE type = 'cargo-operation' AND payload ->> 'id' = $1 ORDER BY id`,
      [id],
    );
    expect(events.map(({ action }) => action)).toEqual(['create', 'start', 'progress', 'cancel']);
  });
});
