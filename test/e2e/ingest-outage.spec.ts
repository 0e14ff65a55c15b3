import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../service/database/embedded/embedded-postgres.js';
import { freePort } from '../support/free-port.js';
import { type RunningService, startService } from '../support/service.js';
import { waitFor } from '../support/wait-for.js';
import { queryDatabase } from '../support/query-database.js';
import {
  positionLines,
  post,
  readLineCounts,
  readMetric,
  sendTcp,
  sendUdp,
  sumOf,
} from './ingest-support.js';

const CAPACITY = 2_000;
const queueMetric = 'porttrack_ingest_queue_messages';

let folder: string;
let databasePort: number;
let database: EmbeddedPostgres;
let service: RunningService;

/** Always the same port and data: the service finds it again. */
async function startDatabase(): Promise<EmbeddedPostgres> {
  return await startEmbeddedPostgres({
    dataFolder: folder,
    settings: { port: String(databasePort), fsync: 'off' },
  });
}

async function killDatabase(): Promise<void> {
  process.kill(database.pid, 'SIGQUIT');
  await waitFor(() => !isAlive(database.pid), { what: 'the end of the server' });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function countPositions(mmsi: number): Promise<number> {
  const sql = 'SELECT count(*)::int AS count FROM position WHERE mmsi = $1';
  const [row] = await queryDatabase<{ count: number }>(database.url, sql, [mmsi]);
  return row?.count ?? 0;
}

/** Different reports of one vessel. */
function reports(mmsi: number, count: number): string {
  return Array.from({ length: count }, (_, step) => positionLines(mmsi, step)).join('');
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'porttrack-test-outage-'));
  databasePort = await freePort();
  database = await startDatabase();
  service = await startService({
    DATABASE_URL: database.url,
    INGEST_QUEUE_MESSAGES: String(CAPACITY),
  });
  // Whoever is known before the database goes away stays known.
  await post(service, 'not a sentence');
});

afterAll(async () => {
  await service.stop();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('while the database is away', () => {
  it('holds TCP senders back when the queue is full, loses none of their lines, and goes on', async () => {
    await sendTcp(service.tcpPort, reports(503_500_001, 10));
    await waitFor(async () => (await countPositions(503_500_001)) === 10);
    await killDatabase();

    const total = 40_000;
    const text = Buffer.from(reports(503_500_002, total), 'latin1');
    const sender = connect({ host: '127.0.0.1', port: service.tcpPort });
    sender.resume();
    const closed = new Promise((resolve) => sender.once('close', resolve));
    sender.end(text);
    await waitFor(async () => (await readMetric(service, queueMetric)) >= CAPACITY * 0.8);
    const held = await readMetric(service, queueMetric);
    expect(held).toBeLessThanOrEqual(CAPACITY);

    const refused = await post(service, reports(503_500_003, CAPACITY / 2));
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);

    const dropped = 'porttrack_ingest_dropped_total{feed="udp"}';
    const datagrams = Array.from({ length: CAPACITY }, (_, i) => positionLines(503_500_004, i));
    await sendUdp(service.udpPort, datagrams);
    await waitFor(async () => (await readMetric(service, dropped)) > 0);
    // The rest stands in the buffers of the sender's and our system: nobody has read it.
    expect(sumOf(await readLineCounts(service, 'tcp'))).toBeLessThan(CAPACITY + 1_000);
    expect(sender.destroyed).toBe(false);

    database = await startDatabase();
    await closed;
    await waitFor(async () => (await countPositions(503_500_002)) === total, {
      what: 'the commit of every line',
      deadlineMs: 60_000,
    });
    expect(await readMetric(service, 'porttrack_ingest_dropped_total{feed="tcp"}')).toBe(0);
    const again = await post(service, reports(503_500_003, CAPACITY / 2));
    expect([again.status, again.body['accepted']]).toEqual([200, CAPACITY / 2]);
    expect(await countPositions(503_500_003)).toBe(CAPACITY / 2);
  });

  it('does not answer a post before its commit, and takes the same lines again for copies', async () => {
    await killDatabase();
    const lines = reports(503_500_005, 5);
    const waiting = post(service, lines);
    await waitFor(async () => (await readMetric(service, queueMetric)) === 5);
    const copies = post(service, lines);
    database = await startDatabase();
    const [first, second] = await Promise.all([waiting, copies]);
    const answers = [first, second].map(({ status, body }) => [
      status,
      body['accepted'],
      body['duplicate'],
    ]);
    expect(answers).toEqual([
      [200, 5, 0],
      [200, 0, 5],
    ]);
    expect(await countPositions(503_500_005)).toBe(5);
  });

  it('answers 503 when the commit takes too long; what was taken in is stored nevertheless', async () => {
    await killDatabase();
    const answer = await post(service, reports(503_500_006, 3));
    expect(answer.status).toBe(503);
    expect(answer.body['detail']).toContain('Sending them again is safe');
    database = await startDatabase();
    await waitFor(async () => (await countPositions(503_500_006)) === 3);
  });
});

describe('SIGTERM', () => {
  it('writes what is in the queue before the process ends', async () => {
    const sent = sendTcp(service.tcpPort, reports(503_500_007, 500));
    await sent;
    expect(await service.kill('SIGTERM')).toBe(0);
    expect(await countPositions(503_500_007)).toBe(500);
  });
});
