import { Injectable } from '@nestjs/common';

import { Transactions } from '../database/transactions.js';
import { toAssignmentResponse } from './staff-assignments.dto.js';
import { StaffLedger } from './staff-ledger.js';
import type { StaffAssignment } from './staff-member.js';

/** Tells what became of an assignment. */
@Injectable()
export class AssignmentLedger {
  constructor(
    private readonly ledger: StaffLedger,
    private readonly transactions: Transactions,
  ) {}

  /** In the open transaction. */
  async record(
    action: 'create' | 'edit' | 'cancel',
    before: StaffAssignment | null,
    after: StaffAssignment,
  ): Promise<void> {
    const { id, staffId, locode, cancelReason } = after;
    await this.ledger.record({
      ...{ action, staffId, record: 'staff-assignment', recordId: id, locode },
      before: before === null ? null : toAssignmentResponse(before),
      after: toAssignmentResponse(after),
      reason: cancelReason,
    });
  }

  /** Runs a write so that a constraint that refuses it leaves the transaction usable. */
  async attempt(write: () => Promise<void>): Promise<void> {
    await this.transactions.attempt(write);
  }
}
