import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import { mmsiFromNumber } from '../../service/ais/mmsi.js';
import { encodeMessage } from '../../service/ais/encoder.js';
import { startTestDatabase, type TestDatabase } from '../support/database.js';
import { describeWith, referencePath } from '../support/real-parts.js';
import { type RunningService, startService } from '../support/service.js';
import { waitFor } from '../support/wait-for.js';
import { queryDatabase } from '../support/query-database.js';
import {
  positionLines,
  post,
  countsSince,
  readLineCounts,
  readMetric,
  readMetrics,
  sendTcp,
  sendUdp,
  sumOf,
} from './ingest-support.js';

let database: TestDatabase;
let service: RunningService;

interface StationsRow {
  readonly stations: string[];
}

beforeAll(async () => {
  database = await startTestDatabase();
  service = await startService({
    DATABASE_URL: database.url,
    AIS_FEEDS: JSON.stringify([{ name: 'harbour', kind: 'http', licence: 'CC BY 4.0' }]),
  });
});

afterAll(async () => {
  await service.stop();
  await database.stop();
});

async function stationsOf(mmsi: number): Promise<string[][]> {
  const sql = 'SELECT stations FROM position WHERE mmsi = $1 ORDER BY time';
  const rows = await queryDatabase<StationsRow>(database.url, sql, [mmsi]);
  return rows.map(({ stations }) => stations);
}

function problemType(code: string): string {
  return `/api/docs/problems.md#${code}`;
}

/** LF, CR or both end a line; what follows the last is one when it is not empty. */
function countLines(bytes: Buffer): number {
  const lines = bytes.toString('latin1').split(/\r\n|\r|\n/);
  return lines.at(-1) === '' ? lines.length - 1 : lines.length;
}

/** Lines of the TCP feed that were rejected, summed over the reasons. */
async function countRejected(): Promise<number> {
  const metrics = await readMetrics(service);
  return [...metrics]
    .filter(([name]) => name.startsWith('porttrack_ais_rejected_total{feed="tcp"'))
    .reduce((sum, [, count]) => sum + count, 0);
}

async function feedNamed(name: string): Promise<Record<string, unknown> | undefined> {
  const response = await fetch(`${service.url}/api/v1/feeds`);
  const { feeds } = (await response.json()) as { feeds: Record<string, unknown>[] };
  return feeds.find((feed) => feed['name'] === name);
}

describe('POST /api/v1/ais', () => {
  it('answers what became of each line, after the commit', async () => {
    const line = positionLines(503_100_001, 0);
    const lines = [
      line,
      line,
      line.replace(/\*../, '*zz'),
      '$GPVTG,,T,,M,0.0,N,0.0,K*4E\n',
      '!AIVDM,2,1,6,A,53@o0E000001Q0CG37U8u<Tp4q@D00000000000018330400000000000000,0*63\n',
      '!AIVDM,1,1,,B,:5MlU41GMK6@,0*6C\n',
    ];
    const { status, body } = await post(service, lines.join(''));
    expect(status).toBe(200);
    expect(body).toEqual({
      lines: 6,
      accepted: 2,
      duplicate: 1,
      rejected: { checksum: 1 },
      ignored: 1,
      incomplete: 1,
      messages: 2,
    });
    expect(await stationsOf(503_100_001)).toEqual([[]]);
  });

  it('waits for the original of a copy too', async () => {
    const line = positionLines(503_100_002, 0);
    const answers = await Promise.all([post(service, line), post(service, line)]);
    const rows = await stationsOf(503_100_002);
    expect(answers.map(({ body }) => [body['accepted'], body['duplicate']]).sort()).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(rows).toHaveLength(1);
  });

  it('takes gzip and octets', async () => {
    const zipped = gzipSync(positionLines(503_100_003, 0));
    const coded = { 'content-encoding': 'gzip', 'content-type': 'application/octet-stream' };
    const { status, body } = await post(service, zipped, { headers: coded });
    expect([status, body['accepted']]).toEqual([200, 1]);
  });

  it('keeps the times of the feed "archive", and counts old ones of others as received now', async () => {
    const time = Date.UTC(2012, 0, 27, 11, 47);
    const old = positionLines(503_100_004, 0, { time });
    expect((await post(service, old, { query: '?feed=archive' })).body['accepted']).toBe(1);
    const sql = 'SELECT time, is_time_trusted, source, feed FROM position WHERE mmsi = $1';
    expect(await queryDatabase(database.url, sql, [503_100_004])).toMatchObject([
      { time: new Date(time), is_time_trusted: true },
    ]);
    await post(service, positionLines(503_100_005, 0, { time }));
    const [row] = await queryDatabase<{ time: Date; is_time_trusted: boolean }>(
      database.url,
      sql,
      [503_100_005],
    );
    expect(row?.is_time_trusted).toBe(false);
    expect(Date.now() - (row?.time.getTime() ?? 0)).toBeLessThan(60_000);
  });

  it.each([
    ['404 for a feed that does not exist', '?feed=nobody', {}, 'not-found'],
    ['404 for a feed that is not posted to', '?feed=tcp', {}, 'not-found'],
    ['400 for a parameter that does not exist', '?fed=http', {}, 'invalid-request'],
    ['415 for another type', '', { 'content-type': 'text/csv' }, 'unsupported-media-type'],
    ['415 for another coding', '', { 'content-encoding': 'br' }, 'unsupported-media-type'],
    ['400 for what is not gzip', '', { 'content-encoding': 'gzip' }, 'bad-request'],
    ['403 for another site', '', { origin: 'https://evil.example' }, 'forbidden'],
    ['403 for another site', '', { 'sec-fetch-site': 'cross-site' }, 'forbidden'],
  ])('answers %s', async (title, query, headers, code) => {
    const answer = await post(service, positionLines(503_100_006, 0), { query, headers });
    expect(answer.status).toBe(Number(title.slice(0, 3)));
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ status: answer.status, type: problemType(code) });
  });

  it('answers 413 for a body that is too large, decompressed too', async () => {
    const bomb = gzipSync(Buffer.alloc(17 * 1024 * 1024, 10));
    const coded = await post(service, bomb, { headers: { 'content-encoding': 'gzip' } });
    expect([coded.status, coded.body['status']]).toEqual([413, 413]);
    const plain = await post(service, Buffer.alloc(17 * 1024 * 1024, 10));
    expect(plain.status).toBe(413);
    const lines = await post(service, Buffer.alloc(200_000, 10));
    expect(lines.body['detail']).toBe('A request may carry at most 50000 lines.');
  });
});

describe('copies through several stations', () => {
  it('are one position with all of them, also after it was committed', async () => {
    const time = Date.now() - 5_000;
    const heardBy = (station: string, after: number) =>
      positionLines(503_200_001, 0, { station, time: time + after });
    await post(service, heardBy('hill', 0) + heardBy('pier', 1_000));
    expect(await stationsOf(503_200_001)).toEqual([['hill', 'pier']]);
    const { body } = await post(service, heardBy('mole', 3_000), { query: '?feed=harbour' });
    expect(body).toMatchObject({ accepted: 0, duplicate: 1 });
    expect(await stationsOf(503_200_001)).toEqual([['hill', 'pier', 'mole']]);
  });
});

describe('UDP', () => {
  it('takes lines with and without an end, and messages whose parts come in two datagrams', async () => {
    const name = encodeMessage({
      kind: 'static',
      type: 5,
      mmsi: mmsiFromNumber(503_300_001),
      name: 'TWO DATAGRAMS',
    });
    await sendUdp(service.udpPort, [
      positionLines(503_300_001, 0).trimEnd(),
      positionLines(503_300_001, 1) + positionLines(503_300_001, 2),
      ...name,
    ]);
    const counts = await waitFor(async () => {
      const seen = await readLineCounts(service, 'udp');
      return sumOf(seen) >= 5 ? seen : null;
    });
    expect(counts).toEqual({ accepted: 5, duplicate: 0, rejected: 0, ignored: 0, incomplete: 0 });
    const [vessel] = await waitFor(async () => {
      const sql = 'SELECT name FROM vessel WHERE mmsi = $1';
      const rows = await queryDatabase<{ name: string }>(database.url, sql, [503_300_001]);
      return rows[0]?.name === 'TWO DATAGRAMS' ? rows : null;
    });
    expect(vessel?.name).toBe('TWO DATAGRAMS');
  });
});

describe('noise', () => {
  it('is counted line by line on every socket, and harms nothing', async () => {
    const noise = randomBytes(2_000_000);
    const before = sumOf(await readLineCounts(service, 'tcp'));
    const senders = Array.from({ length: 8 }, (_, i) =>
      noise.subarray(i * 250_000, (i + 1) * 250_000),
    );
    await Promise.all(
      senders.map(async (part) => {
        await sendTcp(service.tcpPort, part);
      }),
    );
    const lines = senders.reduce((sum, part) => sum + countLines(part), 0);
    await waitFor(async () => sumOf(await readLineCounts(service, 'tcp')) - before === lines, {
      what: `${String(lines)} lines of noise`,
    });
    const { body } = await post(service, positionLines(503_350_001, 0));
    expect(body['accepted']).toBe(1);
  });

  it('of a post is counted too', async () => {
    const noise = randomBytes(1_000_000);
    const { status, body } = await post(service, noise);
    const rejected = Object.values(body['rejected'] as Record<string, number>);
    const sum = rejected.reduce((total, count) => total + count, 0) + Number(body['ignored']);
    expect([status, body['lines'], sum]).toEqual([200, countLines(noise), countLines(noise)]);
  });
});

describe('GET /api/v1/feeds', () => {
  it('tells how each feed fares', async () => {
    await post(service, `${positionLines(503_400_001, 0)}!AIVDM,1,1,,A,0*zz\n`, {
      query: '?feed=harbour',
    });
    const { lastMessageTime, ratePerSecond, ...harbour } = (await feedNamed('harbour')) ?? {};
    expect(harbour).toEqual({
      name: 'harbour',
      kind: 'http',
      source: 'ais',
      state: 'live',
      rejected: { checksum: 1 },
      isSilent: false,
      silenceSeconds: 120,
      licence: 'CC BY 4.0',
    });
    expect(Date.now() - Date.parse(String(lastMessageTime))).toBeLessThan(10_000);
    expect(ratePerSecond).toBeGreaterThanOrEqual(0);
    expect(await feedNamed('archive')).toMatchObject({ source: 'replay', kind: 'http' });
  });

  it('announces a change of state once, in the stream', async () => {
    const sql = `SELECT payload->>'state' AS state FROM stream_event
      WHERE type = 'feed' AND payload->>'name' = 'harbour' ORDER BY id DESC`;
    const states = await waitFor(async () => {
      const rows = await queryDatabase<{ state: string }>(database.url, sql);
      return rows[0]?.state === 'live' ? rows.map(({ state }) => state) : null;
    });
    expect(states).toEqual(['live', 'stopped']);
  });
});

describe('a port that is in use', () => {
  it('stops the start with one message that names the setting', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const start = startService({ DATABASE_URL: database.url, AIS_TCP_PORT: String(port) });
    await expect(start).rejects.toThrow(
      `Feed "tcp" cannot listen on 127.0.0.1:${String(port)}: the port is in use. Set AIS_TCP_PORT`,
    );
    await new Promise((resolve) => other.close(resolve));
  });
});

describeWith('reference', 'the raw AMSA log over TCP', () => {
  const log = gunzipSync(
    readFileSync(referencePath('data/ais/amsa-australia-2012-01-27.raw.txt.gz')),
  );
  const lines = log
    .toString('latin1')
    .trimEnd()
    .split(/\r\n|\r|\n/).length;

  it('is accounted for line by line, junk included', async () => {
    const before = await readLineCounts(service, 'tcp');
    const rejectedBefore = await countRejected();
    await sendTcp(service.tcpPort, log);
    const counts = await waitFor(
      async () => {
        const seen = countsSince(before, await readLineCounts(service, 'tcp'));
        return sumOf(seen) >= lines ? seen : null;
      },
      { what: `${String(lines)} lines`, deadlineMs: 60_000 },
    );
    expect(lines).toBe(44_687);
    expect(sumOf(counts)).toBe(44_687);
    expect((await countRejected()) - rejectedBefore).toBe(counts.rejected);
    expect(counts.accepted).toBeGreaterThan(20_000);
    expect(counts.duplicate).toBeGreaterThan(8_000);
  });

  it('is committed whole, and nothing of it was dropped', async () => {
    await waitFor(async () => (await readMetric(service, 'porttrack_ingest_queue_messages')) === 0);
    expect(await readMetric(service, 'porttrack_ingest_dropped_total{feed="tcp"}')).toBe(0);
    expect(await readMetric(service, 'porttrack_ingest_commit_seconds_count')).toBeGreaterThan(
      15_000,
    );
  });
});
