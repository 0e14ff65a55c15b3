import { Transactions } from '../../service/database/transactions.js';
import { systemActor } from '../../service/database/write-context.js';
import { ClaimsService, type NewClaim } from '../../service/port-calls/claims.service.js';
import { PortCallsService } from '../../service/port-calls/port-calls.service.js';
import { listAt, valueAt } from '../support/fields.js';
import { queryDatabase } from '../support/query-database.js';
import { RestApp } from '../support/rest-app.js';
import { waitFor } from '../support/wait-for.js';
import { SseClient } from './live-support.js';
import { callOf, claim, importDemoPort, newCall, type ShownCall } from './port-calls-support.js';

let app: RestApp;

beforeAll(async () => {
  app = await RestApp.start();
  await importDemoPort(app);
});

afterAll(async () => {
  await app.stop();
});

const path = '/api/v1/port-calls';
const time = Date.UTC(2026, 0, 1, 10);
const evidence = { mmsi: '725000001', lon: -71.6, lat: -33, sog: 0.1, heading: 90, raw: '!AIVDM' };

/** Records what AIS has seen, as the detection does. */
async function add(call: ShownCall, said: Partial<NewClaim> = {}) {
  return await app.part(Transactions).runAs(systemActor('berth-detection'), async () => {
    return await app.part(ClaimsService).add(call.id, {
      service: 'BERTH',
      event: 'ARRI',
      classifier: 'ACT',
      time,
      source: 'ais',
      ...said,
    });
  });
}

describe('what AIS has seen', () => {
  it('is one claim, though two processes see it', async () => {
    const call = await newCall(app);
    const found = await Promise.all(
      Array.from({ length: 10 }, async () => await add(call, { dedupeKey: 'berth:1' })),
    );
    expect(new Set(found.map(({ id }) => id)).size).toBe(1);
    expect(listAt(await app.json(`${path}/${call.id}/claims`), 'claims')).toHaveLength(1);
  });

  it('comes with the positions that prove it, in the order of time', async () => {
    const call = await newCall(app);
    const { id } = await add(call, {
      evidence: [
        { ...evidence, time },
        { ...evidence, time: time - 60_000 },
      ],
    });
    expect(await app.json(`${path}/${call.id}/claims/${id}/evidence`)).toEqual({
      evidence: [
        { ...evidence, time: '2026-01-01T09:59:00.000Z' },
        { ...evidence, time: '2026-01-01T10:00:00.000Z' },
      ],
    });
    expect(await app.json(`${path}/${call.id}/claims/${id}`)).toMatchObject({
      source: 'ais',
      evidenceCount: 2,
      recordedBy: { kind: 'system', id: 'berth-detection' },
    });
  });

  it('is recorded of a service that was called off, too', async () => {
    const call = await newCall(app);
    const { id } = await claim(app, call, { time: '2026-01-01T00:00:00Z' });
    const answer = { step: 'cancel', reason: 'closed' };
    await app.written('POST', `${path}/${call.id}/claims/${id}/answer`, answer);
    expect((await add(call)).step).toBe('actual');
    expect((await callOf(app, call)).status).toBe('berthed');
  });

  it('finds the port call that it belongs to', async () => {
    const calls = app.part(PortCallsService);
    const near = await newCall(app);
    const { vessel } = near;
    const far = await newCall(app, { vesselId: vessel.id });
    await claim(app, near, { time: '2026-01-01T00:00:00Z' });
    await claim(app, far, { time: '2026-01-09T00:00:00Z' });
    const day = 24 * 3_600_000;
    const found = await calls.expectedNear(vessel.id, 'CLVAP', Date.UTC(2026, 0, 2), 3 * day);
    expect(found?.id).toBe(near.id);
    expect(await calls.expectedNear(vessel.id, 'CLVAP', Date.UTC(2026, 0, 5), day)).toBeNull();
    expect(await calls.openOf(vessel.id, 'CLVAP')).toBeNull();
    await add(near);
    expect((await calls.openOf(vessel.id, 'CLVAP'))?.id).toBe(near.id);
  });

  it('rejects nothing by itself: a vessel is not in port twice when a claim is taken back', async () => {
    const first = await newCall(app);
    await add(first);
    const leaving = await add(first, { service: 'SEA_PASSAGE', event: 'STRT', time: time + 1000 });
    const second = await newCall(app, { vesselId: first.vessel.id });
    await add(second, { time: time + 2000 });
    const answer = await app.write('POST', `${path}/${first.id}/claims/${leaving.id}/reject`, {
      reason: 'it never left',
    });
    expect(answer.status).toBe(409);
    expect(valueAt(await answer.json(), 'detail')).toContain(second.id);
    expect((await callOf(app, first)).status).toBe('departed');
  });
});

describe('two vessels that are both in port', () => {
  it('do not become one', async () => {
    const [one, other] = [await newCall(app), await newCall(app)];
    await add(one);
    await add(other);
    const answer = await app.write('POST', `/api/v1/vessels/${one.vessel.id}/merge`, {
      into: other.vessel.id,
      reason: 'the same hull',
    });
    expect(answer.status).toBe(409);
    expect(valueAt(await answer.json(), 'detail')).toContain('Both vessels are in port');
  });
});

describe('claims', () => {
  it('come in pages, each once', async () => {
    const call = await newCall(app);
    const ids: string[] = [];
    for (const hour of ['01', '02', '03']) {
      ids.push((await claim(app, call, { time: `2026-01-01T${hour}:00:00Z` })).id);
    }
    const first = await app.get(`${path}/${call.id}/claims?limit=2`);
    const next = /<([^>]+)>/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    const pages = [await first.json(), await app.json(next)];
    const seen = pages.flatMap((page) => listAt(page, 'claims').map((one) => valueAt(one, 'id')));
    expect(seen).toEqual(ids);
  });
});

describe('a claim', () => {
  it.each([
    ['UPDATE claim SET time = now()'],
    ["UPDATE claim SET rejection_reason = 'other' WHERE rejected_at IS NOT NULL"],
    ['DELETE FROM claim'],
  ])('is kept by the database itself against %s', async (sql) => {
    const call = await newCall(app);
    const { id } = await claim(app, call, { time: '2026-01-01T00:00:00Z' });
    await app.written('POST', `${path}/${call.id}/claims/${id}/reject`, { reason: 'wrong' });
    await expect(queryDatabase(app.databaseUrl, sql)).rejects.toThrow('never changed nor removed');
  });

  it('is on the stream, and in the audit with who wrote it', async () => {
    const client = await SseClient.open(app.url, { query: 'types=port-call,claim' });
    const call = await newCall(app);
    const { id } = await claim(app, call, { time: '2026-01-01T00:00:00Z' });
    await app.written('POST', `${path}/${call.id}/claims/${id}/reject`, { reason: 'wrong' });
    await waitFor(() => client.events.length >= 5, { what: 'five events' });
    client.close();
    const bodies = client.events.map(({ event, data }) => [event, JSON.parse(data) as unknown]);
    expect(bodies.slice(0, 5)).toMatchObject([
      ['port-call', { id: call.id, version: 1 }],
      ['claim', { id, rejection: null }],
      ['port-call', { id: call.id, version: 2, times: { etb: { claimId: id } } }],
      ['claim', { id, rejection: { reason: 'wrong' } }],
      ['port-call', { id: call.id, version: 3, times: { etb: null } }],
    ]);
    const credentials = await app.credentials('admin');
    const audit: unknown = await (
      await app.get(`/api/v1/audit?entityId=${id}`, credentials)
    ).json();
    expect(listAt(audit, 'entries')).toMatchObject([
      { action: 'reject', entity: 'claim', port: 'CLVAP', reason: 'wrong' },
      { action: 'create', entity: 'claim', actor: { kind: 'key' }, before: null },
    ]);
  });
});
