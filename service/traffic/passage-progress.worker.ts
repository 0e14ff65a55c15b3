import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import { StreamWorker } from '../database/stream-worker.js';
import { Transactions } from '../database/transactions.js';
import { StreamFollower } from '../events/stream-follower.js';
import { PassageWatch } from './passage-watch.js';

/** Follows the vessels of all passages that are to be watched, in one process at a time. */
@Injectable()
export class PassageProgressWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly worker: StreamWorker;

  constructor(
    private readonly watch: PassageWatch,
    private readonly clock: Clock,
    transactions: Transactions,
    follower: StreamFollower,
  ) {
    const step = async (after: number): Promise<number> => await this.lookAfter(after);
    this.worker = new StreamWorker(transactions, follower, { name: 'passage-progress', step });
  }

  onApplicationBootstrap(): void {
    this.worker.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.worker.stop();
  }

  /**
   * Everything up to the head is seen by what is read after it, so it is the next place. How much one
   * step takes is bounded by the passages that are watched and their reports since the last one.
   */
  private async lookAfter(after: number): Promise<number> {
    const head = await this.watch.head();
    if (head === after) return after;
    for (const id of await this.watch.watched(this.clock.now())) await this.watch.look(id);
    return head;
  }
}
