import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../service/database/embedded/embedded-postgres.js';
import { isAlive } from '../../service/database/embedded/postmaster.js';
import { queryDatabase } from '../support/query-database.js';
import { waitFor } from '../support/wait-for.js';

const isRoot = process.getuid?.() === 0;

/** What the disk would keep through a power cut is not at stake here. */
const settings = { fsync: 'off' };

/** A process of the server's own user that has ended, and a parent that never asks how. */
async function makeZombie() {
  const user = isRoot ? { uid: 65_534, gid: 65_534 } : {};
  const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 120'], { ...user, cwd: '/' });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const zombie = Number(line.toString());
  await waitFor(async () => !(await isAlive(zombie)), { what: 'the end of the child' });
  return { parent, zombie };
}

describe('the embedded PostgreSQL', () => {
  let folder = '';
  let dataFolder = '';
  let said: string[] = [];
  const running = new Set<EmbeddedPostgres>();

  async function start(at = dataFolder): Promise<EmbeddedPostgres> {
    const server = await startEmbeddedPostgres({
      dataFolder: at,
      settings,
      say: (line) => said.push(line),
    });
    running.add(server);
    return server;
  }

  async function killPostmaster(server: EmbeddedPostgres): Promise<void> {
    process.kill(server.pid, 'SIGKILL');
    running.delete(server);
    await waitFor(async () => !(await isAlive(server.pid)), { what: 'the end of the server' });
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'porttrack embedded '));
    dataFolder = join(folder, 'a checkout', '.porttrack');
    said = [];
    if (isRoot) openToAll(folder);
  });

  afterEach(async () => {
    for (const server of running) await server.stop();
    running.clear();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });

  it('listens on loopback only, speaks UTF8 and UTC, and wants its random password', async () => {
    const { url } = await start();
    const [row] = await queryDatabase(
      url,
      `SELECT current_setting('server_encoding') AS encoding, upper('ñandú') AS upper,
         current_setting('listen_addresses') AS addresses, current_setting('TimeZone') AS zone,
         current_setting('unix_socket_directories') AS sockets, current_database() AS database`,
    );
    expect(row).toEqual({
      encoding: 'UTF8',
      upper: 'ÑANDÚ',
      addresses: '127.0.0.1',
      zone: 'UTC',
      sockets: '',
      database: 'porttrack',
    });
    const file = join(dataFolder, 'pgdata', 'porttrack-password');
    expect(readFileSync(file, 'utf8').trim()).toBe(new URL(url).password);
    expect(new URL(url).password).toMatch(/^[\w-]{32}$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const wrong = new URL(url);
    wrong.password = 'guess';
    await expect(queryDatabase(wrong.href, 'SELECT 1')).rejects.toThrow(
      /password authentication failed/,
    );
  }, 60_000);

  it('keeps the data between starts, and stops for good', async () => {
    const first = await start();
    await queryDatabase(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    expect(await isAlive(first.pid)).toBe(false);
    expect(existsSync(join(dataFolder, 'pgdata', 'postmaster.pid'))).toBe(false);
    const second = await start();
    expect(await queryDatabase(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    expect(said).toEqual(['Making the database (first start only) ...']);
  }, 60_000);

  it('is shared by processes that start at once, and stopped by the last', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    expect(second.pid).toBe(first.pid);
    // What another process of the service looks like to the server.
    const url = new URL(first.url);
    url.searchParams.set('application_name', 'porttrack');
    const service = new Client({ connectionString: url.href });
    await service.connect();
    await first.stop();
    expect(await isAlive(first.pid)).toBe(true);
    await service.end();
    await second.stop();
    expect(await isAlive(first.pid)).toBe(false);
  }, 60_000);

  it('recovers what was committed after its own kill -9', async () => {
    const first = await start();
    await queryDatabase(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await killPostmaster(first);
    expect(existsSync(join(dataFolder, 'pgdata', 'postmaster.pid'))).toBe(true);
    const second = await start();
    expect(await queryDatabase(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  }, 60_000);

  it('is taken over when it has outlived the process that started it', async () => {
    const first = await start();
    running.delete(first);
    const second = await start();
    expect(second.pid).toBe(first.pid);
    expect(said.at(-1)).toMatch(/was running already: taken over/);
    await second.stop();
    expect(await isAlive(first.pid)).toBe(false);
  }, 60_000);

  it('does not take a stranger with the number of a dead server for that server', async () => {
    const first = await start();
    const pidFile = join(dataFolder, 'pgdata', 'postmaster.pid');
    const content = readFileSync(pidFile, 'utf8');
    await first.stop();
    running.delete(first);
    // This test's own process stands for any program that got the number after a crash.
    writeFileSync(pidFile, content.replace(String(first.pid), String(process.pid)));
    const second = await start();
    expect(second.pid).not.toBe(first.pid);
    expect(await queryDatabase(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  }, 60_000);

  it('starts while nobody has reaped the server that was killed', async () => {
    const first = await start();
    const pidFile = join(dataFolder, 'pgdata', 'postmaster.pid');
    const content = readFileSync(pidFile, 'utf8');
    await first.stop();
    running.delete(first);
    const { parent, zombie } = await makeZombie();
    try {
      writeFileSync(pidFile, content.replace(String(first.pid), String(zombie)));
      const second = await start();
      expect(await queryDatabase(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    } finally {
      parent.kill();
    }
  }, 60_000);

  it('clears away a first start that was cut short', async () => {
    mkdirSync(dataFolder, { recursive: true });
    if (isRoot) openToAll(join(folder, 'a checkout'), dataFolder);
    const leftover = join(dataFolder, 'pgdata.unfinished-999999999');
    mkdirSync(leftover);
    const { url } = await start();
    expect(await queryDatabase(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(existsSync(leftover)).toBe(false);
  }, 60_000);

  it('refuses the data of another major version, and says the way out', async () => {
    const pgdata = join(dataFolder, 'pgdata');
    mkdirSync(pgdata, { recursive: true });
    if (isRoot) openToAll(join(folder, 'a checkout'), dataFolder);
    writeFileSync(join(pgdata, 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow(
      /written by PostgreSQL 17, .* brings PostgreSQL 18.*npm run backup.*npm run restore/,
    );
    expect(readFileSync(join(pgdata, 'PG_VERSION'), 'utf8')).toBe('17\n');
  }, 60_000);

  (isRoot ? describe : describe.skip)('for root', () => {
    it('runs as nobody', async () => {
      const server = await start();
      const status = readFileSync(`/proc/${String(server.pid)}/status`, 'utf8');
      expect(/^Uid:\t(\d+)/m.exec(status)?.[1]).toBe('65534');
    }, 60_000);

    it('keeps the data under /var/lib/porttrack where nobody cannot reach the checkout', async () => {
      const hidden = join(folder, 'hidden');
      mkdirSync(hidden, { mode: 0o700 });
      const server = await start(join(hidden, '.porttrack'));
      const elsewhere = /is kept in (\/var\/lib\/porttrack\/[0-9a-f]{16})\.$/.exec(said[0] ?? '');
      const place = elsewhere?.[1] ?? '';
      expect(existsSync(join(place, 'pgdata', 'PG_VERSION'))).toBe(true);
      await server.stop();
      rmSync(place, { recursive: true });
    }, 60_000);
  });
});

/** Temporary folders are their owner's alone; a checkout usually is not. */
function openToAll(...folders: string[]): void {
  for (const path of folders) chmodSync(path, 0o755);
}
