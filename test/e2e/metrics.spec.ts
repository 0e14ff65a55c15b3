import { credentialsAt } from '../support/credentials.js';
import { startTestDatabase } from '../support/database.js';
import { freePort } from '../support/free-port.js';
import { describeWith } from '../support/real-parts.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { startService, type RunningService } from '../support/service.js';
import { waitFor } from '../support/wait-for.js';
import { readMetrics, sendUdp } from './ingest-support.js';
import { distressLine, positionLine, postLines, SseClient, Started } from './live-support.js';

type Samples = Map<string, number>;

/** Sum of the samples of one metric whose labels contain `labels`. */
function sumOf(samples: Samples, name: string, labels = ''): number {
  let sum = 0;
  for (const [sample, value] of samples) {
    const [own = ''] = sample.split('{');
    if (own === name && sample.includes(labels)) sum += value;
  }
  return sum;
}

/** Values that a label has, over all metrics of this service (Node's own have their own labels). */
function valuesOf(samples: Samples, label: string): Set<string> {
  const pattern = new RegExp(`[{,]${label}="([^"]*)"`);
  const ours = [...samples.keys()].filter((sample) => /^(porttrack|http)_/.test(sample));
  return new Set(ours.flatMap((sample) => pattern.exec(sample)?.[1] ?? []));
}

/** Metrics that alerts and dashboards hang on, and their types. */
const contract: Readonly<Record<string, 'counter' | 'gauge' | 'histogram'>> = {
  http_request_duration_seconds: 'histogram',
  http_requests_total: 'counter',
  porttrack_ais_sentences_total: 'counter',
  porttrack_ais_rejected_total: 'counter',
  porttrack_ais_messages_total: 'counter',
  porttrack_ingest_queue_messages: 'gauge',
  porttrack_ingest_queue_limit_messages: 'gauge',
  porttrack_ingest_dropped_total: 'counter',
  porttrack_ingest_commit_seconds: 'histogram',
  porttrack_positions_written_total: 'counter',
  porttrack_feed_last_message_timestamp_seconds: 'gauge',
  porttrack_feed_silence_threshold_seconds: 'gauge',
  porttrack_vessels: 'gauge',
  porttrack_stream_clients: 'gauge',
  porttrack_stream_dropped_total: 'counter',
  porttrack_dependency_up: 'gauge',
  porttrack_database_pool_connections: 'gauge',
  porttrack_outbox_lag_seconds: 'gauge',
  porttrack_webhook_deliveries_total: 'counter',
  porttrack_webhook_pending: 'gauge',
  porttrack_webhook_dead: 'gauge',
  porttrack_webhook_oldest_pending_seconds: 'gauge',
};

/** A base station's report of USCG's published sample, a text of gpsd's, and one with a wrong sum. */
const otherLines = [
  '!AIVDM,1,1,,A,403OviQuMGCqWrRO9>E6fE700@GO,0*4D',
  '!AIVDM,1,1,,A,>5?Per18=HB1U:1@E=B0m<L,2*51',
  '!AIVDM,1,1,,A,>5?Per18=HB1U:1@E=B0m<L,2*52',
  'no sentence at all',
];

describeWith('redis', 'metrics', () => {
  const started = new Started();
  let redis: TestRedis;
  let service: RunningService;

  beforeAll(async () => {
    const database = started.add(await startTestDatabase());
    redis = await startRedis(await freePort());
    started.atEnd(async () => {
      await redis.stop();
    });
    service = started.add(
      await startService({
        DATABASE_URL: database.url,
        REDIS_URL: redis.url,
        INGEST_QUEUE_MESSAGES: '2000',
      }),
    );
    await waitFor(async () => sumOf(await readMetrics(service), 'porttrack_dependency_up') === 2, {
      what: 'Redis to be up',
    });
  }, 90_000);

  afterAll(async () => {
    await started.stopAll();
  });

  it('move with traffic, each of them', async () => {
    const before = await readMetrics(service);
    // Not of positions: the flood could be too much for it.
    const client = await SseClient.open(service.url, { query: 'types=safety' });
    await postLines(service.url, [
      positionLine(1, 1),
      positionLine(1, 1),
      distressLine(1, 1),
      ...otherLines,
    ]);
    const flood = Array.from({ length: 20_000 }, (_, vessel) => positionLine(vessel, 2));
    let highest = 0;
    const flooding = sendUdp(service.udpPort, flood);
    await waitFor(
      async () => {
        const samples = await readMetrics(service);
        highest = Math.max(highest, sumOf(samples, 'porttrack_ingest_queue_messages'));
        return highest > 0 && sumOf(samples, 'porttrack_ingest_dropped_total') > 0;
      },
      { what: 'the queue to overflow', everyMs: 1 },
    );
    await flooding;
    await waitFor(
      async () => sumOf(await readMetrics(service), 'porttrack_ingest_queue_messages') === 0,
      { what: 'the queue to be written' },
    );
    await fetch(`${service.url}/api/v1/nowhere/${'x'.repeat(20)}`);
    const after = await readMetrics(service);
    const moved = (name: string, labels = ''): number =>
      sumOf(after, name, labels) - sumOf(before, name, labels);
    const route = 'method="POST",route="/api/v1/ais",status_code="200"';
    expect(moved('http_requests_total', route)).toBe(1);
    expect(moved('http_request_duration_seconds_count', route)).toBe(1);
    expect(moved('http_requests_total', 'route="/api/v1/stream"')).toBe(1);
    const sentences = 'porttrack_ais_sentences_total';
    expect(moved(sentences, 'feed="http",outcome="accepted"')).toBe(4);
    expect(moved(sentences, 'feed="http",outcome="duplicate"')).toBe(1);
    expect(moved(sentences, 'feed="http",outcome="rejected"')).toBe(1);
    expect(moved(sentences, 'feed="http",outcome="ignored"')).toBe(1);
    expect(moved('porttrack_ais_rejected_total', 'feed="http",reason="checksum"')).toBe(1);
    expect(moved('porttrack_ais_messages_total', 'type="4"')).toBe(1);
    expect(moved('porttrack_ais_messages_total', 'type="14"')).toBe(1);
    expect(highest).toBeGreaterThan(0);
    expect(sumOf(after, 'porttrack_ingest_queue_limit_messages')).toBe(2000);
    expect(moved('porttrack_feed_silence_threshold_seconds', 'feed="http"')).toBe(120);
    expect(moved('porttrack_ingest_dropped_total', 'feed="udp"')).toBeGreaterThan(0);
    expect(moved('porttrack_ingest_commit_seconds_count')).toBeGreaterThan(100);
    expect(moved('porttrack_positions_written_total')).toBeGreaterThan(100);
    expect(moved('porttrack_feed_last_message_timestamp_seconds', 'feed="http"')).toBeGreaterThan(
      1.7e9,
    );
    expect(moved('porttrack_vessels', 'state="under-way"')).toBeGreaterThan(100);
    expect(moved('porttrack_stream_clients')).toBe(1);
    expect(sumOf(after, 'porttrack_database_pool_connections')).toBeGreaterThan(0);
    expect(sumOf(after, 'nodejs_heap_size_total_bytes')).toBeGreaterThan(0);
    expect(sumOf(after, 'process_cpu_seconds_total')).toBeGreaterThan(0);
    client.close();
  }, 60_000);

  it('count a client that was too slow', async () => {
    const client = await SseClient.open(service.url, { query: 'types=position' });
    client.response.pause();
    const slow = 'reason="slow-client"';
    const before = sumOf(await readMetrics(service), 'porttrack_stream_dropped_total', slow);
    for (let step = 10; step < 40; step += 1) {
      for (let first = 0; first < 14_400; first += 900) {
        const lines = Array.from({ length: 900 }, (_, index) => positionLine(first + index, step));
        await postLines(service.url, lines);
      }
      const samples = await readMetrics(service);
      if (sumOf(samples, 'porttrack_stream_dropped_total', slow) > before) break;
    }
    const after = await readMetrics(service);
    expect(sumOf(after, 'porttrack_stream_dropped_total', slow)).toBe(before + 1);
    client.close();
  }, 120_000);

  it('show a dependency that went away', async () => {
    await redis.stop();
    await waitFor(
      async () =>
        sumOf(await readMetrics(service), 'porttrack_dependency_up', 'dependency="redis"') === 0,
      { what: 'Redis to be down' },
    );
    const samples = await readMetrics(service);
    expect(sumOf(samples, 'porttrack_dependency_up', 'dependency="database"')).toBe(1);
  });

  it('have the names and labels of the contract, and their types', async () => {
    const text = await (await fetch(`${service.opsUrl}/metrics`)).text();
    for (const [name, type] of Object.entries(contract)) {
      expect(text).toContain(`# TYPE ${name} ${type}`);
    }
    const ours = [...text.matchAll(/^# TYPE (porttrack_\w+|http_\w+) /gm)].map(([, name]) => name);
    expect(ours.sort()).toEqual(Object.keys(contract).sort());
  });

  it('keep their labels within bounds, whatever comes', async () => {
    const before = await readMetrics(service);
    for (let index = 0; index < 20; index += 1) {
      await fetch(`${service.url}/api/v1/vessels/${String(100_000_000 + index)}`);
      await fetch(`${service.url}/nowhere/${String(index)}?q=${String(index)}`);
      await fetch(`${service.url}/api/v1/ais?feed=feed${String(index)}`, {
        method: 'POST',
        headers: { ...(await credentialsAt(service.url, 'feed')), 'content-type': 'text/plain' },
        body: 'x',
      });
      await fetch(`${service.url}/api/v1/positions`, { method: 'PROPFIND' });
    }
    // Every number that the type field can hold.
    const strange = Array.from({ length: 64 }, (_, type) =>
      withSum(`AIVDM,1,1,,A,${sixbit(type)}`),
    );
    await postLines(service.url, strange);
    const after = await readMetrics(service);
    for (const label of ['feed', 'reason', 'outcome', 'state', 'dependency']) {
      expect(new Set([...valuesOf(after, label)].filter((value) => /\d/.test(value)))).toEqual(
        new Set(),
      );
    }
    expect(
      [...valuesOf(after, 'type')].every((type) => type === 'other' || Number(type) <= 28),
    ).toBe(true);
    expect([...valuesOf(after, 'method')].sort()).toEqual(['GET', 'OTHER', 'POST']);
    const fresh = [...valuesOf(after, 'route')].filter(
      (route) => !valuesOf(before, 'route').has(route),
    );
    expect(fresh.sort()).toEqual(['/api/v1/positions', '/api/v1/vessels/:id']);
  });
});

/** The message's first character says its type; the rest is nothing that any type would take. */
function sixbit(type: number): string {
  return `${String.fromCharCode(type < 40 ? type + 48 : type + 56)}5?Per18=HB1U:1@E=B0m<L,2`;
}

function withSum(body: string): string {
  let sum = 0;
  for (const byte of Buffer.from(body)) sum ^= byte;
  return `!${body}*${sum.toString(16).toUpperCase().padStart(2, '0')}`;
}
