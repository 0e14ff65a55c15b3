import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Client } from 'pg';
import { backUpTo, restoreFrom } from '../../service/database/backup/backup-file.js';
import { linesOf } from '../../service/database/backup/lines.js';
import { migrate, revertLast } from '../../service/database/migrate.js';
import { migrations } from '../../service/database/migrations.js';
import { startTestDatabase, type TestDatabase } from '../support/database.js';
import { connected } from '../support/query-database.js';

/** What the COPY text form must escape, and what a careless reader of lines would trip over. */
const awkward = 'tab\there, \\N, back\\slash, a line\n\\.\nand\r\nanother, \u2028, ñ, 🚢';

async function fill(client: Client): Promise<void> {
  await client.query('UPDATE stream_position SET value = 4711');
  await client.query(
    `INSERT INTO vessel (id, mmsi, name, eta, source, feed, first_seen_at, updated_at, stream_id)
     VALUES ('5b2f9d3e-0c1a-4c5e-9d57-1f2e3d4c5b6a', 725000001, $1, '{"day": 1}', 'ais', 'tcp',
       '2026-01-02T03:04:05.678901Z', now(), 7)`,
    [awkward],
  );
  await client.query(
    `INSERT INTO vessel_change (vessel_id, field, new_value, changed_at, source, feed, committed_at)
     VALUES ('5b2f9d3e-0c1a-4c5e-9d57-1f2e3d4c5b6a', 'name', $1, now(), 'ais', 'tcp', now())`,
    [awkward],
  );
  await client.query(
    `CREATE TABLE position_20260102 PARTITION OF position
       FOR VALUES FROM ('2026-01-02 00:00:00+00') TO ('2026-01-03 00:00:00+00')`,
  );
  await client.query("INSERT INTO position_partition VALUES ('2026-01-02', now(), NULL)");
  await client.query(
    `INSERT INTO position (time, received_at, committed_at, lon, lat, mmsi, digest, sog,
       message_type, flags, accuracy, is_time_trusted, ais_class, source, feed, stations, raw)
     SELECT '2026-01-02T00:00:00Z'::timestamptz + n * interval '1 second', now(), now(),
       -71.6 + n / 3e5, NULL, 725000001, n, 12.3, 1, 0, true, false, 'A', 'ais', 'tcp',
       ARRAY['a b', NULL, '"c"'], $1 FROM generate_series(1, 5000) AS n`,
    [awkward],
  );
}

/** Every row of the tables that `fill` has filled, in an order of its own. */
async function contents(client: Client): Promise<unknown> {
  const tables = ['stream_position', 'vessel', 'vessel_change', 'position', 'position_partition'];
  const read: unknown[] = [];
  for (const table of tables) {
    const { rows } = await client.query(`SELECT t::text AS row FROM ${table} AS t ORDER BY 1`);
    read.push(rows);
  }
  return read;
}

describe('a backup', () => {
  let folder = '';
  let from: TestDatabase;
  let to: TestDatabase;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'porttrack backup '));
    from = await startTestDatabase();
    to = await startTestDatabase();
    await migrate(from.url);
    await connected(from.url, fill);
  }, 60_000);

  afterEach(async () => {
    await from.stop();
    await to.stop();
    rmSync(folder, { recursive: true });
  });

  it('brings every row back, partitions and sequences too', async () => {
    const path = join(folder, 'backup.sql.gz');
    const summary = await backUpTo(from.url, path);
    const rows = await restoreFrom(to.url, path);
    expect(rows).toBe(summary.rows);
    expect(rows).toBe(5005);
    expect(await connected(to.url, contents)).toEqual(await connected(from.url, contents));
    const next = await connected(to.url, async (client) => {
      const { rows: partitions } = await client.query<{ name: string }>(
        "SELECT relid::text AS name FROM pg_partition_tree('position') WHERE isleaf",
      );
      const { rows: inserted } = await client.query<{ id: string }>(
        `INSERT INTO vessel_change (vessel_id, field, changed_at, source, feed, committed_at)
         SELECT id, 'name', now(), 'ais', 'tcp', now() FROM vessel RETURNING id`,
      );
      return { partitions, inserted };
    });
    expect(next).toEqual({ partitions: [{ name: 'position_20260102' }], inserted: [{ id: '2' }] });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  }, 60_000);

  it('of an older version is brought up to date', async () => {
    const path = join(folder, 'backup.sql.gz');
    await revertLast(from.url);
    await backUpTo(from.url, path);
    await restoreFrom(to.url, path);
    const names = await connected(to.url, async (client) => {
      const { rows } = await client.query<{ name: string }>('SELECT name FROM migration');
      return rows.map(({ name }) => name);
    });
    expect(names).toEqual(migrations.map(({ name }) => name));
  }, 60_000);

  it('is not written over another file', async () => {
    const path = join(folder, 'precious');
    writeFileSync(path, 'precious');
    await expect(backUpTo(from.url, path)).rejects.toThrow(/precious is there already/);
    expect(readFileSync(path, 'utf8')).toBe('precious');
  });

  it('is not restored over data', async () => {
    const path = join(folder, 'backup.sql.gz');
    await backUpTo(from.url, path);
    await expect(restoreFrom(from.url, path)).rejects.toThrow(/holds data already/);
    const seen = await connected(from.url, async (client) => {
      const { rows } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM position');
      return rows;
    });
    expect(seen).toEqual([{ n: 5000 }]);
  });

  it('that is cut short leaves nothing behind, and the whole one can follow', async () => {
    const path = join(folder, 'backup.sql.gz');
    const short = join(folder, 'short.sql.gz');
    await backUpTo(from.url, path);
    const text = gunzipSync(readFileSync(path));
    writeFileSync(short, gzipSync(text.subarray(0, text.indexOf('COPY position_') + 20_000)));
    await expect(restoreFrom(to.url, short)).rejects.toThrow(/cut short, in position_20260102/);
    expect(await restoreFrom(to.url, path)).toBe(5005);
  }, 60_000);

  it('whose file is damaged is refused', async () => {
    const path = join(folder, 'backup.sql.gz');
    await backUpTo(from.url, path);
    truncateSync(path, Math.floor(statSync(path).size / 2));
    await expect(restoreFrom(to.url, path)).rejects.toThrow(/is damaged: .*unexpected end of file/);
  });

  it.each([
    ['is no backup', 'CREATE TABLE x ();\n', /no backup of PortTrack/],
    ['is of a newer version', '-- PortTrack backup 1\n-- Migrations: Later99\n', /newer version/],
    [
      'holds another statement',
      `-- PortTrack backup 1\n-- Migrations: ${migrations.map(({ name }) => name).join(' ')}\nDROP TABLE vessel;\n`,
      /damaged: "DROP TABLE vessel;"/,
    ],
  ])('that %s is refused', async (_, text, message) => {
    const path = join(folder, 'file.gz');
    writeFileSync(path, gzipSync(text));
    await expect(restoreFrom(to.url, path)).rejects.toThrow(message);
  });
});

describe('linesOf', () => {
  it('splits at line feeds only, across chunks', async () => {
    const chunks = ['one\ntw', 'o\r', '\n\nthree\u2028', ' still'].map((text) => Buffer.from(text));
    const lines: string[] = [];
    for await (const line of linesOf(Readable.from(chunks))) lines.push(line.toString('utf8'));
    expect(lines).toEqual(['one', 'two\r', '', 'three\u2028 still']);
  });
});
