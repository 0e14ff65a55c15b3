import {
  Inject,
  Injectable,
  Logger,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import { type Config, CONFIG } from '../config/config.js';
import { SafetyService } from './safety.service.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Forgets safety messages with the positions of their day; harmless when several processes do. */
@Injectable()
export class SafetyRetention implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(SafetyRetention.name);
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly safety: SafetyService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.forget(), hourMs);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  /** One round; a failure is logged and left to the next. */
  async forget(): Promise<void> {
    try {
      const oldest = this.clock.now() - this.config.positionsRetentionDays * dayMs;
      await this.safety.forgetMessagesBefore(oldest);
    } catch (error) {
      this.logger.warn({ message: 'safety messages were not forgotten', err: error });
    }
  }
}
