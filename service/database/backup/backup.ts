import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { Client } from 'pg';
import { to } from 'pg-copy-streams';
import { readMigrations, readSequences, readTables, type StoredTable } from './catalogue.js';

/** First words of a backup, with the version of its form. */
export const HEADER = '-- PortTrack backup 1';

/** Begins the line that names the migrations of the backed-up schema. */
export const MIGRATIONS = '-- Migrations: ';

/** Ends the rows of a table. */
export const END_OF_ROWS = '\\.';

/**
 * Writes every row at `url`, as of one moment, as SQL text that psql can read too: partitions,
 * `COPY` of each table, and the sequences. The service may run meanwhile. `out` is not ended.
 * @returns the number of tables and of rows.
 */
export async function writeBackup(
  url: string,
  out: Writable,
): Promise<{ tables: number; rows: number }> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const tables = await readTables(client);
    await write(out, `${HEADER}\n${MIGRATIONS}${(await readMigrations(client)).join(' ')}\n`);
    for (const { name, partition } of tables) {
      if (partition === null) continue;
      await write(out, `CREATE TABLE ${name} PARTITION OF ${partition.of} ${partition.bounds};\n`);
    }
    let rows = 0;
    for (const table of tables) rows += await copyOut(client, table, out);
    for (const { name, value } of await readSequences(client)) {
      await write(out, `SELECT pg_catalog.setval('${name.replaceAll("'", "''")}', ${value});\n`);
    }
    await client.query('COMMIT');
    return { tables: tables.length, rows };
  } finally {
    await client.end();
  }
}

async function copyOut(client: Client, table: StoredTable, out: Writable): Promise<number> {
  const target = `${table.name} (${table.columns.join(', ')})`;
  await write(out, `COPY ${target} FROM stdin;\n`);
  const stream = client.query(to(`COPY ${target} TO STDOUT`));
  for await (const chunk of stream) {
    if (Buffer.isBuffer(chunk)) await write(out, chunk);
  }
  await write(out, `${END_OF_ROWS}\n`);
  return stream.rowCount;
}

/** Waits while the other side is slow, so that a large table is never in memory. */
async function write(out: Writable, chunk: string | Buffer): Promise<void> {
  if (!out.write(chunk)) await once(out, 'drain');
}
