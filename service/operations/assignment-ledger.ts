import { Injectable } from '@nestjs/common';

import { AssignmentSubjects } from './assignment-subjects.js';
import { toAssignmentResponse } from './staff-assignments.dto.js';
import { StaffLedger } from './staff-ledger.js';
import type { StaffAssignment } from './staff-member.js';

/** Tells what became of an assignment: audit, stream, and the passage whose pilot it is. */
@Injectable()
export class AssignmentLedger {
  constructor(
    private readonly ledger: StaffLedger,
    private readonly subjects: AssignmentSubjects,
  ) {}

  /** In the open transaction. */
  async record(
    action: 'create' | 'edit' | 'cancel',
    before: StaffAssignment | null,
    after: StaffAssignment,
  ): Promise<void> {
    const { id, staffId, locode, cancelReason } = after;
    if (action !== 'edit')
      await this.subjects.tellPilot(after, action === 'create' ? staffId : null);
    await this.ledger.record({
      ...{ action, staffId, record: 'staff-assignment', recordId: id, locode },
      before: before === null ? null : toAssignmentResponse(before),
      after: toAssignmentResponse(after),
      reason: cancelReason,
    });
  }
}
