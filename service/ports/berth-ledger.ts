import { Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import { Clock } from '../clock/clock.js';
import { Transactions } from '../database/transactions.js';
import type { Berth } from './berth.js';
import { berthEvent } from './berth-events.js';
import { toBerthResponse } from './berths.dto.js';

/** Tells of what became of a berth: to the audit and to the stream. */
@Injectable()
export class BerthLedger {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps a change in the audit and tells it to the stream, with the open transaction.
   * @returns `after`
   * @throws Error outside of a transaction
   */
  async changed(
    action: string,
    before: Berth,
    after: Berth,
    reason: string | null = null,
  ): Promise<Berth> {
    const now = this.clock.now();
    const body = toBerthResponse(after, now);
    await this.audit.record({
      action,
      entity: 'berth',
      entityId: after.id,
      locode: after.locode,
      before: toBerthResponse(before, now),
      after: body,
      reason,
    });
    this.transactions.tell(berthEvent(after, body));
    return after;
  }
}
