import { Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import { Transactions } from '../database/transactions.js';
import { auditedEntry } from './audited-entry.js';
import { registerHappening, type RegisterEventBody } from './register-events.js';
import type { RegisterEntry } from './registered-vessel.js';

/** A decision about who a vessel is, or what is known of it. */
export interface RegisterDecision {
  readonly action: RegisterEventBody['action'];
  readonly before: RegisterEntry | null;
  readonly after: RegisterEntry;
  /** The other vessel of a merge, a split or a hand-over. */
  readonly otherId?: string | null;
  readonly reason: string | null;
}

/** Leaves the traces of a decision: in the audit and on the stream. */
@Injectable()
export class RegisterAudit {
  constructor(
    private readonly audit: AuditService,
    private readonly transactions: Transactions,
  ) {}

  /** In the open transaction. */
  async record({ action, before, after, otherId = null, reason }: RegisterDecision): Promise<void> {
    const other = otherId === null ? {} : { otherId };
    await this.audit.record({
      action,
      entity: 'vessel',
      entityId: after.id,
      before: before === null ? null : auditedEntry(before),
      after: { ...auditedEntry(after), ...other },
      reason,
    });
    this.transactions.tell(registerHappening(action, after, otherId));
  }
}
