/**
 * What storing positions costs, without feeds and decoding: rows a second, and CPU of this process
 * and of PostgreSQL's backend per 1,000 rows. Beside it, in the same run, COPY alone into a table
 * with the same columns and key, which neither finds copies nor knows the latest: the floor.
 *
 *   npm run build && DATABASE_URL=postgresql://... node bench/ingest-write-path.mjs [BUILD]
 *
 * DATABASE_URL names a server on this machine; the bench makes a database of its own there and
 * drops it. BUILD is `build/service` by default; BENCH_ROWS and BENCH_RUNS say how many.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';

const build = pathToFileURL(`${resolve(process.argv[2] ?? 'build/service')}/`);
const load = async (path) => await import(new URL(path, build));
const { CopyEncoder } = await load('database/copy-encoder.js');
const { migrate } = await load('database/migrate.js');
const { StreamWriter } = await load('database/stream-writer.js');
const { PositionRepository } = await load('positions/position.repository.js');
const { encodeReports, stageSql } = await load('positions/position-staging.js');

const VESSELS = 20_000;
const ROWS = Number(process.env.BENCH_ROWS ?? 200_000);
const RUNS = Number(process.env.BENCH_RUNS ?? 5);
/** Linux counts CPU time of processes in this unit. */
const TICKS_PER_SECOND = 100;

const admin = process.env.DATABASE_URL ?? '';
if (admin === '') throw new Error('DATABASE_URL names a PostgreSQL server on this machine');

function makeReport(n) {
  const time = Date.UTC(2026, 0, 2) + Math.floor(n / 19);
  const seconds = Math.floor(time / 1000);
  return {
    mmsi: String(201_000_000 + ((n * 7919) % VESSELS) * 17),
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
    raw: `\\s:station-1,c:${seconds}*5C\\!AIVDM,1,1,,A,13u@Dt002s000000000000000${n},0*7D`,
  };
}

/** The way of the service; it says how many it stored, and that is checked. */
function staged() {
  const repository = new PositionRepository();
  return async (tx, reports) => (await repository.write(tx, reports)).written;
}

/** The floor: the same bytes into a table with the same key. */
function copyAlone() {
  const encoder = new CopyEncoder();
  const sql = stageSql
    .replace(/^.*;/s, '')
    .replace('staged_position', 'position_20260102_copy')
    .trim();
  return async (tx, reports) => {
    await tx.copy(sql, encodeReports(encoder, reports));
    return reports.length;
  };
}

async function makeCopyTable(pool) {
  const create = stageSql.replace(/ON COMMIT DROP.*$/s, '');
  const table = 'position_20260102_copy';
  await pool.query(create.replace('TEMP TABLE staged_position', `TABLE ${table}`));
  await pool.query(`ALTER TABLE ${table} ADD PRIMARY KEY (mmsi, time, digest)`);
}

const ways = [
  { name: 'COPY alone', batch: 5000, make: copyAlone, tables: ['position_20260102_copy'] },
  { name: 'positions + latest', batch: 1000, make: staged, tables: ['position'] },
  { name: 'positions + latest', batch: 5000, make: staged, tables: ['position'] },
];

function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1000;
}

async function run(url, { batch, make, tables }) {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  // The drop at the end may be faster than the goodbye of an idle connection.
  pool.on('error', () => undefined);
  await makeCopyTable(pool);
  const { rows } = await pool.query('SELECT pg_backend_pid() AS pid');
  const writer = new StreamWriter(pool, { publish: () => undefined });
  const store = make();
  const backendBefore = cpuOf(rows[0].pid);
  const total = { written: 0, seconds: 0, cpuMs: 0 };
  for (let at = 0; at < ROWS; at += batch) {
    // A batch at a time: a heap of all rows would be paid for in garbage collection.
    const reports = Array.from({ length: batch }, (_, index) => makeReport(at + index));
    const cpuBefore = process.cpuUsage();
    const from = performance.now();
    await writer.run(batch, async (tx) => {
      total.written += await store(tx, reports);
      return [];
    });
    total.seconds += (performance.now() - from) / 1000;
    const { user, system } = process.cpuUsage(cpuBefore);
    total.cpuMs += (user + system) / 1000;
  }
  const backendMs = cpuOf(rows[0].pid) - backendBefore;
  const [table] = tables;
  const counted = await pool.query(`SELECT count(*)::int AS stored FROM ${table}`);
  await pool.end();
  if (total.written !== ROWS || counted.rows[0].stored !== ROWS) {
    throw new Error(`void: ${total.written} written, ${counted.rows[0].stored} stored`);
  }
  return {
    rowsPerSecond: ROWS / total.seconds,
    nodeMs: total.cpuMs / (ROWS / 1000),
    backendMs: backendMs / (ROWS / 1000),
  };
}

async function withFreshDatabase(work) {
  const name = 'porttrack_bench_write_path';
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

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const figures = ways.map(() => []);
for (let turn = 0; turn < RUNS; turn++) {
  for (const [index, way] of ways.entries()) {
    figures[index].push(await withFreshDatabase(async (url) => await run(url, way)));
  }
}
const of = (index, name) => median(figures[index].map((figure) => figure[name]));
console.log(`${ROWS} rows, ${VESSELS} vessels, medians of ${RUNS} interleaved runs\n`);
console.log('| way | batch | rows/s | node ms | backend ms | node vs COPY alone |');
console.log('|---|--:|--:|--:|--:|--:|');
for (const [index, { name, batch }] of ways.entries()) {
  const node = of(index, 'nodeMs');
  const cells = [
    name,
    batch,
    of(index, 'rowsPerSecond').toFixed(0),
    node.toFixed(2),
    of(index, 'backendMs').toFixed(2),
    `${(node / of(0, 'nodeMs')).toFixed(2)}x`,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
console.log('\nCPU per 1,000 rows.');
