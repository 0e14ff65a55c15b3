import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { importPortFile } from '../../service/ports/port-import.js';
import { connected, queryDatabase } from '../support/query-database.js';
import { RestApp } from '../support/rest-app.js';
import { invariants } from '../support/scenario-invariants.js';
import { waitFor } from '../support/wait-for.js';

const run = promisify(execFile);

let app: RestApp;
let folder: string;
let first = '';

/** Whatever the time of day is, there is something behind it and something ahead. */
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const small = `--days 3 --from ${yesterday} --calls 20 --staff 90 --seed 4`;

/** A small port in CI; SCENARIO_ARGS="--days 7" is the busy week of 60 port calls a day. */
const size = (process.env['SCENARIO_ARGS'] ?? small).split(' ');

async function scenario(...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [resolve('scripts/scenario.mjs'), ...args]);
  return stdout;
}

async function play(): Promise<string> {
  const { authorization = '' } = await app.credentials('admin');
  return await scenario('--url', app.url, '--key', authorization.replace('Bearer ', ''), ...size);
}

/** Records and events, by kind; what reading leaves behind doesn't count. */
async function rowCounts(): Promise<unknown> {
  const tables = ['port_call', 'claim', 'booking', 'passage', 'cargo_operation', 'cargo_progress'];
  const more = [
    'staff_member',
    'staff_shift',
    'staff_assignment',
    'registered_vessel',
    'audit_entry',
  ];
  const counts = [...tables, ...more].map(
    (table) => `SELECT '${table}' AS name, count(*)::integer AS count FROM ${table}`,
  );
  return await queryDatabase(app.databaseUrl, `${counts.join(' UNION ALL ')} ORDER BY 1`);
}

beforeAll(async () => {
  app = await RestApp.start();
  folder = await mkdtemp(join(tmpdir(), 'porttrack-scenario-'));
  const path = join(folder, 'busy.geojson');
  await scenario('--write-port', path);
  await importPortFile({
    environment: { DATABASE_URL: app.databaseUrl },
    path,
    defaults: {},
    say: () => undefined,
  });
  await waitFor(async () => (await app.get('/api/v1/ports/CLVAP')).ok, { what: 'the port' });
  first = await play();
}, 900_000);

afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true });
});

describe('a week of a busy port', () => {
  it('is answered as it must be, refusals among it', () => {
    if (process.env['SCENARIO_ARGS'] !== undefined) process.stdout.write(first);
    expect(first).toContain('25 berths');
    expect(first).toContain('\n0 answered otherwise than expected');
    expect(first).toMatch(/\n[1-9]\d* refused, as they had to be/);
    expect(first).toMatch(/ x 409 /);
    expect(first).toMatch(/ x 422 /);
  });

  it.each(invariants.map(({ name, sql }) => [name, sql] as const))(
    'leaves %s',
    async (_name, sql) => {
      expect(await queryDatabase(app.databaseUrl, `${sql} LIMIT 5`)).toEqual([]);
    },
  );

  it.each([
    [`UPDATE booking SET state = 'requested' WHERE state = 'completed'`, 'audit says last'],
    [
      `ALTER TABLE booking DROP CONSTRAINT booking_overlap;
       UPDATE booking SET state = 'confirmed', during = '[2026-01-01, 2026-01-02)'`,
      'no two bookings',
    ],
    [`UPDATE port_call SET vessel_id = id`, 'no port_call without its registered_vessel'],
    [`UPDATE port_call SET eta = eta + interval '1 second'`, 'the eta of every'],
    [`UPDATE port_call SET version = version + 1`, 'every version of a port-call'],
    [`DELETE FROM claim WHERE service = 'BERTH' AND event = 'DEPA'`, 'the etd of every'],
    [`UPDATE cargo_operation SET done = done + 1`, 'the sum of its tally'],
    [`UPDATE staff_certificate SET valid = '[2000-01-01, 2000-01-02)'`, 'with a certificate'],
    [
      `INSERT INTO audit_entry (actor_kind, actor_id, action, entity, entity_id, before, after)
       SELECT 'system', 'test', 'edit', 'booking', entity_id, after, '{"state":"requested"}'
       FROM audit_entry WHERE entity = 'booking' AND action = 'complete'`,
      'no booking came to a state',
    ],
  ])('would show it, after %s', async (violation, name) => {
    await connected(app.databaseUrl, async (client) => {
      await client.query('BEGIN; SET LOCAL session_replication_role = replica');
      await client.query(violation);
      const rule = invariants.find((one) => one.name.includes(name));
      const { rows } = await client.query(rule?.sql ?? '');
      expect(rows.length).toBeGreaterThan(0);
      await client.query('ROLLBACK');
    });
  });

  it('has something of every kind, so that the rules above are about something', async () => {
    const counts = await rowCounts();
    expect(counts).not.toContainEqual(expect.objectContaining({ count: 0 }));
    const statuses = await queryDatabase<{ status: string }>(
      app.databaseUrl,
      'SELECT DISTINCT status FROM port_call',
    );
    const seen = statuses.map(({ status }) => status);
    expect(seen).toEqual(expect.arrayContaining(['expected', 'berthed', 'departed', 'cancelled']));
  });

  it('changes nothing when it is said again', async () => {
    const before = await rowCounts();
    const again = await play();
    expect(again).toContain('\n0 answered otherwise than expected');
    // Time has gone on: what was planned a moment ago may be what happens now.
    const fresh =
      Number(/\n(\d+) requests/.exec(again)?.[1]) - Number(/ (\d+) answered from/.exec(again)?.[1]);
    expect(fresh).toBeLessThan(20);
    if (fresh <= 2) expect(await rowCounts()).toEqual(before);
  }, 900_000);
});
