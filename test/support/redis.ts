import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import { waitFor } from './wait-for.js';
import { commandOf } from './real-parts.js';

/** A real Redis server. */
export interface TestRedis {
  readonly url: string;
  /** The server's process; `null` for the one of `REDIS_URL`, which is not ours to stop or freeze. */
  readonly pid: number | null;
  stop(): Promise<void>;
}

/**
 * The Redis of `REDIS_URL`, else a `redis-server` from PATH on a free loopback port, without
 * persistence. Guard the spec by `describeWith('redis', ...)`.
 * @param port where a server that was stopped is to come back; by default any free one.
 */
export async function startRedis(port?: number): Promise<TestRedis> {
  const given = process.env['REDIS_URL'] ?? '';
  if (given !== '' && port === undefined) {
    return { url: given, pid: null, stop: () => Promise.resolve() };
  }
  const program = commandOf('redis');
  if (program === null) throw new Error('no redis-server on PATH');
  const folder = await mkdtemp(join(tmpdir(), 'porttrack-redis-'));
  const chosen = port ?? (await freePort());
  const flags = ['--port', String(chosen), '--bind', '127.0.0.1', '--dir', folder];
  const child = spawn(program, [...flags, '--save', '', '--appendonly', 'no'], { stdio: 'ignore' });
  const closed = once(child, 'close');
  const url = `redis://127.0.0.1:${String(chosen)}`;
  await waitFor(async () => await answers(chosen), { what: 'redis-server' });
  return {
    url,
    pid: child.pid ?? null,
    async stop() {
      // A frozen (SIGSTOP) server would not hear SIGTERM.
      child.kill('SIGKILL');
      await closed;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    socket.write('PING\r\n');
    const reply: unknown[] = await once(socket, 'data');
    return String(reply[0]).startsWith('+PONG');
  } finally {
    socket.destroy();
  }
}
