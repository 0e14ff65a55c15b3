import { problemSchema } from '../../service/problem/problem.js';
import { listAt, valueAt } from '../support/fields.js';
import { RestApp } from '../support/rest-app.js';
import { callOf, claim, importDemoPort, newCall, newMmsi } from './port-calls-support.js';

let app: RestApp;

beforeAll(async () => {
  app = await RestApp.start();
  await importDemoPort(app);
});

afterAll(async () => {
  await app.stop();
});

const path = '/api/v1/port-calls';

describe('a port call', () => {
  it('keeps what is announced, and is expected', async () => {
    const mmsi = newMmsi();
    const said = {
      voyageIn: '012W',
      agent: 'Agunsa',
      previousPort: 'PECLL',
      nextPort: 'CLSAI',
      purpose: 'containers',
      arrivalDraughtMetres: 10.5,
      crew: 21,
      passengers: 0,
      dangerousGoods: [{ imoClass: '3', unNumber: '1203', quantityTonnes: 12 }],
      securityLevel: 1,
    };
    const answer = await app.write('POST', path, { port: 'CLVAP', mmsi, ...said });
    const body: unknown = await answer.json();
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`${path}/${String(valueAt(body, 'id'))}`);
    expect(body).toMatchObject({
      ...said,
      port: 'CLVAP',
      version: 1,
      status: 'expected',
      isUnannounced: false,
      vessel: { mmsi },
      ending: null,
      times: { eta: null, atd: null },
    });
    expect(await callOf(app, { id: String(valueAt(body, 'id')) })).toEqual(body);
  });

  it.each([
    [{ port: 'CLVAP' }, 400, 'either vesselId or mmsi'],
    [{ port: 'CLVAP', mmsi: '725000001', colour: 'red' }, 400, 'colour'],
    [{ port: 'CLVAP', mmsi: '725000001', securityLevel: 4 }, 400, '3'],
    [{ port: 'CLVAP', mmsi: '725000001', dangerousGoods: [{ imoClass: '10' }] }, 400, 'imoClass'],
    [{ port: 'NLRTM', mmsi: '725000001' }, 422, 'no port NLRTM'],
    [{ port: 'CLVAP', vesselId: 'ffffffff-ffff-4fff-8fff-ffffffffffff' }, 422, 'no vessel'],
  ])('is refused as %j', async (body, status, detail) => {
    const answer = await app.write('POST', path, body);
    const problem = problemSchema.parse(await answer.json());
    expect([answer.status, JSON.stringify(problem)]).toEqual([
      status,
      expect.stringContaining(detail),
    ]);
  });

  it('is edited by who has read it, and by nobody else', async () => {
    const call = await newCall(app);
    const tag = (await app.get(`${path}/${call.id}`)).headers.get('etag') ?? '';
    const headers = { 'if-match': tag };
    const edited = await app.written('PATCH', `${path}/${call.id}`, { crew: 20 }, { headers });
    expect(edited).toMatchObject({ crew: 20, version: 2 });
    const stale = await app.write('PATCH', `${path}/${call.id}`, { crew: 22 }, { headers });
    expect(stale.status).toBe(412);
    expect((await callOf(app, call)).crew).toBe(20);
  });

  it('is not to be announced by who may only look', async () => {
    const body = { port: 'CLVAP', mmsi: newMmsi() };
    expect((await app.write('POST', path, body, { as: 'viewer' })).status).toBe(403);
  });

  it('is cancelled once, for good', async () => {
    const call = await newCall(app);
    const cancelled = await app.written('POST', `${path}/${call.id}/cancel`, { reason: 'strike' });
    expect(cancelled).toMatchObject({
      status: 'cancelled',
      ending: { kind: 'cancelled', reason: 'strike' },
    });
    for (const step of ['cancel', 'omit']) {
      const again = await app.write('POST', `${path}/${call.id}/${step}`, { reason: 'again' });
      expect(again.status).toBe(409);
    }
    const late = {
      service: 'BERTH',
      event: 'ARRI',
      classifier: 'EST',
      time: '2026-01-01T00:00:00Z',
    };
    expect((await app.write('POST', `${path}/${call.id}/claims`, late)).status).toBe(409);
  });

  it('is not cancelled once the vessel has come', async () => {
    const call = await newCall(app);
    await claim(app, call, { classifier: 'ACT', time: '2026-01-01T10:00:00Z' });
    expect((await app.write('POST', `${path}/${call.id}/cancel`, { reason: 'x' })).status).toBe(
      409,
    );
  });
});

describe('a vessel in port', () => {
  it('is there by one port call, of twenty that claim it at once', async () => {
    const first = await newCall(app);
    const others = await Promise.all(
      Array.from({ length: 19 }, async () => await newCall(app, { vesselId: first.vessel.id })),
    );
    const answers = await Promise.all(
      [first, ...others].map(async ({ id }) => {
        const body = {
          service: 'BERTH',
          event: 'ARRI',
          classifier: 'ACT',
          time: '2026-01-01T10:00:00Z',
        };
        return await app.write('POST', `${path}/${id}/claims`, body);
      }),
    );
    const created = answers.filter(({ status }) => status === 201);
    expect(created).toHaveLength(1);
    const { portCalls } = (await app.json(
      `${path}?vessel=${first.vessel.id}&status=arrived,at-anchor,berthed`,
    )) as { portCalls: { id: string }[] };
    expect(portCalls).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      const { detail } = problemSchema.parse(await answer.json());
      expect([answer.status, detail]).toEqual([
        409,
        `The vessel is in this port already, by port call ${portCalls[0]?.id ?? ''}.`,
      ]);
    }
  });
});

describe('claims', () => {
  it('move the status, and back when they are rejected', async () => {
    const call = await newCall(app);
    const statuses: string[] = [];
    const said = [
      ['PILOT_BOARDING_PLACE', 'ARRI', '2026-01-01T08:00:00Z'],
      ['ANCHORAGE', 'STRT', '2026-01-01T09:00:00Z'],
      ['BERTH', 'ARRI', '2026-01-01T10:00:00Z'],
      ['BERTH', 'DEPA', '2026-01-02T10:00:00Z'],
    ];
    let last = '';
    for (const [service, event, time = ''] of said) {
      last = (await claim(app, call, { service, event, classifier: 'ACT', time })).id;
      statuses.push((await callOf(app, call)).status);
    }
    expect(statuses).toEqual(['arrived', 'at-anchor', 'berthed', 'departed']);
    const rejection = `${path}/${call.id}/claims/${last}/reject`;
    await app.written('POST', rejection, { reason: 'still alongside' });
    const after = await callOf(app, call);
    expect([after.status, after.times.atd, after.version]).toEqual(['berthed', null, 6]);
    expect((await app.write('POST', rejection, { reason: 'again' })).status).toBe(409);
    const { claims } = (await app.json(`${path}/${call.id}/claims?rejected=true`)) as {
      claims: unknown[];
    };
    expect(claims).toMatchObject([
      { id: last, rejection: { reason: 'still alongside', by: { kind: 'key' } } },
    ]);
  });

  it('are published by rank, with what else is claimed', async () => {
    const call = await newCall(app);
    const agent = await claim(app, call, { source: 'agent', time: '2026-01-01T10:00:00Z' });
    const operator = await claim(app, call, { time: '2026-01-01T12:00:00Z' });
    const later = await claim(app, call, { source: 'agent', time: '2026-01-01T13:00:00Z' });
    const { times } = await callOf(app, call);
    expect(times.etb).toEqual({
      time: '2026-01-01T12:00:00.000Z',
      claimId: operator.id,
      source: 'operator',
      classifier: 'EST',
      others: [
        expect.objectContaining({ claimId: later.id }),
        expect.objectContaining({ claimId: agent.id }),
      ],
      spreadSeconds: 3 * 3600,
    });
  });

  it.each([
    [{ service: 'BERTH', event: 'STRT', classifier: 'EST' }, 422, 'BERTH has ARRI and DEPA'],
    [{ service: 'ALL_FAST', event: 'ARRI', classifier: 'EST' }, 422, 'ALL_FAST has ACT only'],
    [{ service: 'MOVES', event: 'ARRI', classifier: 'ACT' }, 400, '/service'],
    [{ source: 'ais' }, 400, '/source'],
    [{ remark: 'x'.repeat(501) }, 400, '/remark'],
    [{ delayReason: 'STRIKE' }, 400, '/delayReason'],
    [{ classifier: 'ACT', time: '2126-01-01T00:00:00Z' }, 422, 'in the future'],
    [{ location: { berthId: 'ffffffff-ffff-4fff-8fff-ffffffffffff' } }, 422, 'no berth of CLVAP'],
    [{ inReplyTo: 'ffffffff-ffff-4fff-8fff-ffffffffffff' }, 422, 'no claim'],
  ])('are refused as %j', async (said, status, detail) => {
    const call = await newCall(app);
    const usual = {
      service: 'BERTH',
      event: 'ARRI',
      classifier: 'EST',
      time: '2026-01-01T00:00:00Z',
    };
    const answer = await app.write('POST', `${path}/${call.id}/claims`, { ...usual, ...said });
    const problem = problemSchema.parse(await answer.json());
    expect([answer.status, JSON.stringify(problem)]).toEqual([
      status,
      expect.stringContaining(detail),
    ]);
  });

  it('name their berth, and nobody who wrote them to who may not know', async () => {
    const zones: unknown = await app.json('/api/v1/ports/CLVAP/zones?kind=berth');
    const berthId = String(valueAt(zones, 'features', 0, 'id'));
    const call = await newCall(app);
    const { id } = await claim(app, call, { time: '2026-01-01T00:00:00Z', location: { berthId } });
    const shown = await app.json(`${path}/${call.id}/claims/${id}`);
    expect(shown).toMatchObject({ location: { berthId, place: 'Sitio 1' } });
    const byBerth: unknown = await app.json(`${path}?berth=${berthId}`);
    expect(listAt(byBerth, 'portCalls')).toMatchObject([{ id: call.id }]);
  });
});

describe('negotiations', () => {
  it('go from request to plan, and end for good', async () => {
    const call = await newCall(app);
    const request = await claim(app, call, { classifier: 'REQ', time: '2026-01-01T10:00:00Z' });
    const negotiations = `${path}/${call.id}/negotiations`;
    expect(valueAt(await app.json(negotiations), 'negotiations', 0)).toMatchObject({
      state: 'requested',
      owedBy: 'provider',
      pendingClaimId: request.id,
    });
    const countered = await app.written('POST', `${path}/${call.id}/claims/${request.id}/answer`, {
      step: 'counter',
      time: '2026-01-01T12:00:00Z',
    });
    expect(countered).toMatchObject({ state: 'countered', owedBy: 'consumer' });
    const counter = String(valueAt(countered, 'pendingClaimId'));
    const answer = `${path}/${call.id}/claims/${counter}/answer`;
    const accepted = await app.written('POST', answer, { step: 'accept' });
    expect(accepted).toMatchObject({ state: 'planned', owedBy: 'provider' });
    expect((await app.write('POST', answer, { step: 'accept' })).status).toBe(409);
    expect((await callOf(app, call)).times.ptb?.time).toBe('2026-01-01T12:00:00.000Z');
    const cancelled = await app.written('POST', answer, { step: 'cancel', reason: 'berth closed' });
    expect(cancelled).toMatchObject({
      state: 'cancelled',
      owedBy: null,
      steps: [],
      end: { step: 'cancel', reason: 'berth closed' },
    });
    expect((await callOf(app, call)).times.ptb).toBeNull();
    for (const step of ['cancel', 'decline']) {
      expect((await app.write('POST', answer, { step, reason: 'again' })).status).toBe(409);
    }
    const late = {
      service: 'BERTH',
      event: 'ARRI',
      classifier: 'REQ',
      time: '2026-01-03T00:00:00Z',
    };
    expect((await app.write('POST', `${path}/${call.id}/claims`, late)).status).toBe(409);
    const next = await claim(app, call, { sequence: 2, time: '2026-01-03T00:00:00Z' });
    expect(next.step).toBe('estimate');
  });

  it('are all over when the carrier leaves the port out', async () => {
    const call = await newCall(app);
    await claim(app, call, { classifier: 'REQ', time: '2026-01-01T10:00:00Z' });
    await app.written('POST', `${path}/${call.id}/omit`, { reason: 'behind schedule' });
    expect(await app.json(`${path}/${call.id}/negotiations`)).toMatchObject({
      negotiations: [{ state: 'omitted', owedBy: null, steps: [] }],
    });
  });

  it('do not accept what was replaced since', async () => {
    const call = await newCall(app);
    const first = await claim(app, call, { classifier: 'REQ', time: '2026-01-01T10:00:00Z' });
    await claim(app, call, { classifier: 'REQ', time: '2026-01-01T11:00:00Z' });
    const answer = await app.write('POST', `${path}/${call.id}/claims/${first.id}/answer`, {
      step: 'accept',
    });
    expect(answer.status).toBe(409);
  });
});
