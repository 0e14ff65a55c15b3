import { Global, Logger, Module, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { IdempotencyRepository } from './idempotency.repository.js';
import { WriteInterceptor } from './write.interceptor.js';

const pruneEveryMs = 10 * 60_000;

/** Writes that can be repeated safely. */
@Global()
@Module({
  providers: [IdempotencyRepository, WriteInterceptor],
  exports: [IdempotencyRepository, WriteInterceptor],
})
export class IdempotencyModule implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger(IdempotencyModule.name);
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly answers: IdempotencyRepository) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      this.answers.prune().catch((error: unknown) => {
        this.log.warn(`Old answers are not removed, trying again later: ${String(error)}`);
      });
    }, pruneEveryMs);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }
}
