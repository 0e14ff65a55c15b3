import {
  Inject,
  Injectable,
  Logger,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import { CONFIG, type Config } from '../config/config.js';
import { Transactions } from '../database/transactions.js';
import { systemActor } from '../database/write-context.js';
import { StaffService } from './staff.service.js';

const dayMs = 24 * 3_600_000;
/** Once a day would do; more often, a process that is restarted each day does it too. */
const roundMs = 3_600_000;

/**
 * Erases people of whom nothing was planned or changed for `STAFF_RETENTION_DAYS`. Every process may
 * run it: each takes the people that no other holds.
 */
@Injectable()
export class StaffRetention implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger(StaffRetention.name);
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<number> | null = null;
  private isStopped = false;

  constructor(
    private readonly staff: StaffService,
    private readonly transactions: Transactions,
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

  /** Erases whoever is due; joins the round that is under way. Never rejects. @returns how many. */
  async round(): Promise<number> {
    this.running ??= this.work().finally(() => {
      this.running = null;
    });
    return await this.running;
  }

  private async work(): Promise<number> {
    const before = this.clock.now() - this.config.staffRetentionDays * dayMs;
    let erased = 0;
    try {
      while (!this.isStopped && (await this.eraseNext(before))) erased += 1;
    } catch (error) {
      if (!this.isStopped)
        this.log.warn({ message: 'people past their retention are not erased', err: error });
    }
    if (erased > 0) this.log.log(`people erased after their retention: ${erased}`);
    return erased;
  }

  private async eraseNext(before: number): Promise<boolean> {
    return await this.transactions.runAs(
      systemActor('staff-retention'),
      async () => await this.staff.eraseForgotten(before),
    );
  }
}
