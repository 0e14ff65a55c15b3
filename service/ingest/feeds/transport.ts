import type { Clock } from '../../clock/clock.js';
import type { Feed } from '../feed.js';
import type { FeedPipeline } from '../feed-pipeline.js';
import type { IngestQueue } from '../ingest-queue.js';

/** What a transport needs to turn bytes into messages. */
export interface TransportContext {
  readonly queue: IngestQueue;
  readonly clock: Clock;
  /** Begins a stream of lines of its own: a connection, a peer. Ended with `FeedPipeline.end`. */
  open(feed: Feed): FeedPipeline;
}

/** A feed that reads by itself, from start to stop. */
export interface FeedTransport {
  readonly feed: Feed;
  /** @throws FeedStartError when its port cannot be had. */
  start(): Promise<void>;
  /** Stops reading; what was read is in the queue. Never rejects. */
  stop(): Promise<void>;
}
