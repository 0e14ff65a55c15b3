import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../../service/database/embedded/postmaster.js';
import { freePort } from '../support/free-port.js';
import { waitFor } from '../support/wait-for.js';

const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

/** From the AIVDM/AIVDO decoding guide of gpsd: 477553000, moored in Seattle. */
const sentence = '!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C';

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  readonly output: () => string;
}

interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

/** What `npm start` runs, with nothing set but what is given. */
describe('npm start', () => {
  let dataFolder = '';
  let children: ChildProcess[] = [];

  beforeEach(() => {
    dataFolder = mkdtempSync(join(tmpdir(), 'porttrack start '));
    chmodSync(dataFolder, 0o755);
    children = [];
  });

  afterEach(async () => {
    for (const child of children) await end(child, 'SIGTERM');
    await stopPostgres();
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });

  function launch(
    env: Record<string, string>,
    uid?: number,
  ): { child: ChildProcess; output: () => string } {
    const child = spawn(process.execPath, ['scripts/start.mjs'], {
      env: { PATH: process.env['PATH'] ?? '', PORTTRACK_DATA_DIR: dataFolder, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    children.push(child);
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    return { child, output: () => Buffer.concat(chunks).toString('utf8') };
  }

  async function start(env: Record<string, string> = {}, uid?: number): Promise<Started> {
    const PORT = String(await freePort());
    const OPS_PORT = String(await freePort());
    const off = { AIS_TCP_PORT: 'off', AIS_UDP_PORT: 'off', SIMULATOR: 'off' };
    const { child, output } = launch({ PORT, OPS_PORT, ...off, ...env }, uid);
    const url = `http://127.0.0.1:${PORT}`;
    const state = await waitFor(
      async () => {
        if (child.exitCode !== null) return 'ended';
        const isReady = output().includes('PortTrack runs.');
        return isReady && (await fetch(`${url}/health/ready`)).ok && 'ready';
      },
      { what: 'the start', deadlineMs: 90_000, everyMs: 50 },
    );
    if (state === 'ended') throw new Error(output());
    return { child, url, output };
  }

  async function failToStart(env: Record<string, string>): Promise<Outcome> {
    const { child, output } = launch(env);
    await once(child, 'close');
    return { code: child.exitCode, output: output() };
  }

  /** The key that the first start has left in the data folder. */
  function firstKey(): string {
    return readFileSync(join(dataFolder, 'admin-key'), 'utf8').trim();
  }

  /** What `npm run key` runs, while the service does. */
  function makeKey(...words: string[]): { status: number | null; stdout: string } {
    return spawnSync(process.execPath, ['build/service/auth/key-main.js', ...words], {
      env: { PATH: process.env['PATH'] ?? '', PORTTRACK_DATA_DIR: dataFolder },
      encoding: 'utf8',
    });
  }

  function postgresPid(): number | null {
    try {
      const pidFile = join(dataFolder, 'pgdata', 'postmaster.pid');
      return Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    } catch {
      return null;
    }
  }

  async function stopPostgres(): Promise<void> {
    const pid = postgresPid();
    if (pid === null || !(await isAlive(pid))) return;
    process.kill(pid, 'SIGINT');
    await waitFor(async () => !(await isAlive(pid)), { what: 'the end of PostgreSQL' });
  }

  it('prints where the page is, and Ctrl-C stops all of it', async () => {
    const { child, url, output } = await start();
    expect(output()).toContain(`Page        ${url}/`);
    expect(output()).toContain(`PostgreSQL of this package, kept in ${dataFolder}`);
    expect(output().match(/pt_[0-9a-f]{8}_[\w-]{43}/g)).toEqual([firstKey()]);
    expect(output()).toContain('One more: npm run key -- --name NAME --role ROLE');
    expect(statSync(join(dataFolder, 'admin-key')).mode & 0o777).toBe(0o600);
    const me = await fetch(`${url}/api/v1/me`, {
      headers: { Authorization: `Bearer ${firstKey()}` },
    });
    expect(await me.json()).toMatchObject({ kind: 'key', name: 'first-admin', roles: ['admin'] });
    expect((await fetch(`${url}/api/v1/positions`)).status).toBe(200);
    const another = makeKey('--name', 'gate', '--role', 'viewer');
    expect(another).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^pt_\S+\n$/) as string,
    });
    const headers = { Authorization: `Bearer ${another.stdout.trim()}` };
    expect(await (await fetch(`${url}/api/v1/me`, { headers })).json()).toMatchObject({
      name: 'gate',
      roles: ['viewer'],
    });
    expect(makeKey('--name', 'gate', '--role', 'king')).toMatchObject({ status: 2, stdout: '' });
    const postgres = postgresPid() ?? 0;
    expect(await isAlive(postgres)).toBe(true);
    expect(await end(child, 'SIGINT')).toBe(0);
    expect(await isAlive(postgres)).toBe(false);
    expect(postgresPid()).toBeNull();
  }, 120_000);

  it('loses nothing that was acknowledged before a kill -9, and starts again by itself', async () => {
    const first = await start();
    const answer = await fetch(`${first.url}/api/v1/ais`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain', Authorization: `Bearer ${firstKey()}` },
      body: `${sentence}\n`,
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ accepted: 1 });
    const postgres = postgresPid();
    await end(first.child, 'SIGKILL');
    const second = await start();
    expect(second.output()).toContain('was running already: taken over');
    expect(second.output()).not.toMatch(/pt_[0-9a-f]{8}_/);
    expect(postgresPid()).toBe(postgres);
    expect(await mmsisOf(second.url)).toEqual(['477553000']);
    // And with the server killed as well, as when the machine goes down.
    await end(second.child, 'SIGKILL');
    process.kill(postgres ?? 0, 'SIGKILL');
    await waitFor(async () => !(await isAlive(postgres ?? 0)));
    const third = await start();
    expect(await mmsisOf(third.url)).toEqual(['477553000']);
    expect(await end(third.child, 'SIGTERM')).toBe(0);
  }, 240_000);

  it('names the port that another program has, and leaves nothing running', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, output } = await failToStart({ PORT: String(port), OPS_PORT: '0' });
    other.close();
    expect(code).toBe(1);
    expect(output).toContain(`PORT: another program listens on 127.0.0.1:${String(port)}`);
    expect(postgresPid()).toBeNull();
  }, 120_000);

  it('names every wrong setting, and starts nothing', async () => {
    const { code, output } = await failToStart({ PORT: 'abc', SIMULATOR: 'perhaps' });
    expect(code).toBe(1);
    expect(output).toContain('PortTrack does not start: 2 settings are wrong.');
    expect(output).toContain('  PORT: "abc" is not valid');
    expect(output).toContain('  SIMULATOR: "perhaps" is not valid');
    expect(output).not.toContain('    at ');
    expect(postgresPid()).toBeNull();
  }, 60_000);

  it('refuses production without a database', async () => {
    const { code, output } = await failToStart({ NODE_ENV: 'production' });
    expect(code).toBe(1);
    expect(output).toContain('DATABASE_URL: is missing, and NODE_ENV=production needs it');
    expect(postgresPid()).toBeNull();
  }, 60_000);

  it('says which database does not answer, without its password', async () => {
    const port = String(await freePort());
    const DATABASE_URL = `postgresql://porttrack:hunter2@127.0.0.1:${port}/porttrack`;
    const { code, output } = await failToStart({ DATABASE_URL, PORT: '0', OPS_PORT: '0' });
    expect(code).toBe(1);
    expect(output).toContain('DATABASE_URL: the database cannot be reached');
    expect(output).not.toContain('hunter2');
  }, 60_000);

  (isRoot ? it : it.skip)(
    'works for an account that is not root',
    async () => {
      chownSync(dataFolder, NOBODY, NOBODY);
      const { child, url } = await start({}, NOBODY);
      const status = readFileSync(`/proc/${String(child.pid)}/status`, 'utf8');
      expect(/^Uid:\t(\d+)/m.exec(status)?.[1]).toBe(String(NOBODY));
      expect((await fetch(`${url}/api/v1/positions`)).status).toBe(200);
      expect(await end(child, 'SIGINT')).toBe(0);
    },
    120_000,
  );
});

async function mmsisOf(url: string): Promise<unknown> {
  const answer = await fetch(`${url}/api/v1/positions?maxAge=all`);
  const body: unknown = await answer.json();
  if (typeof body !== 'object' || body === null || !('features' in body)) return body;
  if (!Array.isArray(body.features)) return body;
  return body.features.map((feature: { id: string }) => feature.id);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const closed = once(child, 'close');
  child.kill(signal);
  await closed;
  return child.exitCode;
}
