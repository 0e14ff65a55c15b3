import { Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import { Transactions } from '../database/transactions.js';
import type { StaffEvent } from './operations-events.js';
import type { StaffMember } from './staff-member.js';

/** One change of what is kept or planned for a person. */
export interface StaffChange extends Omit<StaffEvent, 'port'> {
  /** UN/LOCODE. */
  readonly locode: string;
  /** Nothing that says who the person is: `auditedMember`, or a shift or assignment as it is. */
  readonly before: object | null;
  readonly after: object | null;
  readonly reason?: string | null;
}

/**
 * Tells the audit and the stream what became of a person's records. Neither can forget, so neither
 * is told a name, a contact or a certificate's number.
 */
@Injectable()
export class StaffLedger {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
  ) {}

  /** In the open transaction. */
  async record(change: StaffChange): Promise<void> {
    const { staffId, record, recordId, locode, action, before, after, reason = null } = change;
    await this.audit.record({
      action,
      entity: record,
      entityId: recordId,
      locode,
      before,
      after,
      reason,
    });
    this.transactions.tell({
      type: 'staff',
      body: { staffId, record, recordId, port: locode, action },
      mmsi: null,
      lon: null,
      lat: null,
    });
  }
}

/** A person as the audit keeps it: what the record is for, and not who it is. */
export function auditedMember(member: StaffMember): object {
  const { id, version, locode, terminal, roles, contact, erasedAt } = member;
  return {
    ...{ id, version, port: locode, terminal, roles },
    hasContact: contact !== null,
    erasedAt: erasedAt === null ? null : new Date(erasedAt).toISOString(),
  };
}
