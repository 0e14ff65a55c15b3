import { Logger } from '@nestjs/common';

import type { StreamFollower } from '../events/stream-follower.js';
import type { Transactions } from './transactions.js';
import { systemActor } from './write-context.js';

/** Asked at least this often, should nobody wake it; milliseconds. */
const pollMs = 1000;
/** Pause after a failure, milliseconds; nobody can shorten it. */
const failureMs = 2000;

/** What a worker does. */
export interface StreamWork {
  /** Unique in the installation, such as `berth-detection`: the cursor's name, and the actor's. */
  readonly name: string;
  /**
   * Takes the next part of what was committed with a stream number above `after`, inside the open
   * transaction; must be short (well under 10 s) and take a bounded part.
   * @returns the number up to which everything is done; `after` itself when there was nothing.
   */
  readonly step: (after: number) => Promise<number>;
  /** Called when a step that did something is committed, outside of its transaction. */
  readonly committed?: () => void;
}

/** Makes the cursor of a new worker, where the stream stands. */
const enterSql = `
  INSERT INTO stream_cursor (name, position)
  SELECT $1, value FROM stream_position
  WHERE NOT EXISTS (SELECT FROM stream_cursor WHERE name = $1) ON CONFLICT DO NOTHING`;

const lockSql = `
  SELECT position::float8 AS position, (SELECT value::float8 FROM stream_position) AS head
  FROM stream_cursor WHERE name = $1 FOR UPDATE`;

/**
 * A worker that found nothing has passed everything that was there before it looked: happenings that
 * don't concern it are not kept for it, and don't count as behind.
 */
const passSql = `
  UPDATE stream_cursor SET position = $2
  WHERE name = $1 AND EXISTS (SELECT FROM stream_event WHERE id > position AND id <= $2)`;

/**
 * Follows the stream in the database with a cursor of its own, in one process at a time: the
 * cursor's row stays locked during a step, and moves in the same transaction as what the step
 * wrote. So after any crash another process goes on at the right place, and nothing is done twice.
 */
export class StreamWorker {
  private readonly log = new Logger(StreamWorker.name);
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private isStopped = false;
  private isWoken = false;
  private isPausing = false;
  private isEntered = false;
  private hasFailed = false;
  private unsubscribe: (() => void) | null = null;

  constructor(
    private readonly transactions: Transactions,
    private readonly follower: StreamFollower,
    private readonly work: StreamWork,
  ) {}

  /** Works from now on, whenever something is committed. */
  start(): void {
    this.unsubscribe = this.follower.subscribe(() => {
      this.wake();
    });
    this.wake();
  }

  /** Ends after the step that is under way. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.unsubscribe?.();
    if (this.timer !== null) clearTimeout(this.timer);
    await this.running;
  }

  /**
   * Works off everything that is committed by now, waiting for another process that is at work; for
   * tests, and for whoever must see it done. Rejects as a step does.
   */
  async drain(): Promise<void> {
    while (await this.once(lockSql));
  }

  private wake(): void {
    if (this.isStopped || this.isPausing) return;
    if (this.running !== null) {
      this.isWoken = true;
      return;
    }
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.isWoken = false;
    this.running = this.workOff().finally(() => {
      this.running = null;
      // Woken after the last look: what was committed meanwhile may not have been seen.
      if (this.isWoken && !this.isPausing) this.wake();
      else this.wait();
    });
  }

  /** Never rejects. */
  private async workOff(): Promise<void> {
    try {
      while (!this.isStopped && (await this.once(`${lockSql} SKIP LOCKED`)));
      this.hasFailed = false;
    } catch (error) {
      if (!this.hasFailed)
        this.log.warn(`${this.work.name} failed, trying again: ${String(error)}`);
      this.hasFailed = true;
      this.isPausing = true;
    }
  }

  private wait(): void {
    if (this.isStopped) return;
    this.timer = setTimeout(
      () => {
        this.isPausing = false;
        this.wake();
      },
      this.isPausing ? failureMs : pollMs,
    );
    this.timer.unref();
  }

  /** @returns whether something was done, so that there may be more. */
  private async once(lock: string): Promise<boolean> {
    const { name, step } = this.work;
    const { transactions } = this;
    // In a transaction of its own: a first step that fails must not forget where it began.
    if (!this.isEntered) await transactions.query(enterSql, [name]);
    this.isEntered = true;
    const isDone = await transactions.runAs(systemActor(name), async () => {
      const [cursor] = await transactions.query<{ position: number; head: number }>(lock, [name]);
      if (cursor === undefined) return false;
      const next = await step(cursor.position);
      if (next === cursor.position) {
        await transactions.query(passSql, [name, cursor.head]);
        return false;
      }
      await transactions.query('UPDATE stream_cursor SET position = $2 WHERE name = $1', [
        name,
        next,
      ]);
      return true;
    });
    if (isDone) this.work.committed?.();
    return isDone;
  }
}
