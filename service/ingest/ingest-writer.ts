import { Logger } from '@nestjs/common';

import type { Clock } from '../clock/clock.js';
import type { IngestQueue, QueuedMessage } from './ingest-queue.js';
import { isOutage } from './outage.js';

/** A batch is written when it has this many messages ... */
const BATCH_MESSAGES = 5_000;
/** ... or its first one has waited this long, milliseconds. */
const BATCH_MS = 250;
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 2_000;
/** Lost messages are each counted; the log names so many of a batch. */
const MAX_LOGGED_LOSSES = 5;

/** Writes messages in one transaction: all of them, or none and it rejects. */
export interface MessageStore {
  write(messages: readonly QueuedMessage[]): Promise<void>;
}

/** Told how a batch ended, for the metrics. */
export interface WriteObserver {
  /** @param committedAt our clock, epoch ms. */
  committed(messages: readonly QueuedMessage[], committedAt: number): void;
  /** A message that no transaction takes was given up. */
  lost(message: QueuedMessage): void;
}

interface Waiter {
  readonly number: number;
  /** @param isSettled false when it will not happen, or not in time. */
  readonly resolve: (isSettled: boolean) => void;
}

/**
 * Takes batches from the queue and stores them, one after the other, in order. While the database
 * is away the batch in hand is tried again and the queue keeps the rest. A batch that the database
 * refuses is halved until the one message that it refuses is alone; that one is given up.
 */
export class IngestWriter {
  readonly #log = new Logger(IngestWriter.name);
  #settled = 0;
  #waiters: Waiter[] = [];
  #timer: NodeJS.Timeout | null = null;
  /** Ends the pause before the next try. */
  #retry: (() => void) | null = null;
  #isWriting = false;
  #isHurried = false;
  #isStopped = false;
  #lastCommitAt: number | null = null;
  #isAway = false;

  constructor(
    private readonly queue: IngestQueue,
    private readonly store: MessageStore,
    private readonly observer: WriteObserver,
    private readonly clock: Clock,
  ) {
    queue.onPush(() => {
      this.#schedule();
    });
  }

  /** When a batch was last committed, epoch ms; `null` before the first. */
  get lastCommitAt(): number | null {
    return this.#lastCommitAt;
  }

  /** Whether the last attempt to write failed because the database was away. */
  get isDatabaseAway(): boolean {
    return this.#isAway;
  }

  /**
   * Waits until the message with this number (`IngestQueue.lastNumber`), and with it all before it,
   * is committed or lost.
   * @returns false when that did not happen within `timeoutMs`, or the writer was stopped.
   */
  async whenSettled(number: number, timeoutMs: number): Promise<boolean> {
    if (number <= this.#settled) return true;
    if (this.#isStopped) return false;
    return await new Promise<boolean>((resolve) => {
      const waiter: Waiter = {
        number,
        resolve: (isSettled) => {
          clearTimeout(timer);
          resolve(isSettled);
        },
      };
      const timer = setTimeout(() => {
        this.#waiters = this.#waiters.filter((one) => one !== waiter);
        resolve(false);
      }, timeoutMs);
      this.#waiters.push(waiter);
    });
  }

  /**
   * Writes all that waits without delay.
   * @returns false when it could not be committed within `timeoutMs`.
   */
  async flush(timeoutMs: number): Promise<boolean> {
    this.#isHurried = true;
    this.#retry?.();
    this.#schedule();
    const isFlushed = await this.whenSettled(this.queue.lastNumber, timeoutMs);
    this.#isHurried = false;
    return isFlushed;
  }

  /** Gives up trying; what is in the queue is not written any more. */
  stop(): void {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#retry?.();
    for (const waiter of this.#waiters) waiter.resolve(false);
    this.#waiters = [];
  }

  #schedule(): void {
    if (this.#isStopped || this.#isWriting || this.queue.waiting === 0) return;
    if (this.#isHurried || this.queue.waiting >= BATCH_MESSAGES) {
      void this.#writeAll();
      return;
    }
    this.#timer ??= setTimeout(() => {
      void this.#writeAll();
    }, BATCH_MS);
  }

  async #writeAll(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#isWriting) return;
    this.#isWriting = true;
    do {
      const batch = this.queue.take(BATCH_MESSAGES);
      const losses = { count: 0 };
      await this.#writeBatch(batch, losses);
      if (losses.count > MAX_LOGGED_LOSSES) {
        this.#log.error(`${losses.count} messages of one batch could not be stored`);
      }
    } while (!this.#isStopped && this.#isBatchReady());
    this.#isWriting = false;
    this.#schedule();
  }

  #isBatchReady(): boolean {
    return this.queue.waiting >= BATCH_MESSAGES || (this.#isHurried && this.queue.waiting > 0);
  }

  async #writeBatch(batch: readonly QueuedMessage[], losses: { count: number }): Promise<void> {
    const failure = await this.#writeWhenPossible(batch);
    if (this.#isStopped && failure !== null) return;
    if (failure === null) {
      const now = this.clock.now();
      this.#lastCommitAt = now;
      this.observer.committed(batch, now);
      this.#settle(batch.length);
    } else if (batch.length === 1) {
      this.#giveUp(batch, failure, losses);
    } else {
      const middle = batch.length >> 1;
      await this.#writeBatch(batch.slice(0, middle), losses);
      await this.#writeBatch(batch.slice(middle), losses);
    }
  }

  /** @returns `null` when the batch is committed, else why the database refuses it. */
  async #writeWhenPossible(batch: readonly QueuedMessage[]): Promise<Error | null> {
    for (let attempt = 0; ; attempt++) {
      try {
        await this.store.write(batch);
        if (this.#isAway) this.#log.log('the database is back, writing goes on');
        this.#isAway = false;
        return null;
      } catch (thrown) {
        const failure = thrown instanceof Error ? thrown : new Error(String(thrown));
        if (!isOutage(failure) || this.#isStopped) return failure;
        if (!this.#isAway) this.#log.warn(`cannot write, the queue holds: ${failure.message}`);
        this.#isAway = true;
      }
      await this.#pause(Math.min(FIRST_RETRY_MS * 2 ** Math.min(attempt, 10), LONGEST_RETRY_MS));
    }
  }

  #giveUp(batch: readonly QueuedMessage[], failure: Error, losses: { count: number }): void {
    for (const message of batch) {
      message.sighting?.lost();
      if (message.ticket !== null) message.ticket.lostLines += message.lineCount;
      this.observer.lost(message);
      losses.count++;
      if (losses.count > MAX_LOGGED_LOSSES) continue;
      const { feed, raw } = message.reception;
      this.#log.error(`a message of feed ${feed} is not stored: ${failure.message}: ${raw}`);
    }
    this.#settle(batch.length);
  }

  #settle(count: number): void {
    this.queue.settle(count);
    this.#settled += count;
    const ready = this.#waiters.filter((waiter) => waiter.number <= this.#settled);
    if (ready.length === 0) return;
    this.#waiters = this.#waiters.filter((waiter) => waiter.number > this.#settled);
    for (const waiter of ready) waiter.resolve(true);
  }

  async #pause(milliseconds: number): Promise<void> {
    if (this.#isStopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#retry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#retry = null;
  }
}
