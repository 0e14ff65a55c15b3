import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import { isUniqueViolation } from '../database/database.errors.js';
import { Transactions } from '../database/transactions.js';
import { openStatuses } from './call-status.js';
import type { PortCall } from './port-call.js';
import { OpenPortCallError, PortCallNotFoundError } from './port-calls.errors.js';
import { PortCallsRepository, type Settlement } from './port-calls.repository.js';
import { Settlements } from './settlements.js';

/** Keeps status and published times of a port call in step with its claims. */
@Injectable()
export class PortCallLedger {
  constructor(
    private readonly calls: PortCallsRepository,
    private readonly settlements: Settlements,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes what now follows from the claims of a port call, whose row is locked.
   * @returns the port call as it is then; `before` itself when nothing of it changed
   * @throws OpenPortCallError when it would be open, and another of the vessel is
   */
  async settle(before: PortCall): Promise<PortCall> {
    const next = await this.settlements.of(before);
    if (next.status === before.status && isDeepStrictEqual(next.times, before.times)) {
      await this.calls.markRules(before.id, next.rules);
      return before;
    }
    if (openStatuses.includes(next.status)) await this.requireNoRival(before.id);
    await this.write(before.id, next);
    const after = await this.calls.find(before.id);
    if (after === null) throw new PortCallNotFoundError(before.id);
    return after;
  }

  private async write(id: string, settlement: Settlement): Promise<void> {
    try {
      await this.transactions.attempt(async () => {
        await this.calls.settle(id, settlement, this.clock.now());
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new OpenPortCallError(await this.calls.findRival(id));
    }
  }

  private async requireNoRival(id: string): Promise<void> {
    const rival = await this.calls.findRival(id);
    if (rival !== null) throw new OpenPortCallError(rival);
  }
}
