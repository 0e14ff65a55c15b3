import { Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import { Clock } from '../clock/clock.js';
import { Transactions } from '../database/transactions.js';
import type { CargoOperation } from './cargo-operation.js';
import { toCargoOperationResponse } from './cargo-operations.dto.js';
import type {} from './operations-events.js';

/** One change of an operation. */
export interface CargoChange {
  readonly action: string;
  readonly before: CargoOperation | null;
  readonly after: CargoOperation;
  readonly reason?: string | null;
}

/** Tells the audit and the stream what became of a cargo operation. */
@Injectable()
export class CargoLedger {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** In the open transaction. */
  async record({ action, before, after, reason = null }: CargoChange): Promise<void> {
    const now = this.clock.now();
    await this.audit.record({
      action,
      entity: 'cargo-operation',
      entityId: after.id,
      locode: after.locode,
      before: before === null ? null : toCargoOperationResponse(before, now),
      after: toCargoOperationResponse(after, now),
      reason,
    });
    const { id, version, portCallId, locode, berthId, state } = after;
    this.transactions.tell({
      type: 'cargo-operation',
      body: { id, version, portCallId, port: locode, berthId, state, action },
      mmsi: null,
      lon: null,
      lat: null,
    });
  }
}
