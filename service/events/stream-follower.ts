import { Logger } from '@nestjs/common';
import type { BatchListener } from './event-bus.js';
import type { CommittedBatch, StreamEvent } from './stream-event.js';
import type { CatchUpSource, StreamReader } from './stream-reader.js';

/** How patient a follower is; milliseconds. */
export interface FollowerTimes {
  /** How long a batch that came too early waits for the ones before it. At most 250. */
  readonly holdBackMs: number;
  /** How often the database is asked for its position, should nobody have told us. */
  readonly pollMs: number;
}

const defaultTimes: FollowerTimes = { holdBackMs: 250, pollMs: 1000 };

/** Events held back at most; above that they are read from the database instead. */
const maxHeldEvents = 20_000;

/**
 * Puts the batches of all writers in order, without gaps: one that is offered early is held back
 * a moment, what never comes is read from the database. Being told is only a hint: with nobody
 * telling, polling alone delivers everything.
 */
export class StreamFollower {
  private readonly log = new Logger(StreamFollower.name);
  private readonly listeners = new Set<BatchListener>();
  private readonly rewindListeners = new Set<() => void>();
  private readonly sources: CatchUpSource[] = [];
  private readonly times: FollowerTimes;
  private held: CommittedBatch[] = [];
  private last: number | null = null;
  private isStopped = false;
  private isFilling = false;
  private isUnreadable = false;
  private holdTimer: NodeJS.Timeout | null = null;
  private pollTimer: NodeJS.Timeout | null = null;

  constructor(
    private readonly reader: StreamReader,
    times: Partial<FollowerTimes> = {},
  ) {
    this.times = { ...defaultTimes, ...times };
  }

  /** Number up to which everything has been delivered; `null` until the database has answered. */
  get position(): number | null {
    return this.last;
  }

  /** Starts at the database's present position. Keeps trying when it does not answer. */
  async start(): Promise<void> {
    if (this.pollTimer !== null || this.isStopped) return;
    await this.poll();
  }

  /** Ends polling; nothing is delivered afterwards. */
  stop(): void {
    this.isStopped = true;
    this.held = [];
    if (this.holdTimer !== null) clearTimeout(this.holdTimer);
    if (this.pollTimer !== null) clearTimeout(this.pollTimer);
  }

  /** Adds a feature's way of giving again what was missed. */
  registerCatchUp(source: CatchUpSource): void {
    this.sources.push(source);
  }

  /** See `EventBus.subscribe`. */
  subscribe(listener: BatchListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Calls `listener` when the database went back to an earlier number (restored from a backup). */
  onRewind(listener: () => void): () => void {
    this.rewindListeners.add(listener);
    return () => this.rewindListeners.delete(listener);
  }

  /** A batch that somebody has committed: delivered now, or as soon as those before it are. */
  offer(batch: CommittedBatch): void {
    if (this.isStopped) return;
    if (this.last === null || batch.from > this.last) {
      this.hold(batch);
      return;
    }
    this.deliver(batch);
    this.releaseHeld();
  }

  /** Somebody has committed up to `position`, but did not say what: it is read if nobody does. */
  announce(position: number): void {
    if (this.last !== null && position > this.last) this.armHoldTimer();
  }

  /**
   * Everything with a number above `afterId`, in order, up to the database's present position:
   * of state the newest of each key, of happenings all that are kept.
   */
  async readSince(afterId: number): Promise<CommittedBatch> {
    return await this.reader.read(async (snapshot) => {
      const events: StreamEvent[] = [];
      for (const source of this.sources) {
        for (const event of await source.loadSince(snapshot, afterId)) events.push(event);
      }
      events.sort((a, b) => a.id - b.id);
      return { from: afterId, to: snapshot.position, events };
    });
  }

  private hold(batch: CommittedBatch): void {
    this.held.push(batch);
    const heldEvents = this.held.reduce((sum, one) => sum + one.events.length, 0);
    if (heldEvents > maxHeldEvents) this.held = [];
    this.armHoldTimer();
  }

  private armHoldTimer(): void {
    if (this.holdTimer !== null || this.isStopped) return;
    this.holdTimer = setTimeout(() => {
      this.holdTimer = null;
      void this.fillGap();
    }, this.times.holdBackMs);
    this.holdTimer.unref();
  }

  /** Delivers the held batches that now join on, in order. */
  private releaseHeld(): void {
    this.held.sort((a, b) => a.from - b.from);
    for (const batch of this.held) {
      if (this.last !== null && batch.from <= this.last) this.deliver(batch);
    }
    this.held = this.held.filter((batch) => this.last === null || batch.to > this.last);
    if (this.held.length > 0) this.armHoldTimer();
  }

  private deliver(batch: CommittedBatch): void {
    const from = this.last ?? batch.from;
    if (batch.to <= from) return;
    const isWhole = batch.from === from;
    const next: CommittedBatch = isWhole
      ? batch
      : { from, to: batch.to, events: batch.events.filter((event) => event.id > from) };
    this.last = batch.to;
    for (const listener of this.listeners) {
      try {
        listener(next);
      } catch (error) {
        this.log.error(error, 'A listener failed on a batch');
      }
    }
  }

  private async fillGap(): Promise<void> {
    if (this.isFilling || this.isStopped || this.last === null) return;
    this.isFilling = true;
    try {
      const batch = await this.readSince(this.last);
      if (!this.hasStopped()) {
        this.deliver(batch);
        this.releaseHeld();
      }
    } catch (error) {
      // The next poll tries again: nothing is lost, only late.
      this.reportUnreadable(error);
    } finally {
      this.isFilling = false;
    }
  }

  private async poll(): Promise<void> {
    const before = this.last;
    try {
      const position = await this.reader.position();
      this.isUnreadable = false;
      if (!this.hasStopped()) this.compare(position, before);
    } catch (error) {
      this.reportUnreadable(error);
    }
    if (this.hasStopped()) return;
    this.pollTimer = setTimeout(() => void this.poll(), this.times.pollMs);
    this.pollTimer.unref();
  }

  /** `before` is what had been delivered when the database was asked. */
  private compare(position: number, before: number | null): void {
    if (this.last === null) {
      this.last = position;
      this.releaseHeld();
    } else if (before !== null && position < before) {
      this.rewind(position);
    } else if (position > this.last) {
      this.armHoldTimer();
    }
  }

  private rewind(position: number): void {
    this.log.warn(
      `The stream went back from ${this.last ?? 0} to ${position}: starting again there`,
    );
    this.last = position;
    this.held = [];
    for (const listener of this.rewindListeners) listener();
  }

  private reportUnreadable(error: unknown): void {
    if (!this.isUnreadable) this.log.warn(error, 'The stream cannot be read; trying again');
    this.isUnreadable = true;
  }

  private hasStopped(): boolean {
    return this.isStopped;
  }
}
