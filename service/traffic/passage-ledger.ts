import { Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import { Transactions } from '../database/transactions.js';
import { PortsService } from '../ports/ports.service.js';
import type { Passage } from './passage.js';
import './passage-events.js';
import { toPassageResponse } from './passages.dto.js';

/** A passage before and after it was written; `before` is `null` for a new one. */
export interface PassageChange {
  readonly action: string;
  readonly before: Passage | null;
  readonly after: Passage;
  readonly reason?: string | null;
}

/** Tells what was written of passages: to the audit and to the stream. */
@Injectable()
export class PassageLedger {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly ports: PortsService,
  ) {}

  /** @returns `after` @throws Error outside of a transaction */
  async changed({ action, before, after, reason }: PassageChange): Promise<Passage> {
    const body = toPassageResponse(after);
    await this.audit.record({
      action,
      entity: 'passage',
      entityId: after.id,
      locode: after.locode,
      before: before === null ? null : toPassageResponse(before),
      after: body,
      reason: reason ?? null,
    });
    const port = (await this.ports.atlas()).port(after.locode);
    this.transactions.tell({
      type: 'passage',
      body,
      mmsi: after.vessel.mmsi,
      lon: port?.lon ?? null,
      lat: port?.lat ?? null,
    });
    return after;
  }
}
