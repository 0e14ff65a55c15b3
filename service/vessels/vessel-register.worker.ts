import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { StreamWorker } from '../database/stream-worker.js';
import { Transactions } from '../database/transactions.js';
import { StreamFollower } from '../events/stream-follower.js';
import { RegisterRepository } from './register.repository.js';
import { VesselRegistrar } from './vessel-registrar.js';

/** Vessels taken over in one transaction: well under a second of work. */
const vesselsPerStep = 500;

/** Follows what AIS says of vessels, in one process at a time, and enters it in the register. */
@Injectable()
export class VesselRegisterWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly worker: StreamWorker;

  constructor(
    private readonly repository: RegisterRepository,
    private readonly registrar: VesselRegistrar,
    transactions: Transactions,
    follower: StreamFollower,
  ) {
    const step = async (after: number): Promise<number> => await this.takeAfter(after);
    this.worker = new StreamWorker(transactions, follower, { name: 'vessel-register', step });
  }

  onApplicationBootstrap(): void {
    this.worker.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.worker.stop();
  }

  private async takeAfter(after: number): Promise<number> {
    const heard = await this.repository.findHeardSince(after, vesselsPerStep);
    await this.registrar.take(heard);
    return heard.at(-1)?.streamId ?? after;
  }
}
