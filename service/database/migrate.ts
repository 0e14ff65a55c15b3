import { Client } from 'pg';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';

import { connectionOptions } from './data-source.js';
import { migrations } from './migrations.js';
import { sqlState } from './database.errors.js';

/** Any constant will do, as long as nobody else takes the same one: "port" in ASCII. */
const lockKey = 0x706f7274;

/** PostgreSQL's code of a table that does not exist. */
const undefinedTable = '42P01';

/**
 * Brings the schema at `url` up to date and tells the names of the migrations that ran, oldest
 * first. Several processes may call it at once: one works, the others wait and find nothing to do.
 * The lock belongs to a transaction of a second connection, so it works through a pooler in
 * transaction mode and ends with the process. Rejects with the first migration that failed; those
 * before it stand.
 */
export async function migrate(url: string): Promise<string[]> {
  const lock = new Client({ connectionString: url, application_name: 'porttrack-migrate' });
  await lock.connect();
  try {
    await lock.query('BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0');
    await lock.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
    return await runPending(url);
  } finally {
    await lock.end();
  }
}

/** Undoes the newest migration at `url` that has run. */
export async function revertLast(url: string): Promise<void> {
  await withDataSource(url, async (dataSource) => {
    await dataSource.undoLastMigration();
  });
}

/** Whether every migration of this build has run; false also while the table is missing. */
export async function isSchemaCurrent(pool: Pool): Promise<boolean> {
  try {
    const { rows } = await pool.query<{ name: string }>('SELECT name FROM migration');
    const applied = new Set(rows.map((row) => row.name));
    return migrations.every((migration) => applied.has(migration.name));
  } catch (error) {
    if (sqlState(error) === undefinedTable) return false;
    throw error;
  }
}

async function runPending(url: string): Promise<string[]> {
  return await withDataSource(url, async (dataSource) => {
    const ran = await dataSource.runMigrations();
    return ran.map((migration) => migration.name);
  });
}

async function withDataSource<T>(
  url: string,
  work: (dataSource: DataSource) => Promise<T>,
): Promise<T> {
  const dataSource = new DataSource(
    connectionOptions({ url, poolSize: 1, applicationName: 'porttrack-migrate' }),
  );
  await dataSource.initialize();
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}
