import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, connect, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { credentialsAt } from '../support/credentials.js';
import { startTestDatabase, type TestDatabase } from '../support/database.js';
import { startService, type RunningService } from '../support/service.js';
import { waitFor } from '../support/wait-for.js';
import { queryDatabase } from '../support/query-database.js';
import { positionLine, postLines, SseClient, Started } from './live-support.js';

/** Runs the built service until it ends by itself. */
async function runToEnd(env: Record<string, string>): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [resolve('build/service/main.js')], {
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'test', SIMULATOR: 'off', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const [code] = (await once(child, 'close')) as [number];
  return { code, output };
}

describe('stopping', () => {
  const started = new Started();
  let database: TestDatabase;

  beforeAll(async () => {
    database = started.add(await startTestDatabase());
  }, 60_000);

  afterAll(async () => {
    await started.stopAll();
  });

  const start = async (env: Record<string, string> = {}): Promise<RunningService> => {
    const service = await startService({ DATABASE_URL: database.url, ...env });
    started.atEnd(async () => {
      await service.stop();
    });
    return service;
  };

  it('writes everything that was read, says goodbye to streams, and ends with 0', async () => {
    const service = await start();
    const client = await SseClient.open(service.url);
    const socket = connect(service.tcpPort, '127.0.0.1');
    await once(socket, 'connect');
    const lines = Array.from({ length: 3000 }, (_, vessel) => positionLine(vessel, 1));
    socket.on('error', () => undefined);
    socket.write(`${lines.join('\r\n')}\r\n`);
    // The first is committed while the last are still in the queue.
    await waitFor(() => client.bodies('position').length > 0, { what: 'the first position' });
    const code = await service.kill('SIGTERM');
    socket.destroy();
    expect(code).toBe(0);
    expect(client.events.at(-1)).toEqual({
      id: null,
      event: 'goodbye',
      data: '{"reason":"shutdown"}',
    });
    const [row] = await queryDatabase<{ count: number }>(
      database.url,
      'SELECT count(*)::int AS count FROM latest_position',
    );
    expect(row?.count).toBe(3000);
  }, 60_000);

  it('answers a request that is under way', async () => {
    const service = await start();
    const body = `${positionLine(10_000, 1)}\r\n`;
    const { authorization = '' } = await credentialsAt(service.url, 'feed');
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString();
    });
    socket.write(
      `POST /api/v1/ais HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n` +
        `Authorization: ${authorization}\r\n` +
        `Content-Length: ${String(body.length)}\r\nExpect: 100-continue\r\n\r\n`,
    );
    await waitFor(() => answer.includes('100 Continue'), { what: 'the request to be begun' });
    const ended = service.kill('SIGTERM');
    await waitFor(
      async () => {
        const probe = connect(Number(new URL(service.url).port), '127.0.0.1');
        const outcome = await Promise.race([
          once(probe, 'connect').then(() => 'open'),
          once(probe, 'close').then(() => 'closed'),
        ]).catch(() => 'refused');
        probe.destroy();
        return outcome === 'refused';
      },
      { what: 'the port to be closed' },
    );
    socket.write(body);
    await waitFor(() => answer.includes('"accepted":1'), { what: 'the answer' });
    socket.destroy();
    expect(answer).toContain('HTTP/1.1 200 OK');
    expect(await ended).toBe(0);
    const rows = await queryDatabase(
      database.url,
      'SELECT FROM latest_position WHERE mmsi = $1',
      [225_010_000],
    );
    expect(rows).toHaveLength(1);
  }, 60_000);

  it('works on while it drains, not ready any more', async () => {
    const service = await start({ DRAIN_SECONDS: '2' });
    const begin = performance.now();
    const ended = service.kill('SIGTERM');
    await waitFor(async () => (await fetch(`${service.url}/health/ready`)).status === 503, {
      what: 'readiness to fail',
    });
    expect((await postLines(service.url, [positionLine(20_000, 1)])).accepted).toBe(1);
    expect((await fetch(`${service.url}/api/v1/positions`)).status).toBe(200);
    expect(await ended).toBe(0);
    expect(performance.now() - begin).toBeGreaterThan(2000);
    await expect(fetch(`${service.url}/health/live`)).rejects.toThrow();
  }, 60_000);

  it('ends at once at a second signal that is meant', async () => {
    const service = await start({ DRAIN_SECONDS: '300' });
    process.kill(service.pid, 'SIGINT');
    await waitFor(async () => (await fetch(`${service.url}/health/ready`)).status === 503, {
      what: 'readiness to fail',
    });
    // The same keypress arriving twice is not a second one: signals within a second count once.
    process.kill(service.pid, 'SIGINT');
    expect((await fetch(`${service.url}/health/live`)).status).toBe(200);
    const begin = performance.now();
    await waitFor(() => performance.now() - begin > 1000, { what: 'a second' });
    expect(await service.kill('SIGINT')).toBe(130);
  }, 60_000);
});

describe('a start that cannot be', () => {
  const started = new Started();
  let database: TestDatabase;
  let port: number;

  beforeAll(async () => {
    database = started.add(await startTestDatabase());
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    port = (taken.address() as AddressInfo).port;
    started.atEnd(async () => {
      taken.close();
      await once(taken, 'close');
    });
  }, 60_000);

  afterAll(async () => {
    await started.stopAll();
  });

  it.each(['PORT', 'OPS_PORT', 'AIS_TCP_PORT'])(
    'names %s when another program has that port',
    async (setting) => {
      const free = { PORT: '0', OPS_PORT: '0', AIS_TCP_PORT: '0', AIS_UDP_PORT: '0' };
      const env = { ...free, DATABASE_URL: database.url, [setting]: String(port) };
      const { code, output } = await runToEnd(env);
      expect(code).toBe(1);
      expect(output).toContain(`127.0.0.1:${String(port)}`);
      expect(output).toMatch(new RegExp(`\\b${setting}\\b`));
      expect(output).not.toContain('    at ');
    },
    60_000,
  );

  it('says that the database does not answer, without its password', async () => {
    const { code, output } = await runToEnd({
      DATABASE_URL: `postgresql://me:s3cret@127.0.0.1:${String(port + 1 > 65_535 ? 1 : port + 1)}/db`,
    });
    expect(code).toBe(1);
    expect(output).toContain('DATABASE_URL');
    expect(output).not.toContain('s3cret');
    expect(output).not.toContain('    at ');
  }, 60_000);

  it('names every wrong setting', async () => {
    const { code, output } = await runToEnd({ PORT: 'http', DRAIN_SECONDS: '-1' });
    expect(code).toBe(1);
    expect(output).toContain('PORT');
    expect(output).toContain('DRAIN_SECONDS');
    expect(output).not.toContain('    at ');
  }, 60_000);
});
