import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { CONFIG, type Config } from '../config/config.js';

/**
 * The time between "send me no more requests" and the end: readiness fails, while everything still
 * works, so that load balancers can turn away from this process.
 */
@Injectable()
export class Drain {
  private readonly log = new Logger(Drain.name);
  private since: number | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'drainSeconds'>,
    private readonly clock: Clock,
  ) {}

  /** Whether the process is about to stop. */
  get isDraining(): boolean {
    return this.since !== null;
  }

  /** Begins, unless it has begun already, and waits until the time is over since the beginning. */
  async run(): Promise<void> {
    if (this.since === null) {
      this.since = this.clock.now();
      this.log.log(`Draining for ${this.config.drainSeconds} s: not ready any more`);
    }
    const left = this.since + this.config.drainSeconds * 1000 - this.clock.now();
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
  }
}
