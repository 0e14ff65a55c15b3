import { Client } from 'pg';
import { ROLE } from './data-directory.js';
import { errorCode } from './embedded.errors.js';

const DATABASE = 'porttrack';
/** Names of PortTrack's connections begin with this. */
const NAME = 'porttrack';

/** Whether the server accepts our role and password. */
export async function canConnect(port: number, password: string): Promise<boolean> {
  try {
    await withClient(port, password, async (client) => await client.query('SELECT 1'));
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes the database when it is missing.
 * @returns its connection string, whose `application_name` tells this process from others.
 */
export async function ensureDatabase(port: number, password: string): Promise<string> {
  await withClient(port, password, async (client) => {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await createDatabase(client);
  });
  return connectionString(port, password, DATABASE);
}

/**
 * How many connections PortTrack processes have open, the one that asks and others of this module
 * in this process left out; 0 when the server does not answer.
 */
export async function countOtherUsers(port: number, password: string): Promise<number> {
  const sql = `SELECT count(*)::int AS others FROM pg_stat_activity
     WHERE starts_with(application_name, $1) AND application_name <> $2`;
  const values = [NAME, applicationName()];
  try {
    return await withClient(port, password, async (client) => {
      const answer = await client.query<{ others: number }>(sql, values);
      return answer.rows[0]?.others ?? 0;
    });
  } catch {
    return 0;
  }
}

async function createDatabase(client: Client): Promise<void> {
  try {
    await client.query(`CREATE DATABASE ${DATABASE}`);
  } catch (error) {
    const DUPLICATE_DATABASE = '42P04';
    const UNIQUE_VIOLATION = '23505';
    const code = errorCode(error);
    // Another process that started at the same time made it.
    if (code !== DUPLICATE_DATABASE && code !== UNIQUE_VIOLATION) throw error;
  }
}

async function withClient<T>(
  port: number,
  password: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({
    connectionString: connectionString(port, password, 'postgres'),
    connectionTimeoutMillis: 5_000,
  });
  // An idle client of a server that stops emits an error event; the query in hand fails anyway.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}

function connectionString(port: number, password: string, database: string): string {
  const query = `application_name=${applicationName()}`;
  return `postgresql://${ROLE}:${password}@127.0.0.1:${String(port)}/${database}?${query}`;
}

function applicationName(): string {
  return `${NAME}-${String(process.pid)}`;
}
