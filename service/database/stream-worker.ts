import { Logger } from '@nestjs/common';

import type { StreamFollower } from '../events/stream-follower.js';
import type { Transactions } from './transactions.js';
import { systemActor } from './write-context.js';

/** Asked at least this often, should nobody wake it; milliseconds. */
const pollMs = 1000;
/** Pause after a failure, milliseconds. */
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
}

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

  /** Works off everything that is committed by now; for tests, and for whoever must see it done. */
  async drain(): Promise<void> {
    while (await this.once());
  }

  private wake(): void {
    if (this.isStopped || this.running !== null) return;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.running = this.workOff().finally(() => {
      this.running = null;
    });
  }

  /** Never rejects. */
  private async workOff(): Promise<void> {
    let pause = pollMs;
    try {
      while (!this.isStopped && (await this.once()));
      this.hasFailed = false;
    } catch (error) {
      if (!this.hasFailed) this.log.warn(`${this.work.name} failed, trying again: ${String(error)}`);
      this.hasFailed = true;
      pause = failureMs;
    }
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.wake();
    }, pause);
    this.timer.unref();
  }

  /** @returns whether something was done, so that there may be more. */
  private async once(): Promise<boolean> {
    const { name, step } = this.work;
    return await this.transactions.runAs(systemActor(name), async () => {
      const after = await this.lockCursor(name);
      if (after === null) return false;
      const next = await step(after);
      if (next === after) return false;
      await this.transactions.query('UPDATE stream_cursor SET position = $2 WHERE name = $1', [
        name,
        next,
      ]);
      return true;
    });
  }

  /** `null` while another process is at work. A new worker begins where the stream stands. */
  private async lockCursor(name: string): Promise<number | null> {
    await this.transactions.query(
      `INSERT INTO stream_cursor (name, position)
       SELECT $1, value FROM stream_position
       WHERE NOT EXISTS (SELECT FROM stream_cursor WHERE name = $1) ON CONFLICT DO NOTHING`,
      [name],
    );
    const [row] = await this.transactions.query<{ position: number }>(
      `SELECT position::float8 AS position FROM stream_cursor WHERE name = $1
       FOR UPDATE SKIP LOCKED`,
      [name],
    );
    return row?.position ?? null;
  }
}
