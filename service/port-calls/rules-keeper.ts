import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';

import { Transactions } from '../database/transactions.js';
import { systemActor } from '../database/write-context.js';
import { PortCallDesk } from './port-call-desk.js';
import { PortCallRules } from './port-call-rules.js';
import { PortCallsRepository } from './port-calls.repository.js';

/** Port calls that are looked for at once. */
const batch = 100;

/**
 * After a start with other ranks (`PORT_CALL_SOURCES`) publishes the times of all port calls anew,
 * in the background: claims stay as they are, and other ones of them are believed.
 */
@Injectable()
export class RulesKeeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(RulesKeeper.name);
  private isStopped = false;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly repository: PortCallsRepository,
    private readonly desk: PortCallDesk,
    private readonly rules: PortCallRules,
    private readonly transactions: Transactions,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.publishAnew().catch((error: unknown) => {
      this.log.warn(`times by the new ranks wait for the next start: ${String(error)}`);
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    await this.running;
  }

  private async publishAnew(): Promise<void> {
    const { mark } = this.rules;
    for (;;) {
      const ids = await this.repository.findMadeByOtherRules(mark, batch);
      for (const id of ids) {
        if (this.isStopped) return;
        await this.transactions.runAs(systemActor('port-call-rules'), async () => {
          await this.desk.settle(await this.desk.lock(id), null);
        });
      }
      if (ids.length < batch) return;
    }
  }
}
