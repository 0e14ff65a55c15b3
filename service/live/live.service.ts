import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import type { CommittedBatch, StreamEvent } from '../events/stream-event.js';
import { StreamFollower } from '../events/stream-follower.js';
import { StreamMetrics } from '../metrics/stream-metrics.js';
import { UnavailableError } from '../problem/domain-error.js';
import { ClientGroups } from './client-groups.js';
import { eventFrame, heartbeatFrame, openingFrame, resetFrame } from './frames.js';
import type { LiveQuery } from './live.dto.js';
import { Resumption, type ResumePoint } from './resumption.js';
import { StreamClient, type StreamSink } from './stream-client.js';
import { streamFilter, type StreamFilter } from './stream-filter.js';

/** Times of the stream, milliseconds. */
const heartbeatMs = 15_000;
/** Clients are written to at most this often, however small the batches come. */
const paceMs = 100;
const limits = { pendingEvents: 5000, stalledMs: 30_000, goodbyeMs: 10_000 };
const mostClients = 5000;

/** Who gets what of the stream: every client what its filter passes, each number once, in order. */
@Injectable()
export class LiveService implements OnModuleInit, OnModuleDestroy {
  private readonly groups = new ClientGroups();
  private waiting: StreamEvent[] = [];
  private flushTimer: NodeJS.Timeout | null = null;
  private heartbeatTimer: NodeJS.Timeout | null = null;
  private lastFlush = 0;
  private isClosed = false;
  private unsubscribe: (() => void)[] = [];

  constructor(
    private readonly follower: StreamFollower,
    private readonly resumption: Resumption,
    private readonly metrics: StreamMetrics,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.metrics.watchClients(() => this.groups.size);
    this.unsubscribe = [
      this.follower.subscribe((batch) => {
        this.take(batch);
      }),
      this.follower.onRewind(() => {
        this.rewind();
      }),
    ];
    this.heartbeatTimer = setInterval(() => {
      this.heartbeat();
    }, heartbeatMs);
    this.heartbeatTimer.unref();
  }

  onModuleDestroy(): void {
    this.close();
    for (const end of this.unsubscribe) end();
    if (this.heartbeatTimer !== null) clearInterval(this.heartbeatTimer);
    if (this.flushTimer !== null) clearTimeout(this.flushTimer);
  }

  /**
   * Where a new client begins: now, or after what it has last received.
   * @throws {UnavailableError} when there is no room, or the service is stopping or not yet started.
   */
  async admit(lastEventId: string | null): Promise<ResumePoint> {
    if (this.groups.size >= mostClients) {
      this.metrics.dropped('too-many-clients');
      throw new UnavailableError('There are too many clients on the stream.', 10);
    }
    if (this.isClosed || this.follower.position === null) {
      throw new UnavailableError('The stream is not open.', 2);
    }
    if (lastEventId !== null) return await this.resumption.pointAfter(lastEventId);
    return { kind: 'resume', after: this.follower.position, missed: [] };
  }

  /** Writes to `sink` from `point` on, until one of both ends it. */
  connect(query: LiveQuery, point: ResumePoint, sink: StreamSink): StreamClient {
    const filter = streamFilter(query);
    const position = this.follower.position ?? 0;
    const missed = this.missedSince(point, filter);
    const after = point.kind === 'resume' ? Math.max(point.after, position) : position;
    const client = new StreamClient(filter, after, sink, {
      limits,
      now: () => this.clock.now(),
      onEnd: (reason) => {
        this.groups.remove(client);
        // Whoever signs in again comes back: nothing was wrong with the stream.
        if (reason !== null && reason !== 'signed-out') this.metrics.dropped(reason);
      },
    });
    this.groups.add(client);
    client.sendNow(openingFrame(missed?.[0] === undefined ? after : missed[0].id - 1));
    if (missed === null) {
      const reason = point.kind === 'reset' ? point.reason : 'too-old';
      client.sendNow(resetFrame(position, reason));
    } else {
      client.send(missed, missed.map(eventFrame).join(''));
    }
    if (this.isClosed) client.goodbye('shutdown');
    return client;
  }

  /** Sends what is waiting, then tells every client that the service stops. No client is let in afterwards. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.flush();
    for (const client of this.groups.clients()) client.goodbye('shutdown');
  }

  /** `null` when it cannot be given. */
  private missedSince(point: ResumePoint, filter: StreamFilter): StreamEvent[] | null {
    if (point.kind === 'reset' || point.after < this.resumption.recent.floor) return null;
    const recent = this.resumption.recent.since(point.after);
    return [...point.missed, ...recent].filter((event) => filter.passes(event));
  }

  private take(batch: CommittedBatch): void {
    const events = this.resumption.remember(batch);
    if (this.isClosed || this.groups.size === 0 || events.length === 0) return;
    for (const event of events) this.waiting.push(event);
    if (this.flushTimer !== null) return;
    const pause = Math.max(0, this.lastFlush + paceMs - this.clock.now());
    this.flushTimer = setTimeout(
      () => {
        this.flush();
      },
      Math.min(pause, paceMs),
    );
  }

  private flush(): void {
    if (this.flushTimer !== null) clearTimeout(this.flushTimer);
    this.flushTimer = null;
    this.lastFlush = this.clock.now();
    const events = this.waiting;
    this.waiting = [];
    this.groups.send(events);
  }

  private heartbeat(): void {
    this.flush();
    this.resumption.forgetShared();
    const position = this.follower.position ?? 0;
    const frame = heartbeatFrame(position);
    for (const client of this.groups.clients()) {
      client.sendNow(client.after > position ? heartbeatFrame(client.after) : frame);
    }
  }

  private rewind(): void {
    const position = this.follower.position ?? 0;
    this.waiting = [];
    this.resumption.restart(position);
    for (const client of this.groups.clients()) {
      client.after = position;
      client.sendNow(resetFrame(position, 'rewound'));
    }
  }
}
