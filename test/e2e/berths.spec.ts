import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import type { z } from 'zod';

import { berthCollection, berthSchema, closureSchema } from '../../service/ports/berths.dto.js';
import { importPortFile } from '../../service/ports/port-import.js';
import { problemSchema } from '../../service/problem/problem.js';
import { RestApp } from '../support/rest-app.js';
import { book, expectVessel } from './bookings-support.js';

let app: RestApp;
let folder: string;

beforeAll(async () => {
  app = await RestApp.start();
  folder = await mkdtemp(join(tmpdir(), 'porttrack-berths-'));
  await copyFile(resolve('ports/clvap.geojson'), join(folder, 'clvap.geojson'));
  await importDemo();
});

afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true });
});

/** Imports the demo port, changed, as the command does it beside the running service. */
async function importDemo(change: (properties: Record<string, unknown>) => void = () => undefined) {
  const file = JSON.parse(await readFile(resolve('ports/clvap.geojson'), 'utf8')) as {
    features: { properties: Record<string, unknown> }[];
  };
  for (const { properties } of file.features) change(properties);
  await writeFile(join(folder, 'clvap.geojson'), JSON.stringify(file));
  return await importPortFile({
    environment: { DATABASE_URL: app.databaseUrl },
    path: join(folder, 'clvap.geojson'),
    defaults: {},
    say: () => undefined,
  });
}

async function berth(code: string): Promise<z.infer<typeof berthSchema>> {
  const { berths } = berthCollection.parse(await app.json('/api/v1/berths?port=CLVAP'));
  const found = berths.find((candidate) => candidate.code === code);
  if (found === undefined) throw new Error(`no berth ${code}`);
  return found;
}

async function tagOf(path: string): Promise<string> {
  return (await app.get(path)).headers.get('etag') ?? '';
}

describe('berths', () => {
  it('say what the port file says', async () => {
    expect(await berth('4')).toMatchObject({
      port: 'CLVAP',
      name: 'Sitio 4',
      terminal: 'T1',
      lengthMetres: 160,
      depthMetres: 11.5,
      depthDatum: 'NRS',
      maxLengthMetres: 145,
      maxBeamMetres: 26,
      maxDraughtMetres: 10.4,
      cargoKinds: ['general-cargo', 'ro-ro', 'reefer'],
      bollardFrom: 34,
      bollardTo: 42,
      status: 'open',
      closures: [],
      edited: [],
      geometry: { type: 'Polygon' },
    });
  });

  it('come page by page, none twice and none left out', async () => {
    const all = berthCollection.parse(await app.json('/api/v1/berths')).berths;
    const codes: string[] = [];
    let path: string | undefined = '/api/v1/berths?port=CLVAP&limit=5';
    while (path !== undefined) {
      codes.push(...berthCollection.parse(await app.json(path)).berths.map(({ code }) => code));
      const link: string = (await app.get(path)).headers.get('link') ?? '';
      path = /<([^>]+)>; rel="next"/.exec(link)?.[1];
    }
    expect(codes).toEqual(all.map(({ code }) => code));
    expect(codes).toHaveLength(18);
  });

  it('are 404 where unknown and 400 where malformed', async () => {
    const unknown = '3f1c0a52-3b7e-4a53-9a0a-111111111111';
    expect((await app.get(`/api/v1/berths/${unknown}`)).status).toBe(404);
    expect((await app.get('/api/v1/berths/4')).status).toBe(400);
    expect((await app.get('/api/v1/berths?port=NLRTM')).status).toBe(404);
    expect((await app.get('/api/v1/berths?terminal=T1')).status).toBe(400);
  });
});

describe('editing a berth', () => {
  it('stays through an import, and ends when the field is given back to the file', async () => {
    const { id, version } = await berth('5');
    const path = `/api/v1/berths/${id}`;
    const edited = berthSchema.parse(
      await app.written('PATCH', path, { depthMetres: 9.4, maxBeamMetres: null }),
    );
    expect(edited).toMatchObject({
      version: version + 1,
      depthMetres: 9.4,
      maxBeamMetres: null,
      edited: ['depthMetres', 'maxBeamMetres'],
    });
    await importDemo((properties) => {
      if (properties['code'] !== '5') return;
      Object.assign(properties, { depthMetres: 10.5, maxLengthMetres: 130 });
    });
    expect(await berth('5')).toMatchObject({ depthMetres: 9.4, maxLengthMetres: 130 });
    const reverted = await app.written('PATCH', path, { revert: ['depthMetres', 'maxBeamMetres'] });
    expect(reverted).toMatchObject({ depthMetres: 10.5, maxBeamMetres: 24, edited: [] });
    await importDemo();
    expect(await berth('5')).toMatchObject({ depthMetres: 10, maxLengthMetres: 125 });
  });

  it('refuses a stale version', async () => {
    const { id } = await berth('6');
    const path = `/api/v1/berths/${id}`;
    const headers = { 'if-match': await tagOf(path) };
    expect((await app.write('PATCH', path, { name: 'Sitio seis' }, { headers })).status).toBe(200);
    expect((await app.write('PATCH', path, { name: 'Sitio 6' }, { headers })).status).toBe(412);
    expect((await berth('6')).name).toBe('Sitio seis');
  });

  it('does not raise the version where an import changes nothing of it', async () => {
    const { version } = await berth('8');
    await importDemo();
    expect((await berth('8')).version).toBe(version);
  });

  it('wants both bollards, different ones, and only fields that there are', async () => {
    const { id } = await berth('R1');
    const path = `/api/v1/berths/${id}`;
    const one = await app.write('PATCH', path, { bollardFrom: 3 });
    expect(one.status).toBe(422);
    expect(problemSchema.parse(await one.json()).errors).toMatchObject([
      { pointer: '/bollardFrom' },
    ]);
    expect((await app.write('PATCH', path, { bollardFrom: 3, bollardTo: 3 })).status).toBe(422);
    expect((await app.write('PATCH', path, { bollardFrom: 3, bollardTo: 1 })).status).toBe(200);
    expect((await app.write('PATCH', path, { code: 'X' })).status).toBe(400);
    expect((await app.write('PATCH', path, { depthMetres: 0 })).status).toBe(400);
  });

  it('is kept in the audit, before and after', async () => {
    const { id } = await berth('7');
    await app.written('PATCH', `/api/v1/berths/${id}`, { underKeelMetres: 0.4 });
    const entries = await app.rows(
      `SELECT action, port_locode AS port, before->'underKeelMetres' AS before,
         after->'underKeelMetres' AS after
       FROM audit_entry WHERE entity = 'berth' AND entity_id = $1`,
      [id],
    );
    expect(entries).toEqual([{ action: 'edit', port: 'CLVAP', before: null, after: 0.4 }]);
  });
});

describe('a berth that has bookings', () => {
  it('is not removed by an import, which is refused as a whole and names it', async () => {
    const { id, name } = await berth('2');
    const { portCallId } = await expectVessel(app);
    const time = { from: '2027-06-01T00:00:00Z', to: '2027-06-02T00:00:00Z' };
    const booking = await book(app, { berthId: id, portCallId, ...time });
    const rename = (properties: Record<string, unknown>): void => {
      if (properties['kind'] !== 'berth') return;
      if (properties['code'] === '1') properties['name'] = 'Sitio uno';
      if (properties['code'] === '2') properties['code'] = '2A';
    };
    await expect(importDemo(rename)).rejects.toMatchObject({
      faults: [{ index: null, reason: 'cannot remove berth 2 of CLVAP: a booking refers to it' }],
    });
    expect((await berth('2')).name).toBe(name);
    expect((await berth('1')).name).toBe('Sitio 1');
    await app.query('DELETE FROM booking WHERE id = $1', [booking.id]);
    await importDemo(rename);
    expect((await app.get(`/api/v1/berths/${id}`)).status).toBe(404);
    await importDemo();
  });
});

describe('closing a berth', () => {
  it('is for a time, with a reason, and ends when somebody says so', async () => {
    const { id } = await berth('9');
    const path = `/api/v1/berths/${id}/closures`;
    const answer = await app.write('POST', path, {
      from: '2026-01-01T00:00:00Z',
      reason: 'fender replaced',
    });
    expect(answer.status).toBe(201);
    const closure = closureSchema.parse(await answer.json());
    expect(answer.headers.get('location')).toBe(`${path}/${closure.id}`);
    expect(await berth('9')).toMatchObject({ status: 'closed', closures: [closure] });
    const opened = await app.written('DELETE', `${path}/${closure.id}`);
    expect(opened).toMatchObject({ status: 'open', closures: [] });
    const kept = closureSchema.parse(await app.json(`${path}/${closure.id}`));
    expect(Date.parse(kept.to ?? '')).toBeGreaterThan(Date.parse(closure.from));
  });

  it('that has not begun is removed', async () => {
    const { id } = await berth('9');
    const path = `/api/v1/berths/${id}/closures`;
    const closure = closureSchema.parse(
      await app.written('POST', path, {
        from: '2999-01-01T00:00:00Z',
        to: '2999-02-01T00:00:00Z',
        reason: 'dredging',
      }),
    );
    expect((await berth('9')).status).toBe('open');
    await app.written('DELETE', `${path}/${closure.id}`);
    expect((await app.get(`${path}/${closure.id}`)).status).toBe(404);
  });

  it('must end after it begins', async () => {
    const { id } = await berth('9');
    const body = { from: '2026-02-01T00:00:00Z', to: '2026-02-01T00:00:00Z', reason: 'x' };
    expect((await app.write('POST', `/api/v1/berths/${id}/closures`, body)).status).toBe(400);
  });
});
