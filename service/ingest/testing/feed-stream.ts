import { type EncodableMessage, encodeMessage, type EncodeOptions } from '../../ais/encoder.js';
import { mmsiFromNumber } from '../../ais/mmsi.js';
import { Clock } from '../../clock/clock.js';
import type { FeedConfig } from '../../config/config.js';
import { IngestMetrics } from '../../metrics/ingest-metrics.js';
import { MetricsRegistry } from '../../metrics/metrics-registry.js';
import { Deduper } from '../deduper.js';
import { Feed } from '../feed.js';
import { FeedPipeline } from '../feed-pipeline.js';
import { IngestQueue, type QueuedMessage } from '../ingest-queue.js';

/** For specs: a clock that stands still until it is set. */
export class SetClock extends Clock {
  constructor(public time = Date.UTC(2026, 2, 1, 12)) {
    super();
  }

  override now(): number {
    return this.time;
  }
}

/** For specs: a feed as `AIS_FEEDS` could name it. */
export function newFeedConfig(choices: Partial<FeedConfig> = {}): FeedConfig {
  return {
    name: 'north',
    kind: 'tcp-server',
    host: '127.0.0.1',
    port: 0,
    source: 'ais',
    timePolicy: 'receiver',
    silenceSeconds: 120,
    licence: null,
    ...choices,
  };
}

/** For specs: the sentences of a position report, one string with ends of line. */
export function positionLine(
  choices: Partial<Extract<EncodableMessage, { kind: 'position' }>> = {},
  options: EncodeOptions = {},
): string {
  const base = { kind: 'position', type: 1, mmsi: mmsiFromNumber(503_000_001) } as const;
  const place = { lon: 151.25, lat: -23.8, sogKnots: 7 };
  return encodeMessage({ ...base, ...place, ...choices }, options)
    .map((line) => `${line}\r\n`)
    .join('');
}

/** For specs: one process' way in, without its writer. */
export class FeedStream {
  readonly clock = new SetClock();
  readonly registry = new MetricsRegistry();
  readonly metrics = new IngestMetrics(this.registry);
  readonly queue: IngestQueue;
  readonly deduper = new Deduper<number>();

  constructor(
    capacity = 1_000,
    readonly retentionMs = 30 * 24 * 3600_000,
  ) {
    this.queue = new IngestQueue(capacity);
  }

  /** A stream of a feed of its own. */
  open(choices: Partial<FeedConfig> = {}): FeedPipeline {
    const feed = new Feed(newFeedConfig(choices), this.metrics);
    const { queue } = this;
    const room = {
      get hasRoom() {
        return queue.hasRoom;
      },
      push: (message: QueuedMessage) => queue.push(message),
    };
    return new FeedPipeline(this, { feed, room, ticket: null });
  }

  /** Takes everything that waits, as the writer does. */
  take(): QueuedMessage[] {
    return this.queue.take(this.queue.capacity);
  }
}

/** For specs: bytes of text, one a character. */
export function bytes(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}
