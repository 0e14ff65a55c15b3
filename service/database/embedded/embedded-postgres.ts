import { spawn, type ChildProcess } from 'node:child_process';
import { open, realpath, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { prepareBinaries, type Binaries } from './binaries.js';
import { countOtherUsers, ensureDatabase, canConnect } from './connection.js';
import { ensureDataDirectory, readPassword } from './data-directory.js';
import { EmbeddedPostgresError } from './embedded.errors.js';
import { chooseHome } from './home.js';
import {
  isAlive,
  isNumberTaken,
  isPostmasterOf,
  readPostmaster,
  stopPostmaster,
  until,
  type Postmaster,
} from './postmaster.js';
import { asUser, chooseServerUser, type ServerUser } from './server-user.js';

/** What the embedded server is started with. */
export interface EmbeddedPostgresOptions {
  /** Folder that keeps the database between starts, such as `.porttrack`; made when absent. */
  readonly dataFolder: string;
  /** Called with one line for each thing that the operator should know. */
  readonly say?: (line: string) => void;
  /** Server settings over the defaults, such as `{ fsync: 'off' }` for tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A running embedded server. */
export interface EmbeddedPostgres {
  /** Connection string of the database `porttrack`, password included: never to be logged. */
  readonly url: string;
  /** The server's process. */
  readonly pid: number;
  /**
   * Stops the server and waits until everything is on disk; where another PortTrack process still
   * uses it, leaves it to that one. To be called last, after every connection is closed.
   */
  stop(): Promise<void>;
}

interface Installation {
  readonly home: string;
  readonly dataDirectory: string;
  readonly user: ServerUser | null;
  readonly binaries: Binaries;
  readonly settings: Readonly<Record<string, string>>;
}

const START_DEADLINE_MS = 120_000;
const ATTEMPTS = 5;
/** How long the server may take to notice that our own connections are closed. */
const GOODBYE_MS = 1_000;

/**
 * Starts PostgreSQL from the npm package of this platform, on a free port of 127.0.0.1, with its
 * data in `dataFolder`. A server that survived the death of an earlier process is adopted.
 * @throws EmbeddedPostgresError when it cannot run here; the message says why and what to do.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const say = options.say ?? (() => undefined);
  const wanted = resolve(options.dataFolder);
  const user = await chooseServerUser(join(wanted, 'pgdata'));
  const home = await realpath(await chooseHome(wanted, user, say));
  const dataDirectory = join(home, 'pgdata');
  const binaries = await prepareBinaries(user, home);
  const settings = options.settings ?? {};
  const isDurable = settings['fsync'] !== 'off';
  await ensureDataDirectory({ home, dataDirectory, user, binaries, isDurable, say });
  const password = await readPassword(dataDirectory);
  const installation: Installation = { home, dataDirectory, user, binaries, settings };
  const postmaster = await adoptOrStart(installation, password, say);
  const url = await ensureDatabase(postmaster.port, password);
  return {
    url,
    pid: postmaster.pid,
    async stop() {
      const isAlone = await until(
        async () => (await countOtherUsers(postmaster.port, password)) === 0,
        GOODBYE_MS,
      );
      if (isAlone) await stopPostmaster(postmaster.pid);
    },
  };
}

type Listening = Postmaster & { readonly port: number };

/** Two processes may start at once: who loses the race for the data directory adopts the winner's server. */
async function adoptOrStart(
  installation: Installation,
  password: string,
  say: (line: string) => void,
): Promise<Listening> {
  let failure = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const survivor = await adopt(installation.dataDirectory, password);
    if (survivor !== null) {
      say(`PostgreSQL ${installation.binaries.version} was running already: taken over.`);
      return survivor;
    }
    const started = await start(installation, password);
    if (typeof started !== 'string') return started;
    failure = started;
  }
  throw new EmbeddedPostgresError(
    `The embedded PostgreSQL does not start. Its last words (${join(installation.home, 'postgres.log')}):\n${failure}`,
  );
}

/**
 * The live server of the data directory, when there is one and it accepts us. One that does not
 * answer is stopped. A pid file whose process is not a server of this directory is removed, since
 * PostgreSQL would take that process for one.
 */
async function adopt(dataDirectory: string, password: string): Promise<Listening | null> {
  const found = await readPostmaster(dataDirectory);
  if (found === null) return null;
  if (!(await isPostmasterOf(found.pid, dataDirectory))) {
    // Surviving backends of a dead server are PostgreSQL's to find: it asks for its shared memory.
    if (isNumberTaken(found.pid)) await rm(join(dataDirectory, 'postmaster.pid'), { force: true });
    return null;
  }
  const listening = await waitUntilReady(dataDirectory, found.pid, password);
  if (listening === null && (await isAlive(found.pid))) await stopPostmaster(found.pid);
  return listening;
}

async function start(installation: Installation, password: string): Promise<Listening | string> {
  const { dataDirectory, home } = installation;
  const logPath = join(home, 'postgres.log');
  const log = await open(logPath, 'w', 0o600);
  try {
    if (installation.user !== null) await log.chown(installation.user.uid, installation.user.gid);
    const child = spawn(installation.binaries.postgres, await serverArguments(installation), {
      ...asUser(installation.user),
      cwd: '/',
      // Its own session: Ctrl-C must reach us only, so that the server is stopped last.
      detached: true,
      env: { LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', log.fd, log.fd],
    });
    child.unref();
    const pid = await spawned(child);
    const listening = await endingWithUs(
      child,
      async () => await waitUntilReady(dataDirectory, pid, password),
    );
    if (listening !== null) return listening;
    if (await isAlive(pid)) await stopPostmaster(pid);
    return await tail(logPath);
  } finally {
    await log.close();
  }
}

/** A start that is interrupted leaves no server behind: whoever asked for it is gone. */
async function endingWithUs<T>(child: ChildProcess, work: () => Promise<T>): Promise<T> {
  const stop = (): void => {
    child.kill('SIGINT');
  };
  process.once('exit', stop);
  try {
    return await work();
  } finally {
    process.off('exit', stop);
  }
}

async function serverArguments(installation: Installation): Promise<string[]> {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(await freePort()),
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...installation.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', installation.dataDirectory, ...flags];
}

/** Waits until the server of that pid accepts our password; `null` when it ended or took too long. */
async function waitUntilReady(
  dataDirectory: string,
  pid: number,
  password: string,
): Promise<Listening | null> {
  let listening: Listening | null = null;
  await until(async () => {
    const state = await readPostmaster(dataDirectory);
    if (state?.pid === pid && state.port !== null && state.isReady) {
      const { port } = state;
      if (await canConnect(port, password)) listening = { ...state, port };
    }
    return listening !== null || !(await isAlive(pid));
  }, START_DEADLINE_MS);
  return listening;
}

async function spawned(child: ChildProcess): Promise<number> {
  return await new Promise((done, fail) => {
    child.once('error', (error) => {
      fail(new EmbeddedPostgresError(`The embedded PostgreSQL cannot be run: ${error.message}`));
    });
    child.once('spawn', () => {
      if (child.pid !== undefined) done(child.pid);
    });
  });
}

async function freePort(): Promise<number> {
  return await new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === 'object') done(address.port);
      });
    });
  });
}

async function tail(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const length = Math.min(size, 2000);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8');
  } finally {
    await file.close();
  }
}
