import type { StreamEvent } from '../events/stream-event.js';
import { eventFrame, goodbyeFrame, type GoodbyeReason } from './frames.js';
import { keyOf } from './recent-events.js';
import type { StreamFilter } from './stream-filter.js';

/** What a client is written to: the response, or in a test something like it. */
export interface StreamSink {
  /** False when the client reads too slowly; `drain` is emitted once it has caught up. */
  write(chunk: string | Buffer): boolean;
  end(): unknown;
  destroy(): unknown;
  on(event: 'drain' | 'close', listener: () => void): unknown;
}

/** How much a client may lag behind. */
export interface ClientLimits {
  /** Events that wait at most, the newest of each key counted once. */
  readonly pendingEvents: number;
  /** Longest that a client may take in nothing, milliseconds. */
  readonly stalledMs: number;
  /** Time to take in the goodbye, milliseconds. */
  readonly goodbyeMs: number;
}

/** What the client needs of its surroundings. */
export interface ClientSurroundings {
  readonly limits: ClientLimits;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Called once, with the reason when it was the service that ended the stream. */
  readonly onEnd: (reason: GoodbyeReason | null) => void;
}

/**
 * One client of the stream. While it reads slowly only the newest event of each key waits for it;
 * when even that is too much, or it takes in nothing, it is sent away.
 */
export class StreamClient {
  private readonly pending = new Map<string, StreamEvent>();
  private blockedAt: number | null = null;
  private isOver = false;

  /** @param after number up to which the client has everything. */
  constructor(
    readonly filter: StreamFilter,
    public after: number,
    private readonly sink: StreamSink,
    private readonly surroundings: ClientSurroundings,
  ) {
    sink.on('drain', () => {
      this.resume();
    });
    sink.on('close', () => {
      this.finish(null);
    });
  }

  /** Sends `events`, which have passed the filter; `chunk` is their text, shared by all clients. */
  send(events: readonly StreamEvent[], chunk: Buffer | string): void {
    if (this.isOver || events.length === 0) return;
    if (this.blockedAt === null) {
      this.write(chunk);
      return;
    }
    for (const event of events) {
      const key = keyOf(event);
      this.pending.delete(key);
      this.pending.set(key, event);
    }
    this.checkPatience();
  }

  /** Sends a frame that matters only now; a slow client does without. */
  sendNow(frame: string): void {
    if (this.isOver) return;
    if (this.blockedAt === null) this.write(frame);
    else this.checkPatience();
  }

  /** Ends the stream with the reason as its last event. */
  goodbye(reason: GoodbyeReason): void {
    if (this.isOver) return;
    this.sink.write(goodbyeFrame(reason));
    this.sink.end();
    const timer = setTimeout(() => this.sink.destroy(), this.surroundings.limits.goodbyeMs);
    timer.unref();
    this.sink.on('close', () => {
      clearTimeout(timer);
    });
    this.finish(reason);
  }

  private write(chunk: string | Buffer): void {
    if (!this.sink.write(chunk)) this.blockedAt = this.surroundings.now();
  }

  private resume(): void {
    if (this.isOver || this.blockedAt === null) return;
    this.blockedAt = null;
    if (this.pending.size === 0) return;
    const frames = [...this.pending.values()].map(eventFrame).join('');
    this.pending.clear();
    this.write(frames);
  }

  private checkPatience(): void {
    const { limits, now } = this.surroundings;
    const isStalled = this.blockedAt !== null && now() - this.blockedAt > limits.stalledMs;
    if (isStalled || this.pending.size > limits.pendingEvents) this.goodbye('slow-client');
  }

  private finish(reason: GoodbyeReason | null): void {
    if (this.isOver) return;
    this.isOver = true;
    this.pending.clear();
    this.surroundings.onEnd(reason);
  }
}
