/**
 * What storing positions costs, without feeds and decoding: rows a second, and CPU of this process
 * and of PostgreSQL's backend, for batches of 1,000 and 5,000 reports.
 *
 *   npm run build && DATABASE_URL=postgresql://... node bench/ingest-write-path.mjs [BUILD]
 *
 * DATABASE_URL names a server on this machine; the bench makes a database of its own there and
 * drops it. BUILD is `build/service` by default.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';

const build = pathToFileURL(`${resolve(process.argv[2] ?? 'build/service')}/`);
const load = async (path) => await import(new URL(path, build));
const { migrate } = await load('database/migrate.js');
const { StreamWriter } = await load('database/stream-writer.js');
const { PositionRepository } = await load('positions/position.repository.js');

const VESSELS = 20_000;
const ROWS = Number(process.env.BENCH_ROWS ?? 200_000);
const RUNS = Number(process.env.BENCH_RUNS ?? 5);
/** Linux counts CPU time of processes in this unit. */
const TICKS_PER_SECOND = 100;

const admin = process.env.DATABASE_URL ?? '';
if (admin === '') throw new Error('DATABASE_URL names a PostgreSQL server on this machine');

function reports(count, start, first) {
  const rows = [];
  for (let i = 0; i < count; i++) {
    const n = first + i;
    const vessel = (n * 7919) % VESSELS;
    const time = start + Math.floor(n / 19);
    rows.push({
      mmsi: String(201_000_000 + vessel * 17),
      time,
      receivedAt: time + 180,
      digest: (n * 2_654_435_761) | 0,
      lon: -71.6 + (n % 1000) / 1e4,
      lat: -33 + (n % 997) / 1e4,
      sogKnots: (n % 230) / 10,
      cogDegrees: (n % 3600) / 10,
      headingDegrees: n % 360,
      rateOfTurn: 0,
      navStatus: n % 6,
      positionAccuracy: n % 2 === 0,
      aisClass: 'A',
      messageType: 1,
      flags: 0,
      isTimeTrusted: true,
      source: 'ais',
      feed: 'tcp-10110',
      stations: ['station-1'],
      raw: `\\s:station-1,c:${Math.floor(time / 1000)}*5C\\!AIVDM,1,1,,A,13u@Dt002s000000000000000${n},0*7D`,
    });
  }
  return rows;
}

function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1000;
}

async function run(url, batch) {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  // The drop at the end may be faster than the goodbye of an idle connection.
  pool.on('error', () => undefined);
  const { rows } = await pool.query('SELECT pg_backend_pid() AS pid');
  const writer = new StreamWriter(pool, { publish: () => undefined });
  const repository = new PositionRepository();
  const start = Date.UTC(2026, 0, 2);
  const all = reports(ROWS, start, 0);
  const backendBefore = cpuOf(rows[0].pid);
  const cpuBefore = process.cpuUsage();
  const from = performance.now();
  let stored = 0;
  for (let at = 0; at < ROWS; at += batch) {
    await writer.run(batch, async (tx) => {
      stored += (await repository.write(tx, all.slice(at, at + batch))).written;
      return [];
    });
  }
  const seconds = (performance.now() - from) / 1000;
  const cpu = process.cpuUsage(cpuBefore);
  const backend = cpuOf(rows[0].pid) - backendBefore;
  const counted = await pool.query(
    'SELECT (SELECT count(*)::int FROM position) AS stored, (SELECT count(*)::int FROM latest_position) AS latest',
  );
  await pool.end();
  const { stored: inTable, latest } = counted.rows[0];
  if (stored !== ROWS || inTable !== ROWS || latest !== VESSELS) {
    throw new Error(`void: ${stored} written, ${inTable} stored, ${latest} latest`);
  }
  const thousands = ROWS / 1000;
  return {
    rowsPerSecond: ROWS / seconds,
    nodeMs: (cpu.user + cpu.system) / 1000 / thousands,
    backendMs: backend / thousands,
  };
}

async function fresh(name, work) {
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  try {
    await migrate(url.href);
    return await work(url.href);
  } finally {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await client.end();
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const results = new Map([
  [1000, []],
  [5000, []],
]);
for (let turn = 0; turn < RUNS; turn++) {
  for (const [batch, figures] of results) {
    figures.push(await fresh('porttrack_bench', async (url) => await run(url, batch)));
  }
}
console.log(`positions + latest, ${ROWS} rows, ${VESSELS} vessels, median of ${RUNS} runs`);
for (const [batch, figures] of results) {
  const of = (name, digits) => median(figures.map((figure) => figure[name])).toFixed(digits);
  console.log(
    `batch ${batch}: ${of('rowsPerSecond', 0)} rows/s, node ${of('nodeMs', 2)} ms, ` +
      `backend ${of('backendMs', 2)} ms CPU per 1000 rows`,
  );
}
