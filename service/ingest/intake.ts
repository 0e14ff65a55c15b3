import { Inject, Injectable } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import { CONFIG, type Config } from '../config/config.js';
import { IngestMetrics } from '../metrics/ingest-metrics.js';
import { Deduper } from './deduper.js';
import { FeatureStore } from './feature-store.js';
import type { Feed } from './feed.js';
import { FeedPipeline, type PipelineContext, type Room } from './feed-pipeline.js';
import { IngestQueue, type QueuedMessage, type Ticket } from './ingest-queue.js';
import { IngestWriter, type WriteObserver } from './ingest-writer.js';

const DAY_MS = 24 * 3600_000;
/** How often overdue fragments are settled, milliseconds. */
const SWEEP_MS = 1_000;

/** One way in: every stream of every feed leads into one queue, and one writer empties it. */
@Injectable()
export class Intake implements PipelineContext {
  readonly queue: IngestQueue;
  readonly writer: IngestWriter;
  readonly deduper = new Deduper<number>();
  readonly retentionMs: number;
  readonly #pipelines = new Set<FeedPipeline>();
  readonly #room: Room;
  readonly #sweeper: NodeJS.Timeout;

  constructor(
    @Inject(CONFIG) config: Config,
    readonly clock: Clock,
    metrics: IngestMetrics,
    store: FeatureStore,
  ) {
    const queue = new IngestQueue(config.ingestQueueMessages);
    this.queue = queue;
    this.writer = new IngestWriter(queue, store, observerOf(metrics), clock);
    this.retentionMs = config.positionsRetentionDays * DAY_MS;
    this.#room = {
      get hasRoom() {
        return queue.hasRoom;
      },
      push: (message) => queue.push(message),
    };
    metrics.watchQueue(() => queue.size, config.ingestQueueMessages);
    this.#sweeper = setInterval(() => {
      for (const pipeline of this.#pipelines) pipeline.sweep();
    }, SWEEP_MS);
    this.#sweeper.unref();
  }

  /** Begins a stream of lines of a connection or a sender. Ended with `FeedPipeline.end`. */
  open(feed: Feed): FeedPipeline {
    const route = { feed, room: this.#room, ticket: null };
    const pipeline = new FeedPipeline(this, route, (ended) => this.#pipelines.delete(ended));
    this.#pipelines.add(pipeline);
    return pipeline;
  }

  /** Begins the stream of a request, whose messages go into `room` and are counted on `ticket`. */
  openRequest(feed: Feed, room: Room, ticket: Ticket): FeedPipeline {
    return new FeedPipeline(this, { feed, room, ticket });
  }

  /**
   * Writes what waits and ends.
   * @returns how many messages could not be written within `timeoutMs`.
   */
  async close(timeoutMs: number): Promise<number> {
    clearInterval(this.#sweeper);
    await this.writer.flush(timeoutMs);
    this.writer.stop();
    return this.queue.size;
  }
}

function observerOf(metrics: IngestMetrics): WriteObserver {
  return {
    committed: (messages: readonly QueuedMessage[], committedAt: number) => {
      for (const { reception } of messages) {
        metrics.committedAfter(Math.max(0, committedAt - reception.receivedAt) / 1000);
      }
    },
    lost: (message) => {
      metrics.dropped(message.reception.feed);
    },
  };
}
