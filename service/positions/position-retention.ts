import {
  Inject,
  Injectable,
  Logger,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import { CONFIG, type Config } from '../config/config.js';
import { dayMs } from './position-partitions.js';
import { PositionRetentionRepository } from './position-retention.repository.js';

const roundMs = 15 * 60_000;
const daysAhead = 2;

/** What a round did. */
export interface RetentionRound {
  /** Days whose positions were dropped, `YYYY-MM-DD`. */
  readonly dropped: readonly string[];
  /** Reports that thinning removed. */
  readonly thinned: number;
}

/**
 * Keeps the positions within their retention: partitions ahead of time, old days dropped, days past
 * full resolution thinned. Latest positions and vessels stay, however old: a vessel that was not
 * heard of for long is a state, not a deletion. Every process may run it; a step that fails is
 * logged and left to the next round.
 */
@Injectable()
export class PositionRetention implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger(PositionRetention.name);
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<RetentionRound> | null = null;
  private isStopped = false;

  constructor(
    private readonly repository: PositionRetentionRepository,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    void this.round();
    this.timer = setInterval(() => void this.round(), roundMs);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    if (this.timer !== null) clearInterval(this.timer);
    await this.running;
  }

  /** Does what is due; joins the round that is under way, if there is one. Never rejects. */
  async round(): Promise<RetentionRound> {
    this.running ??= this.work().finally(() => {
      this.running = null;
    });
    return await this.running;
  }

  private async work(): Promise<RetentionRound> {
    const now = this.clock.now();
    const { positionsRetentionDays, positionsFullResolutionDays } = this.config;
    await this.attempt('partitions are not made ahead', async () => {
      await this.repository.prepare(now, daysAhead);
    });
    const dropped = await this.drop(now - positionsRetentionDays * dayMs);
    const thinned = await this.thin(now - positionsFullResolutionDays * dayMs);
    return { dropped, thinned };
  }

  private async drop(before: number): Promise<string[]> {
    const dropped: string[] = [];
    await this.attempt('old positions are not dropped', async () => {
      for (const day of await this.repository.findDaysBefore(before)) {
        if (this.isStopped) return;
        if (await this.repository.drop(day, before)) dropped.push(day);
      }
    });
    if (dropped.length > 0) this.log.log(`positions dropped: ${dropped.join(', ')}`);
    return dropped;
  }

  private async thin(before: number): Promise<number> {
    let thinned = 0;
    await this.attempt('positions are not thinned', async () => {
      for (const day of await this.repository.findDaysToThin(before)) {
        if (this.isStopped) return;
        const removed = await this.repository.thin(day);
        this.log.log(`positions of ${day} thinned: ${removed} removed`);
        thinned += removed;
      }
    });
    return thinned;
  }

  private async attempt(failure: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.isStopped) this.log.warn({ message: failure, err: error });
    }
  }
}
