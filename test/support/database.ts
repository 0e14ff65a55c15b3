import { randomBytes } from 'node:crypto';
import { startEmbeddedPostgres } from '../../service/database/embedded/embedded-postgres.js';
import { queryDatabase } from './query-database.js';

/** A fresh, empty database on a real PostgreSQL server. */
export interface TestDatabase {
  /** Connection string. */
  readonly url: string;
  /** Drops the database, with whoever is still connected to it. */
  stop(): Promise<void>;
}

let server: Promise<string> | undefined;

/**
 * Makes a database of its own for a spec: on `TEST_DATABASE_URL` where that is set (its role must
 * be allowed to create databases), else on the one embedded server of this test run, which the
 * first caller starts and the end of the run stops (test/support/global-teardown.mjs).
 */
export async function startTestDatabase(): Promise<TestDatabase> {
  server ??= serverUrl();
  const admin = await server;
  const name = `test_${randomBytes(8).toString('hex')}`;
  // template0: the default template may be in use by another connection.
  await queryDatabase(admin, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async stop() {
      await queryDatabase(admin, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

async function serverUrl(): Promise<string> {
  const given = process.env['TEST_DATABASE_URL'] ?? '';
  if (given !== '') return given;
  const dataFolder = process.env['PORTTRACK_TEST_DATA_DIR'];
  if (dataFolder === undefined) throw new Error('jest runs without test/support/global-setup.mjs');
  const { url } = await startEmbeddedPostgres({
    dataFolder,
    // What a crash would lose is thrown away at the end of the run anyway.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  });
  return url;
}
