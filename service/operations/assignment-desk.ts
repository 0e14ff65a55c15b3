import { Injectable } from '@nestjs/common';

import type { Principal } from '../auth/principal.js';
import { isExclusionViolation, isUniqueViolation } from '../database/database.errors.js';
import { Transactions } from '../database/transactions.js';
import { AssignmentSubjects } from './assignment-subjects.js';
import { referenced, requireTerminal } from './operation-authority.js';
import {
  OperationConflictError,
  OperationRecordNotFoundError,
  OperationRuleError,
} from './operations.errors.js';
import type { NewAssignment } from './staff-assignments.dto.js';
import { StaffDesk } from './staff-desk.js';
import type { StaffAssignment, StaffMember } from './staff-member.js';
import { StaffPlansRepository } from './staff-plans.repository.js';

/** Assignments under lock, and what the database itself refuses of them. */
@Injectable()
export class AssignmentDesk {
  constructor(
    private readonly repository: StaffPlansRepository,
    private readonly staff: StaffDesk,
    private readonly subjects: AssignmentSubjects,
    private readonly transactions: Transactions,
  ) {}

  /** @throws {OperationRecordNotFoundError} */
  async find(id: string): Promise<StaffAssignment> {
    const assignment = await this.repository.findAssignment(id);
    if (assignment === null) throw new OperationRecordNotFoundError('assignment', id);
    return assignment;
  }

  /** @throws {OperationRecordNotFoundError} @throws {NotYourTerminalError} */
  async seen(caller: Principal, id: string): Promise<StaffAssignment> {
    const assignment = await this.find(id);
    await this.staff.seen(caller, assignment.staffId);
    return assignment;
  }

  /**
   * The person of a new assignment, locked.
   * @throws {NotYourTerminalError} for a place or a person of others.
   * @throws {OperationRuleError} when something that it names does not exist, or not in one port.
   * @throws {OperationConflictError} when something that it names is cancelled or erased.
   */
  async wanted(caller: Principal, input: NewAssignment): Promise<StaffMember> {
    const place = await this.subjects.placeOf(input);
    requireTerminal(caller, place.locode, place.terminal);
    const member = await referenced('/staffId', () => this.staff.held(caller, input.staffId));
    if (member.locode !== place.locode)
      throw new OperationRuleError([
        {
          pointer: '/staffId',
          detail: `the person works in ${member.locode}, not in ${place.locode}`,
        },
      ]);
    return member;
  }

  /**
   * The assignment as it is once its person is locked.
   * @throws {OperationRecordNotFoundError} @throws {NotYourTerminalError}
   * @throws {OperationConflictError} when it is cancelled.
   */
  async held(
    caller: Principal,
    id: string,
  ): Promise<{ readonly before: StaffAssignment; readonly member: StaffMember }> {
    const { staffId } = await this.find(id);
    const member = await this.staff.held(caller, staffId);
    const before = await this.find(id);
    const place = await this.subjects.workPlaceOf(before);
    requireTerminal(caller, place.locode, place.terminal);
    if (before.state === 'cancelled')
      throw new OperationConflictError(`The assignment ${id} is cancelled.`, [
        { pointer: '', detail: `the assignment ${id} is cancelled` },
      ]);
    return { before, member };
  }

  /**
   * Writes; the database's constraints stand behind the rules, should the lock ever be forgotten.
   * @throws {OperationConflictError} naming the assignment in the way.
   */
  async placed(
    assignment: Pick<StaffAssignment, 'id' | 'staffId' | 'from' | 'to' | 'passageId'>,
    write: () => Promise<void>,
  ): Promise<void> {
    const { id, staffId, from, to, passageId } = assignment;
    try {
      await this.transactions.attempt(write);
    } catch (error) {
      if (isExclusionViolation(error)) {
        const found = await this.repository.findPlannedOf([staffId], from, to);
        throw overlapping(found.map((one) => one.id).filter((one) => one !== id));
      }
      if (!isUniqueViolation(error) || passageId === null) throw error;
      const pilot = await this.repository.findPilotOf(passageId);
      throw new OperationConflictError(
        `The passage ${passageId} has its pilot by the assignment ${pilot?.id ?? ''}.`,
        [{ pointer: '/passageId', detail: `the assignment ${pilot?.id ?? ''} is of its pilot` }],
      );
    }
  }
}

/** That a person is assigned at the same time. @param ids of the assignments in the way. */
export function overlapping(ids: readonly string[]): OperationConflictError {
  return new OperationConflictError(
    `The person has the assignment ${ids.join(', ')} at the same time.`,
    ids.map((id) => ({ pointer: '/from', detail: `the assignment ${id} is at the same time` })),
  );
}
