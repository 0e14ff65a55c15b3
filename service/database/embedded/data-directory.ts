import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import { EmbeddedPostgresError, errorCode } from './embedded.errors.js';
import { isAlive } from './postmaster.js';
import { asUser, type ServerUser } from './server-user.js';

/** The database role of the embedded server, its superuser. */
export const ROLE = 'porttrack';

const PASSWORD_FILE = 'porttrack-password';
const UNFINISHED = 'pgdata.unfinished-';

/** Where the data goes, and with what it is made. */
export interface DataDirectoryOptions {
  readonly home: string;
  readonly dataDirectory: string;
  readonly user: ServerUser | null;
  readonly binaries: Binaries;
  /** False where nothing has to outlive a power cut. */
  readonly isDurable: boolean;
  readonly say: (line: string) => void;
}

/**
 * Makes the data directory when there is none. It is made under another name and renamed when it
 * is whole, so that one that was cut short is never used.
 * @throws EmbeddedPostgresError when the data was written by another major version.
 */
export async function ensureDataDirectory(options: DataDirectoryOptions): Promise<void> {
  const { dataDirectory, binaries } = options;
  const version = await readFile(join(dataDirectory, 'PG_VERSION'), 'utf8').catch(missingAsNull);
  if (version === null) {
    await sweepUnfinished(options.home);
    await create(options);
    return;
  }
  if (Number.parseInt(version, 10) === binaries.major) return;
  throw new EmbeddedPostgresError(
    `The data in ${dataDirectory} was written by PostgreSQL ${version.trim()}, and this version of PortTrack brings PostgreSQL ${String(binaries.major)}, which cannot read it. ` +
      'Way out: with the version of PortTrack that wrote it, run "npm run backup -- backup.gz"; move that folder away; ' +
      'with this version run "npm run restore -- backup.gz".',
  );
}

/**
 * The role's password, random for each data directory and kept in it.
 * @throws EmbeddedPostgresError when this account may not read it.
 */
export async function readPassword(dataDirectory: string): Promise<string> {
  const path = join(dataDirectory, PASSWORD_FILE);
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    throw new EmbeddedPostgresError(
      `The database password in ${path} cannot be read by this account. ` +
        'Start as the account that made the data (or as root), or set PORTTRACK_DATA_DIR to another folder, ' +
        'for example PORTTRACK_DATA_DIR=/tmp/porttrack-data.',
    );
  }
}

async function create(options: DataDirectoryOptions): Promise<void> {
  const { home, dataDirectory, user, binaries, isDurable, say } = options;
  say('Making the database (first start only) ...');
  const mark = `${String(process.pid)}-${randomBytes(4).toString('hex')}`;
  const unfinished = join(home, `${UNFINISHED}${mark}`);
  const passwordFile = `${unfinished}.password`;
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  await mkdir(unfinished, { mode: 0o700 });
  if (user !== null) {
    await chown(passwordFile, user.uid, user.gid);
    await chown(unfinished, user.uid, user.gid);
  }
  const flags = initdbArguments(unfinished, passwordFile);
  await runInitdb(binaries.initdb, isDurable ? flags : [...flags, '--no-sync'], user);
  await rename(passwordFile, join(unfinished, PASSWORD_FILE));
  await rename(unfinished, dataDirectory).catch(async (error: unknown) => {
    // Another process that started at the same time was faster: its data is as good.
    await rm(unfinished, { recursive: true, force: true });
    if ((await readFile(join(dataDirectory, 'PG_VERSION')).catch(missingAsNull)) === null)
      throw error;
  });
}

function initdbArguments(folder: string, passwordFile: string): string[] {
  return [
    `--pgdata=${folder}`,
    `--username=${ROLE}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // PostgreSQL's own locale: the same order and case rules on every machine.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
  ];
}

async function runInitdb(
  initdb: string,
  arguments_: string[],
  user: ServerUser | null,
): Promise<void> {
  const child = spawn(initdb, arguments_, {
    ...asUser(user),
    cwd: '/',
    env: { LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  await new Promise<void>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => {
      if (code === 0) done();
      else
        fail(
          new EmbeddedPostgresError(`initdb failed:\n${Buffer.concat(output).toString('utf8')}`),
        );
    });
  });
}

/** Removes what a start that was killed half-way left; that of a living process stays. */
async function sweepUnfinished(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (!name.startsWith(UNFINISHED)) continue;
    const pid = Number.parseInt(name.slice(UNFINISHED.length), 10);
    if (await isAlive(pid)) continue;
    await rm(join(home, name), { recursive: true, force: true });
  }
}

/** Only "no such file" means absent: a folder that may not be read is not an empty one. */
function missingAsNull(error: unknown): null {
  const code = errorCode(error);
  if (code === 'ENOENT') return null;
  if (code !== 'EACCES') throw error;
  throw new EmbeddedPostgresError(
    'The database belongs to another account. Start as the account that made it (or as root), ' +
      'or set PORTTRACK_DATA_DIR to another folder, for example PORTTRACK_DATA_DIR=/tmp/porttrack-data.',
  );
}
