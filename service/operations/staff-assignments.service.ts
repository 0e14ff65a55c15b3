import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import type { Principal } from '../auth/principal.js';
import { isExclusionViolation, isUniqueViolation } from '../database/database.errors.js';
import type { Page } from '../http/collection.js';
import { requireVersion, type Expected } from '../idempotency/precondition.js';
import { AssignmentBench } from './assignment-bench.js';
import { AssignmentLedger } from './assignment-ledger.js';
import type { AssignmentFault } from './assignment-rules.js';
import { AssignmentSubjects } from './assignment-subjects.js';
import { pageByCreation } from './created-page.js';
import { referenced, requireTerminal, terminalsSeen } from './operation-authority.js';
import {
  OperationConflictError,
  OperationRecordNotFoundError,
  OperationRuleError,
} from './operations.errors.js';
import {
  pointerOf,
  type AssignmentCancel,
  type AssignmentEdit,
  type AssignmentQuery,
  type NewAssignment,
} from './staff-assignments.dto.js';
import { StaffDesk } from './staff-desk.js';
import type { StaffAssignment, StaffMember } from './staff-member.js';
import { StaffPlansRepository } from './staff-plans.repository.js';

/**
 * Who works where and when. Every write holds the person's lock before it looks at what else is
 * planned, so of two planners the second sees what the first has written.
 */
@Injectable()
export class StaffAssignmentsService {
  constructor(
    private readonly repository: StaffPlansRepository,
    private readonly desk: StaffDesk,
    private readonly bench: AssignmentBench,
    private readonly subjects: AssignmentSubjects,
    private readonly ledger: AssignmentLedger,
  ) {}

  /** @throws {OperationRecordNotFoundError} @throws {NotYourTerminalError} */
  async get(caller: Principal, id: string): Promise<StaffAssignment> {
    const assignment = await this.find(id);
    await this.desk.seen(caller, assignment.staffId);
    return assignment;
  }

  /** In order of creation. */
  async list(caller: Principal, query: AssignmentQuery): Promise<Page<StaffAssignment>> {
    const found = await this.repository.findAssignments({
      locode: query.port ?? null,
      staffId: query.staff ?? null,
      from: query.from ?? null,
      to: query.to ?? null,
      terminals: terminalsSeen(caller),
      cargoOperationId: query.cargoOperation ?? null,
      passageId: query.passage ?? null,
      berthId: query.berth ?? null,
      role: query.role ?? null,
      state: query.state ?? null,
      after: query.cursor ?? null,
      limit: query.limit + 1,
    });
    return pageByCreation(found, query.limit, await this.repository.findPlannedAt());
  }

  /**
   * @throws {NotYourTerminalError}
   * @throws {OperationConflictError} naming the assignment that the person has in that time, or that
   *   the passage's pilot has.
   * @throws {OperationRuleError} naming every rule that it breaks, and the records in the way.
   */
  async create(caller: Principal, input: NewAssignment): Promise<StaffAssignment> {
    const place = await this.subjects.placeOf(input);
    requireTerminal(caller, place.locode, place.terminal);
    const member = await referenced('/staffId', () => this.desk.held(caller, input.staffId));
    if (member.locode !== place.locode)
      throw new OperationRuleError([
        {
          pointer: '/staffId',
          detail: `the person works in ${member.locode}, not in ${place.locode}`,
        },
      ]);
    requireNone(await this.bench.faultsOf(member, input, null));
    const id = randomUUID();
    await this.placed({ id, ...input }, async () => {
      await this.repository.insertAssignment({ id, locode: place.locode, ...input });
    });
    const after = await this.find(id);
    await this.subjects.tellPilot(after, after.staffId);
    await this.ledger.record('create', null, after);
    return after;
  }

  /**
   * Moves it to another time; the same rules hold.
   * @throws {OperationRecordNotFoundError} @throws {NotYourTerminalError} @throws {StaleVersionError}
   * @throws {OperationConflictError} also when it is cancelled. @throws {OperationRuleError}
   */
  async move(
    caller: Principal,
    id: string,
    { edit, expected }: { readonly edit: AssignmentEdit; readonly expected: Expected },
  ): Promise<StaffAssignment> {
    const { before, member } = await this.held(caller, id);
    requireVersion(expected, before.version);
    const wanted = { ...before, ...edit };
    requireNone(await this.bench.faultsOf(member, wanted, id));
    await this.placed(wanted, async () => {
      await this.repository.moveAssignment(id, edit.from, edit.to);
    });
    const after = await this.find(id);
    await this.ledger.record('edit', before, after);
    return after;
  }

  /**
   * @throws {OperationRecordNotFoundError} @throws {NotYourTerminalError}
   * @throws {OperationConflictError} when it is cancelled already.
   */
  async cancel(
    caller: Principal,
    id: string,
    { reason }: AssignmentCancel,
  ): Promise<StaffAssignment> {
    const { before } = await this.held(caller, id);
    await this.repository.cancelAssignment(id, reason);
    const after = await this.find(id);
    await this.subjects.tellPilot(after, null);
    await this.ledger.record('cancel', before, after);
    return after;
  }

  private async find(id: string): Promise<StaffAssignment> {
    const assignment = await this.repository.findAssignment(id);
    if (assignment === null) throw new OperationRecordNotFoundError('assignment', id);
    return assignment;
  }

  /** The assignment as it is once its person is locked. */
  private async held(
    caller: Principal,
    id: string,
  ): Promise<{ readonly before: StaffAssignment; readonly member: StaffMember }> {
    const { staffId } = await this.find(id);
    const member = await this.desk.held(caller, staffId);
    const before = await this.find(id);
    const place = await this.subjects.workPlaceOf(before);
    requireTerminal(caller, place.locode, place.terminal);
    if (before.state === 'cancelled')
      throw new OperationConflictError(`The assignment ${id} is cancelled.`, [
        { pointer: '', detail: `the assignment ${id} is cancelled` },
      ]);
    return { before, member };
  }

  /** The database's constraints stand behind the rules, should the lock ever be forgotten. */
  private async placed(
    assignment: Pick<StaffAssignment, 'id' | 'staffId' | 'from' | 'to' | 'passageId'>,
    write: () => Promise<void>,
  ): Promise<void> {
    const { id, staffId, from, to, passageId } = assignment;
    try {
      await this.ledger.attempt(write);
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

/** @throws {OperationConflictError} for what is at the same time, else {OperationRuleError}. */
function requireNone(faults: readonly AssignmentFault[]): void {
  const overlaps = faults.filter(({ rule }) => rule === 'overlap');
  if (overlaps.length > 0) throw overlapping(overlaps.flatMap(({ records }) => records));
  if (faults.length > 0)
    throw new OperationRuleError(
      faults.map((fault) => ({ pointer: pointerOf(fault), detail: fault.detail })),
    );
}

function overlapping(ids: readonly string[]): OperationConflictError {
  return new OperationConflictError(
    `The person has the assignment ${ids.join(', ')} at the same time.`,
    ids.map((id) => ({ pointer: '/from', detail: `the assignment ${id} is at the same time` })),
  );
}
