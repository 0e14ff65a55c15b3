import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** The built service's folder. */
export const build = resolve(
  process.env.PORTTRACK_BUILD_DIR ?? join(here, '..', 'build', 'service'),
);

/** For what a benchmark keeps while it runs. */
export const folder = mkdtempSync(join(tmpdir(), 'porttrack-bench-'));

const stops = [];

/** Ends everything that was started, the last first, and removes the folder. */
export async function stopAll() {
  for (const stop of stops.splice(0).reverse()) await stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Ends a process with the benchmark. */
export function endLater(child) {
  stops.push(async () => {
    if (child.exitCode !== null) return;
    const closed = once(child, 'exit');
    child.kill('SIGTERM');
    await closed;
  });
}

/** The built service in production mode, with a database of its own or that of DATABASE_URL. */
export async function startService() {
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    DRAIN_SECONDS: '0',
    // What is measured is the service, not how it refuses.
    ANONYMOUS_READ: 'true',
    RATE_LIMIT_ADDRESS: 'off',
    RATE_LIMIT_INGEST: 'off',
    DATABASE_URL: process.env.DATABASE_URL ?? (await startDatabase()),
  };
  for (const name of ['PORT', 'OPS_PORT', 'AIS_TCP_PORT', 'AIS_UDP_PORT']) {
    env[name] = String(await freePort());
  }
  const log = join(folder, 'service.log');
  const child = spawn(
    'sh',
    ['-c', `exec "$0" "$1" > "$2" 2>&1`, process.execPath, join(build, 'main.js'), log],
    { env },
  );
  endLater(child);
  const url = `http://127.0.0.1:${env.PORT}`;
  for (const deadline = performance.now() + 60_000; ;) {
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    if (answer?.ok) {
      const headers = { authorization: `Bearer ${makeKey(env)}` };
      return { url, pid: child.pid, databaseUrl: env.DATABASE_URL, headers };
    }
    if (performance.now() > deadline || child.exitCode !== null) {
      throw new Error(`the service did not start:\n${readFileSync(log, 'utf8')}`);
    }
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** A key that may post sentences. */
function makeKey(env) {
  const words = [join(build, 'auth', 'key-main.js'), '--name', 'bench', '--role', 'feed'];
  const { stdout, stderr, status } = spawnSync(process.execPath, words, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

/** An embedded PostgreSQL of its own. */
async function startDatabase() {
  const embedded = await import(join(build, 'database', 'embedded', 'embedded-postgres.js'));
  const { url, stop } = await embedded.startEmbeddedPostgres({
    dataFolder: join(folder, 'data'),
    say: () => undefined,
  });
  stops.push(stop);
  const { migrate } = await import(join(build, 'database', 'migrate.js'));
  await migrate(url);
  return url;
}

/** A port that is free now. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
