/**
 * The headline benchmark: a world feed over TCP into one pod, persisted, streamed and checked.
 *
 *   npm run build && npm run bench:ingest
 *
 * Starts a PostgreSQL of its own (or makes a database in the one of DATABASE_URL, which must be on
 * this machine), and the built service in a control group of a pod's limits. 100 stream clients
 * watch one harbour each. After a warm-up the corpus is paced for a minute, then another is sent as
 * fast as it goes. Every row is then compared with gpsdecode's reading: one lost, double or wrong
 * row voids the run. Settings: BENCH_RATE (19000 sentences/s), BENCH_SECONDS (60), BENCH_WARM (15),
 * BENCH_CORES (0.25), BENCH_MIB (256), BENCH_CLIENTS (100), BENCH_FAST_LINES (200000).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { uniqueMessages } from './decode-corpus.mjs';
import { measureBaselines } from './ingest-baseline.mjs';
import { Corpus, SLICE_MS, sliceBytes } from './ingest-corpus.mjs';
import { cpuSeconds, makePod, memoryOf, parentOf, treeCpuSeconds } from './ingest-pod.mjs';
import { addExpectation, createExpectation, verify } from './ingest-verify.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const build = resolve(process.env.PORTTRACK_BUILD_DIR ?? join(here, '..', 'build', 'service'));
const setting = (name, value) => Number(process.env[name] ?? value);
const RATE = setting('BENCH_RATE', 19_000);
const SECONDS = setting('BENCH_SECONDS', 60);
const WARM_SECONDS = setting('BENCH_WARM', 15);
const CORES = setting('BENCH_CORES', 0.25);
const MIB = setting('BENCH_MIB', 256);
const CLIENTS = setting('BENCH_CLIENTS', 100);
const FAST_LINES = setting('BENCH_FAST_LINES', 200_000);
const LINES_PER_SLICE = Math.round((RATE * SLICE_MS) / 1000);
/** Harbours of the log; each variant of the fleet has them eleven degrees further east. */
const harbours = [
  [151.1, -23.95, 151.4, -23.7],
  [153.0, -27.55, 153.5, -27.0],
  [151.1, -34.05, 151.35, -33.75],
  [130.7, -12.6, 131.0, -12.3],
  [118.4, -20.4, 118.8, -20.1],
];

const stops = [];
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    void stopAll().then(() => process.exit(1));
  });
}
try {
  await main();
} finally {
  await stopAll();
}

async function stopAll() {
  for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) await stop();
}

async function main() {
  const database = await startDatabase();
  const { messages, origin } = await uniqueMessages(build);
  const { midCountry } = await import(join(build, 'ais/mid.js'));
  const corpus = new Corpus(messages, (mid) => midCountry(mid) !== null);
  const { templates, ships } = corpus.size;
  console.log(`corpus: ${templates} messages of ${ships} ships of ${origin}`);
  const service = await startService(database.url);
  const clients = await openStreams(service);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  stops.push(async () => await client.end());
  await createExpectation(client);

  const socket = connect(service.aisPort, '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', (error) => {
    console.error(`the feed's connection broke: ${error.message}`);
  });
  const run = { client, socket, service, database, seq: 0, sent: 0 };
  console.log('making the corpora ...');
  const warm = corpus.make(RATE * WARM_SECONDS, LINES_PER_SLICE);
  const paced = corpus.make(RATE * SECONDS, LINES_PER_SLICE);
  const fast = corpus.make(FAST_LINES, LINES_PER_SLICE);
  await phase(run, warm, true);
  const eventsBefore = clients.events;
  const atPace = await phase(run, paced, true);
  atPace.events = clients.events - eventsBefore;
  const flatOut = await phase(run, fast, false);
  const memory = memoryOf(service.pid);
  socket.end();

  const [lines, damaged] = [warm, paced, fast].reduce(
    ([all, bad], each) => [all + each.lines, bad + each.damaged],
    [0, 0],
  );
  const counted = await sentenceCounts(service);
  const verified = await verify(client);
  const accounted = Object.values(counted).reduce((sum, count) => sum + count, 0);
  const wrong = Object.values(verified.differences).reduce((sum, count) => sum + count, 0);
  const isVoid =
    wrong > 0 ||
    verified.positions !== run.seq ||
    accounted !== lines ||
    counted.rejected !== damaged;
  report({ service, atPace, flatOut, memory, verified, counted, clients, lines });
  if (isVoid) {
    console.log('\nVOID: a row was lost, double or wrong, or a line was not accounted for.');
    process.exitCode = 1;
    return;
  }
  await measureBaselines({ build, slices: fast.slices, database, atPace });
}

async function startDatabase() {
  const given = process.env.DATABASE_URL ?? '';
  const name = `porttrack_bench_${process.pid}`;
  let admin = given;
  if (given === '') {
    const { startEmbeddedPostgres } = await import(
      join(build, 'database/embedded/embedded-postgres.js')
    );
    const dataFolder = mkdtempSync(join(tmpdir(), 'porttrack-bench-'));
    const server = await startEmbeddedPostgres({ dataFolder });
    stops.push(async () => {
      await server.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    });
    admin = server.url;
  }
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  await client.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const { rows } = await client.query(
    'SELECT pg_backend_pid() AS pid, current_setting($1) AS version',
    ['server_version'],
  );
  const postmaster = parentOf(rows[0].pid);
  stops.push(async () => {
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await client.end();
  });
  const url = new URL(admin);
  url.pathname = `/${name}`;
  console.log(`PostgreSQL ${rows[0].version}, node ${process.version}`);
  return { url: url.href, cpu: () => treeCpuSeconds(postmaster) };
}

async function startService(url) {
  const [port, opsPort, aisPort] = [await freePort(), await freePort(), await freePort()];
  const pod = makePod(`porttrack-bench-${process.pid}`, { cores: CORES, bytes: MIB * 2 ** 20 });
  const limits = pod.limited.length === 0 ? 'no limits: not root' : pod.limited.join(' and ');
  console.log(`pod: ${CORES * 1000}m, ${MIB}Mi (limited: ${limits})`);
  const node = `exec ${process.execPath} --max-old-space-size=${Math.round(MIB * 0.69)} ${join(build, 'main.js')}`;
  const child = spawn('sh', ['-c', `${pod.join}${node}`], {
    stdio: ['ignore', process.env.BENCH_LOG === undefined ? 'ignore' : 'inherit', 'inherit'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      DATABASE_URL: url,
      DATABASE_MIGRATE: 'on',
      PORT: String(port),
      OPS_PORT: String(opsPort),
      AIS_TCP_PORT: String(aisPort),
      AIS_UDP_PORT: 'off',
      DRAIN_SECONDS: '0',
      ANONYMOUS_READ: 'true',
    },
  });
  const exited = once(child, 'exit');
  stops.push(async () => {
    child.kill('SIGTERM');
    await exited;
    pod.remove();
  });
  const service = { pid: child.pid, port, opsPort, aisPort, pod, hasEnded: false };
  void exited.then(([code, signal]) => {
    service.hasEnded = true;
    if (code !== 0) console.error(`the service ended: ${signal ?? code}`);
  });
  const from = performance.now();
  while (!(await isReady(service))) {
    if (service.hasEnded || performance.now() - from > 120_000) throw new Error('not ready');
    await sleep(200);
  }
  console.log(`ready after ${((performance.now() - from) / 1000).toFixed(1)} s`);
  return service;
}

async function isReady({ port }) {
  try {
    return (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok;
  } catch {
    return false;
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Opens the streams; counts what comes through them. */
async function openStreams({ port }) {
  const clients = { events: 0, open: 0, closed: 0 };
  const opened = Array.from({ length: CLIENTS }, async (_, index) => {
    const [west, south, east, north] = harbours[index % harbours.length];
    const shift = (Math.floor(index / harbours.length) % 32) * 11;
    const turn = (lon) => ((lon + shift + 180) % 360) - 180;
    const bbox = [turn(west), south, turn(east), north].map((each) => each.toFixed(4)).join(',');
    const request = get(`http://127.0.0.1:${port}/api/v1/stream?bbox=${bbox}`);
    stops.push(() => request.destroy());
    request.on('error', () => undefined);
    const [response] = await once(request, 'response');
    if (response.statusCode !== 200) throw new Error(`stream: ${response.statusCode}`);
    clients.open++;
    response.setEncoding('latin1');
    response.on('data', (text) => (clients.events += text.split('\nevent: position').length - 1));
    response.on('close', () => clients.closed++);
  });
  await Promise.all(opened);
  return clients;
}

/** Sends a corpus and waits until all of it is committed. */
async function phase(run, corpus, isPaced) {
  const { service, socket, database } = run;
  const before = await histogram(service);
  const cpu = { pod: cpuSeconds(service.pid), database: database.cpu() };
  const throttledBefore = service.pod.throttled();
  const from = performance.now();
  // Of another phase's times, none is used twice.
  const times = [];
  let worstLag = 0;
  const start = Date.now();
  for (const [index, slice] of corpus.slices.entries()) {
    const due = from + index * SLICE_MS;
    if (isPaced && performance.now() < due) await sleep(due - performance.now());
    if (isPaced) worstLag = Math.max(worstLag, performance.now() - due);
    const time = isPaced ? start + index * SLICE_MS : Math.max(Date.now(), (times.at(-1) ?? 0) + 1);
    times.push(time);
    if (!socket.write(sliceBytes(slice, time))) await once(socket, 'drain');
  }
  const sentAfter = (performance.now() - from) / 1000;
  console.log(`${corpus.lines} lines sent in ${sentAfter.toFixed(1)} s`);
  run.sent += corpus.lines;
  await settled(run);
  const seconds = (performance.now() - from) / 1000;
  const throttled = service.pod.throttled();
  const figures = {
    lines: corpus.lines,
    seconds: isPaced ? sentAfter : seconds,
    worstLag: worstLag / 1000,
    podCpu: cpuSeconds(service.pid) - cpu.pod,
    databaseCpu: database.cpu() - cpu.database,
    throttled:
      (throttled.throttled - throttledBefore.throttled) /
      Math.max(1, throttled.periods - throttledBefore.periods),
    latency: difference(await histogram(service), before),
  };
  await addExpectation(run.client, corpus.expected, (slice) => times[slice], run.seq);
  run.seq += corpus.expected.length;
  return figures;
}

/** Waits until every line that was sent is accounted for and the queue is empty. */
async function settled({ service, sent }) {
  const until = performance.now() + 180_000;
  for (;;) {
    const text = await metrics(service);
    const counts = await sentenceCounts(service, text);
    const accounted = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const queued = Number(/^porttrack_ingest_queue_messages (\S+)/m.exec(text)?.[1]);
    if (accounted >= sent && queued === 0) return;
    if (service.hasEnded || performance.now() > until) {
      throw new Error(
        `${accounted} of ${sent} lines accounted for, ${queued} messages in the queue`,
      );
    }
    await sleep(50);
  }
}

async function metrics({ opsPort }) {
  return await (await fetch(`http://127.0.0.1:${opsPort}/metrics`)).text();
}

async function sentenceCounts(service, text) {
  const counts = {};
  const pattern = /^porttrack_ais_sentences_total\{[^}]*outcome="(\w+)"[^}]*\} (\S+)/gm;
  for (const [, outcome, count] of (text ?? (await metrics(service))).matchAll(pattern)) {
    counts[outcome] = (counts[outcome] ?? 0) + Number(count);
  }
  return counts;
}

/** Upper bounds (seconds) and cumulative counts of receive to commit. */
async function histogram(service) {
  const pattern = /^porttrack_ingest_commit_seconds_bucket\{le="([^"]+)"\} (\S+)/gm;
  return [...(await metrics(service)).matchAll(pattern)].map(([, le, count]) => ({
    le: Number(le.replace('+Inf', 'Infinity')),
    count: Number(count),
  }));
}

function difference(after, before) {
  return after.map(({ le, count }, index) => ({ le, count: count - (before[index]?.count ?? 0) }));
}

/** As Prometheus' histogram_quantile reads it: linear within a bucket. */
function quantile(buckets, q) {
  const total = buckets.at(-1)?.count ?? 0;
  const index = buckets.findIndex(({ count }) => count >= q * total);
  const { le, count } = buckets[index] ?? { le: Number.NaN, count: 0 };
  const below = buckets[index - 1] ?? { le: 0, count: 0 };
  if (le === Infinity) return below.le;
  return (
    below.le + ((le - below.le) * (q * total - below.count)) / Math.max(1, count - below.count)
  );
}

function report({ service, atPace, flatOut, memory, verified, counted, clients, lines }) {
  const row = (name, paced, fast) => console.log(`| ${name} | ${paced} | ${fast} |`);
  const both = (name, of) => row(name, of(atPace), of(flatOut));
  const millis = (figures, q) => `${Math.round(quantile(figures.latency, q) * 1000)} ms`;
  console.log(`\n| | paced at ${RATE}/s | as fast as it goes |\n|---|--:|--:|`);
  both('sentences', ({ lines: count }) => count);
  both('sentences/s', ({ lines: count, seconds }) => (count / seconds).toFixed(0));
  both('pod CPU, cores', ({ podCpu, seconds }) => (podCpu / seconds).toFixed(3));
  both('pod CPU, µs a sentence', ({ podCpu, lines: n }) => ((podCpu / n) * 1e6).toFixed(1));
  both('PostgreSQL CPU, cores', ({ databaseCpu, seconds }) => (databaseCpu / seconds).toFixed(3));
  both('receive to commit, p50', (figures) => millis(figures, 0.5));
  both('receive to commit, p99', (figures) => millis(figures, 0.99));
  both('periods at the CPU limit', ({ throttled }) => `${(throttled * 100).toFixed(0)} %`);
  row('sender behind its pace, at most', `${atPace.worstLag.toFixed(2)} s`, '-');
  row('events to stream clients/s', (atPace.events / atPace.seconds).toFixed(0), '-');
  console.log(
    `\nresident memory ${memory.now.toFixed(0)} MiB, at most ${memory.highest.toFixed(0)} MiB; ` +
      `${clients.open} stream clients, ${clients.closed} of them disconnected`,
  );
  console.log(`lines ${lines}, by outcome: ${JSON.stringify(counted)}`);
  console.log(
    `verified: ${verified.positions} positions, ${verified.latest} latest; ` +
      Object.entries(verified.differences)
        .map(([what, count]) => `${count} ${what}`)
        .join(', '),
  );
  if (service.hasEnded) console.log('the service ended before the bench did');
}
