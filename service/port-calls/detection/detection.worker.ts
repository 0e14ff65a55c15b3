import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { Clock } from '../../clock/clock.js';
import { StreamWorker } from '../../database/stream-worker.js';
import { Transactions } from '../../database/transactions.js';
import { StreamFollower } from '../../events/stream-follower.js';
import { DetectionService } from './detection.service.js';

/** Looks no more often, ms: reports settle for much longer, and each look reads the newest positions. */
const lookEveryMs = 2000;
const forgetEveryMs = 10 * 60_000;

/** Writes what vessels do in ports, as AIS shows it: in one process at a time, each thing once. */
@Injectable()
export class DetectionWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly worker: StreamWorker;
  private lookedAt = Number.NEGATIVE_INFINITY;
  private forgotAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly detection: DetectionService,
    private readonly clock: Clock,
    transactions: Transactions,
    follower: StreamFollower,
  ) {
    const step = async (after: number): Promise<number> => await this.lookAfter(after);
    this.worker = new StreamWorker(transactions, follower, { name: 'berth-detection', step });
  }

  onApplicationBootstrap(): void {
    this.worker.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.worker.stop();
  }

  private async lookAfter(after: number): Promise<number> {
    const now = this.clock.now();
    if (now - this.lookedAt < lookEveryMs) return after;
    const { position, isFull } = await this.detection.look(after, now);
    if (!isFull) this.lookedAt = now;
    if (now - this.forgotAt >= forgetEveryMs) {
      await this.detection.forget(now);
      this.forgotAt = now;
    }
    return position;
  }
}
