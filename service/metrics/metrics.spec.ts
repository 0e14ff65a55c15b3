import { IngestMetrics } from './ingest-metrics.js';
import { MetricsRegistry } from './metrics-registry.js';
import { StateMetrics } from './state-metrics.js';
import { StreamMetrics } from './stream-metrics.js';

/** The lines of one metric, without comments, as Prometheus reads them. */
async function linesOf(registry: MetricsRegistry, name: string): Promise<string[]> {
  const text = await registry.getSingleMetricAsString(name);
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

describe('IngestMetrics', () => {
  let registry: MetricsRegistry;
  let metrics: IngestMetrics;

  beforeEach(() => {
    registry = new MetricsRegistry();
    metrics = new IngestMetrics(registry);
  });

  it('counts sentences by feed and outcome, and does not count them again', async () => {
    metrics.sentence('tcp', 'accepted');
    metrics.sentence('tcp', 'accepted', 2);
    metrics.sentence('udp', 'duplicate');
    const expected = [
      'porttrack_ais_sentences_total{feed="tcp",outcome="accepted"} 3',
      'porttrack_ais_sentences_total{feed="udp",outcome="duplicate"} 1',
    ];
    expect(await linesOf(registry, 'porttrack_ais_sentences_total')).toEqual(expected);
    expect(await linesOf(registry, 'porttrack_ais_sentences_total')).toEqual(expected);
  });

  it('counts rejections by reason', async () => {
    metrics.rejected('tcp', 'checksum', 4);
    expect(await linesOf(registry, 'porttrack_ais_rejected_total')).toEqual([
      'porttrack_ais_rejected_total{feed="tcp",reason="checksum"} 4',
    ]);
  });

  it('has no more types of message than there are', async () => {
    for (const type of [1, 28, 0, 29, 63, 1.5, NaN]) metrics.message(type);
    expect(await linesOf(registry, 'porttrack_ais_messages_total')).toEqual([
      'porttrack_ais_messages_total{type="1"} 1',
      'porttrack_ais_messages_total{type="28"} 1',
      'porttrack_ais_messages_total{type="other"} 5',
    ]);
  });

  it('shows every outcome of a declared feed from the start', async () => {
    metrics.declareFeed('tcp');
    expect(await linesOf(registry, 'porttrack_ais_sentences_total')).toHaveLength(5);
    expect(await linesOf(registry, 'porttrack_ingest_dropped_total')).toEqual([
      'porttrack_ingest_dropped_total{feed="tcp"} 0',
    ]);
  });

  it('reads the queue when it is asked', async () => {
    let length = 7;
    metrics.watchQueue(() => length, 20);
    expect(await linesOf(registry, 'porttrack_ingest_queue_limit_messages')).toEqual([
      'porttrack_ingest_queue_limit_messages 20',
    ]);
    expect(await linesOf(registry, 'porttrack_ingest_queue_messages')).toEqual([
      'porttrack_ingest_queue_messages 7',
    ]);
    length = 0;
    expect(await linesOf(registry, 'porttrack_ingest_queue_messages')).toEqual([
      'porttrack_ingest_queue_messages 0',
    ]);
  });

  it('shows how long a feed that is expected may be silent', async () => {
    expect(await linesOf(registry, 'porttrack_feed_silence_threshold_seconds')).toEqual([]);
    metrics.expectFeed('north', 60);
    expect(await linesOf(registry, 'porttrack_feed_silence_threshold_seconds')).toEqual([
      'porttrack_feed_silence_threshold_seconds{feed="north"} 60',
    ]);
  });

  it('gives the last message of a feed in seconds', async () => {
    metrics.feedLastMessage('tcp', 1_700_000_000_500);
    expect(await linesOf(registry, 'porttrack_feed_last_message_timestamp_seconds')).toEqual([
      'porttrack_feed_last_message_timestamp_seconds{feed="tcp"} 1700000000.5',
    ]);
  });
});

describe('StateMetrics', () => {
  let registry: MetricsRegistry;
  let metrics: StateMetrics;

  beforeEach(() => {
    registry = new MetricsRegistry();
    metrics = new StateMetrics(registry);
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('counts vessels by state', async () => {
    metrics.watchVessels(() => ({ moored: 3, 'under-way': 12 }));
    expect(await linesOf(registry, 'porttrack_vessels')).toEqual([
      'porttrack_vessels{state="moored"} 3',
      'porttrack_vessels{state="under-way"} 12',
    ]);
  });

  it('shows a dependency as down that fails or does not answer in a second', async () => {
    jest.useFakeTimers();
    metrics.watchDependency('database', () => Promise.resolve(true));
    metrics.watchDependency('redis', () => Promise.reject(new Error('refused')));
    metrics.watchDependency('frozen', () => new Promise(() => undefined));
    const lines = linesOf(registry, 'porttrack_dependency_up');
    await jest.advanceTimersByTimeAsync(1000);
    expect((await lines).sort()).toEqual([
      'porttrack_dependency_up{dependency="database"} 1',
      'porttrack_dependency_up{dependency="frozen"} 0',
      'porttrack_dependency_up{dependency="redis"} 0',
    ]);
  });

  it('adds the connections of all pools up', async () => {
    metrics.watchPool(() => ({ idle: 1, used: 2, waiting: 0 }));
    metrics.watchPool(() => ({ idle: 3, used: 0, waiting: 4 }));
    expect(await linesOf(registry, 'porttrack_database_pool_connections')).toEqual([
      'porttrack_database_pool_connections{state="idle"} 4',
      'porttrack_database_pool_connections{state="used"} 2',
      'porttrack_database_pool_connections{state="waiting"} 4',
    ]);
  });
});

describe('StreamMetrics', () => {
  it('shows clients as they are, and every reason from the start', async () => {
    const registry = new MetricsRegistry();
    const metrics = new StreamMetrics(registry);
    metrics.watchClients(() => 4);
    metrics.dropped('slow-client');
    expect(await linesOf(registry, 'porttrack_stream_clients')).toEqual([
      'porttrack_stream_clients 4',
    ]);
    expect((await linesOf(registry, 'porttrack_stream_dropped_total')).sort()).toEqual([
      'porttrack_stream_dropped_total{reason="shutdown"} 0',
      'porttrack_stream_dropped_total{reason="slow-client"} 1',
      'porttrack_stream_dropped_total{reason="too-many-clients"} 0',
    ]);
  });
});
