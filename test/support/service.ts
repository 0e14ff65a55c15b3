import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { rememberDatabase } from './credentials.js';
import { freePort } from './free-port.js';
import { waitFor } from './wait-for.js';

/** The built service, running as a process of its own. */
export interface RunningService {
  /** Public listener, such as `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Operations listener: /metrics, detailed /health/*, /internal/drain. */
  readonly opsUrl: string;
  /** AIS over TCP. */
  readonly tcpPort: number;
  /** AIS over UDP. */
  readonly udpPort: number;
  readonly pid: number;
  /** Everything it has written to stdout and stderr. */
  logs(): string;
  /** Sends a signal, and answers the exit code (`null` when the signal ended it) once it is gone. */
  kill(signal: NodeJS.Signals): Promise<number | null>;
  /** SIGTERM, and SIGKILL for one that has not ended within 20 s; does nothing when it is gone. */
  stop(): Promise<void>;
}

const ENTRY = 'build/service/main.js';
const STOP_DEADLINE_MS = 20_000;

/**
 * Starts the built service (`npm run build` first) on free ports and waits until it is ready.
 * @param env settings over the defaults; `DATABASE_URL` must be among them, or `PORTTRACK_DATA_DIR`.
 * @throws Error with the service's output when it ends or is not ready within 60 s.
 */
export async function startService(env: Record<string, string>): Promise<RunningService> {
  const ports = {
    PORT: env['PORT'] ?? String(await freePort()),
    OPS_PORT: env['OPS_PORT'] ?? String(await freePort()),
    AIS_TCP_PORT: env['AIS_TCP_PORT'] ?? String(await freePort()),
    AIS_UDP_PORT: env['AIS_UDP_PORT'] ?? String(await freePort()),
  };
  const child = spawn(process.execPath, ['--enable-source-maps', resolve(ENTRY)], {
    env: {
      ...inherited(),
      NODE_ENV: 'test',
      DRAIN_SECONDS: '0',
      SIMULATOR: 'off',
      // What is tested elsewhere must not stand in the way: access.spec.ts and rate-limits.spec.ts.
      ANONYMOUS_READ: 'true',
      RATE_LIMIT_ADDRESS: 'off',
      RATE_LIMIT_CALLER: 'off',
      RATE_LIMIT_INGEST: 'off',
      ...env,
      ...ports,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const logs = () => Buffer.concat(output).toString('utf8');
  await once(child, 'spawn');
  const url = `http://127.0.0.1:${ports.PORT}`;
  if (env['DATABASE_URL'] !== undefined) rememberDatabase(url, env['DATABASE_URL']);
  try {
    await waitUntilReady(child, url);
  } catch (error) {
    await end(child, 'SIGKILL');
    throw new Error(`the service did not start:\n${logs()}`, { cause: error });
  }
  return {
    url,
    opsUrl: `http://127.0.0.1:${ports.OPS_PORT}`,
    tcpPort: Number(ports.AIS_TCP_PORT),
    udpPort: Number(ports.AIS_UDP_PORT),
    pid: child.pid ?? 0,
    logs,
    kill: async (signal) => await end(child, signal),
    async stop() {
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS);
      await end(child, 'SIGTERM');
      clearTimeout(timer);
    },
  };
}

/** Nothing of the machine's own settings may reach the service under test. */
function inherited(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG'];
  return Object.fromEntries(
    kept.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

async function waitUntilReady(child: ChildProcess, url: string): Promise<void> {
  const outcome = await waitFor(
    async () => {
      if (hasEnded(child)) return 'ended';
      const answer = await fetch(`${url}/health/ready`);
      return answer.ok && 'ready';
    },
    { what: 'readiness', deadlineMs: 60_000, everyMs: 50 },
  );
  if (outcome === 'ended')
    throw new Error(`it ended: ${String(child.exitCode ?? child.signalCode)}`);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (hasEnded(child)) return child.exitCode;
  const closed = once(child, 'close');
  child.kill(signal);
  await closed;
  return child.exitCode;
}
