import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Client } from 'pg';
import { from, type CopyStreamQuery } from 'pg-copy-streams';
import { DataSource } from 'typeorm';
import { connectionOptions } from '../data-source.js';
import { migrate } from '../migrate.js';
import { migrations } from '../migrations.js';
import { END_OF_ROWS, HEADER, MIGRATIONS } from './backup.js';
import { BackupError } from './backup.errors.js';
import { hasRows, readTables } from './catalogue.js';
import { linesOf } from './lines.js';

/** Statements that a backup consists of; anything else in it is refused, not run. */
const statements = /^(CREATE TABLE \S+ PARTITION OF |SELECT pg_catalog\.setval\(')/;
const copyStatement = /^COPY (.+ \(.+\)) FROM stdin;$/;

/**
 * Fills the empty database at `url` from a backup: brings the schema to where the backup was made,
 * loads all rows in one transaction, then brings the schema up to date.
 * @returns the number of rows.
 * @throws BackupError when the database holds rows, or the backup is damaged or of a newer version.
 */
export async function restoreBackup(url: string, input: Readable): Promise<number> {
  const lines = linesOf(input);
  const names = await readHeader(lines);
  await runMigrations(url, names);
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    if (await hasRows(client)) {
      throw new BackupError(
        'The database holds data already: a backup is restored into an empty one. ' +
          'Move the data folder away, or name an empty database by DATABASE_URL.',
      );
    }
    await client.query('BEGIN');
    const tables = (await readTables(client)).map(({ name }) => name);
    await client.query(`TRUNCATE ${tables.join(', ')}`);
    const rows = await load(client, lines);
    await client.query('COMMIT');
    await migrate(url);
    return rows;
  } finally {
    await client.end();
  }
}

type Lines = AsyncGenerator<Buffer, void>;

async function readHeader(lines: Lines): Promise<string[]> {
  const header = await nextLine(lines);
  const list = await nextLine(lines);
  if (header !== HEADER || list?.startsWith(MIGRATIONS) !== true) {
    throw new BackupError(`This is no backup of PortTrack (it does not begin with "${HEADER}").`);
  }
  return list.slice(MIGRATIONS.length).split(' ');
}

async function runMigrations(url: string, names: readonly string[]): Promise<void> {
  const known = migrations.filter((migration) => names.includes(migration.name));
  if (known.length !== names.length) {
    throw new BackupError(
      'The backup was made by a newer version of PortTrack: restore it with that version or a newer one.',
    );
  }
  const options = connectionOptions({ url, poolSize: 1, applicationName: 'porttrack-restore' });
  const dataSource = new DataSource({ ...options, migrations: known });
  await dataSource.initialize();
  try {
    await dataSource.runMigrations();
  } finally {
    await dataSource.destroy();
  }
}

async function load(client: Client, lines: Lines): Promise<number> {
  let rows = 0;
  for (let line = await nextLine(lines); line !== null; line = await nextLine(lines)) {
    const target = copyStatement.exec(line)?.[1];
    if (target !== undefined) rows += await copyIn(client, target, lines);
    else if (statements.test(line)) await client.query(line);
    else if (line !== '') throw new BackupError(`The backup is damaged: "${line.slice(0, 80)}".`);
  }
  return rows;
}

async function copyIn(client: Client, target: string, lines: Lines): Promise<number> {
  const stream = client.query(from(`COPY ${target} FROM STDIN`));
  const end = finished(stream);
  await Promise.race([end, pour(stream, lines, target)]);
  await end;
  return stream.rowCount;
}

async function pour(stream: CopyStreamQuery, lines: Lines, target: string): Promise<void> {
  for (;;) {
    const { value: line, done } = await lines.next();
    if (done === true) throw new BackupError(`The backup is cut short, in ${target}.`);
    if (line.length === END_OF_ROWS.length && line.equals(Buffer.from(END_OF_ROWS))) break;
    stream.write(line);
    if (!stream.write('\n')) await once(stream, 'drain');
  }
  stream.end();
}

async function nextLine(lines: Lines): Promise<string | null> {
  const { value, done } = await lines.next();
  return done === true ? null : value.toString('utf8');
}
