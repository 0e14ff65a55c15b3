import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';

import { Transactions } from '../database/transactions.js';
import { systemActor } from '../database/write-context.js';
import { StreamFollower } from '../events/stream-follower.js';
import { BookingStepsService } from './booking-steps.service.js';
import { BookingStateError } from './bookings.errors.js';
import { BookingsRepository } from './bookings.repository.js';

/** Bookings released in one go. */
const mostReleased = 500;

/**
 * Gives up bookings whose port call was called off, so that nobody holds metres for a vessel that
 * does not come. It looks at how things are whenever a port call changes, and at the start: what one
 * process misses, the next one finds. Several may look at once; the booking's lock decides.
 */
@Injectable()
export class BookingRelease implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(BookingRelease.name);
  private running: Promise<void> | null = null;
  private isWanted = false;
  private isStopped = false;
  private unsubscribe: () => void = () => undefined;

  constructor(
    private readonly repository: BookingsRepository,
    private readonly steps: BookingStepsService,
    private readonly transactions: Transactions,
    private readonly follower: StreamFollower,
  ) {}

  onApplicationBootstrap(): void {
    this.unsubscribe = this.follower.subscribe(({ events }) => {
      if (events.some(({ type }) => type === 'port-call')) this.wake();
    });
    this.wake();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    this.unsubscribe();
    await this.running;
  }

  private wake(): void {
    this.isWanted = true;
    this.running ??= this.release().finally(() => {
      this.running = null;
    });
  }

  private async release(): Promise<void> {
    while (this.isWanted && !this.isStopped) {
      this.isWanted = false;
      try {
        for (const id of await this.repository.findAbandoned(mostReleased)) await this.cancel(id);
      } catch (error) {
        this.log.warn(`Bookings are not released, trying at the next change: ${String(error)}`);
      }
    }
  }

  private async cancel(id: string): Promise<void> {
    try {
      await this.transactions.runAs(systemActor('booking-release'), async () => {
        await this.steps.cancel(id, 'the port call was called off');
      });
    } catch (error) {
      // Another process, or a person, was faster.
      if (!(error instanceof BookingStateError)) throw error;
    }
  }
}
