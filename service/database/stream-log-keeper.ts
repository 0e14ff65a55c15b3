import {
  Inject,
  Injectable,
  Logger,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import type { Pool } from 'pg';

import { Clock } from '../clock/clock.js';
import { POOL } from './pool.js';

/** Happenings can be read again for so long; streams resume within 5 minutes. */
const keptMs = 3_600_000;
const roundMs = 5 * 60_000;

/** Forgets old happenings of the stream; harmless when several processes do. */
@Injectable()
export class StreamLogKeeper implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger(StreamLogKeeper.name);
  private timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(POOL) private readonly pool: Pool,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.round(), roundMs);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  /** Forgets what was committed more than an hour ago. Returns how many happenings went. */
  async prune(): Promise<number> {
    const before = new Date(this.clock.now() - keptMs);
    const result = await this.pool.query('DELETE FROM stream_event WHERE committed_at < $1', [
      before,
    ]);
    return result.rowCount ?? 0;
  }

  private async round(): Promise<void> {
    try {
      await this.prune();
    } catch (error) {
      this.log.warn({ message: 'old stream events are not pruned', err: error });
    }
  }
}
