import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import type { Principal } from '../auth/principal.js';
import type { Page } from '../http/collection.js';
import { requireVersion, type Expected } from '../idempotency/precondition.js';
import { AssignmentBench } from './assignment-bench.js';
import { AssignmentDesk, overlapping } from './assignment-desk.js';
import { AssignmentLedger } from './assignment-ledger.js';
import type { AssignmentFault } from './assignment-rules.js';
import { pageByCreation } from './created-page.js';
import { terminalsSeen } from './operation-authority.js';
import { OperationRuleError } from './operations.errors.js';
import {
  pointerOf,
  type AssignmentCancel,
  type AssignmentEdit,
  type AssignmentQuery,
  type NewAssignment,
} from './staff-assignments.dto.js';
import type { StaffAssignment } from './staff-member.js';
import { StaffPlansRepository, type AssignmentFilter } from './staff-plans.repository.js';
import { toShiftFilter } from './staff-shifts.service.js';

/**
 * Who works where and when. Every write holds the person's lock before it looks at what else is
 * planned, so of two planners the second sees what the first has written.
 */
@Injectable()
export class StaffAssignmentsService {
  constructor(
    private readonly repository: StaffPlansRepository,
    private readonly desk: AssignmentDesk,
    private readonly bench: AssignmentBench,
    private readonly ledger: AssignmentLedger,
  ) {}

  /** @throws {OperationRecordNotFoundError} @throws {NotYourTerminalError} */
  async get(caller: Principal, id: string): Promise<StaffAssignment> {
    return await this.desk.seen(caller, id);
  }

  /** In order of creation. */
  async list(caller: Principal, query: AssignmentQuery): Promise<Page<StaffAssignment>> {
    const found = await this.repository.findAssignments(toFilter(query, terminalsSeen(caller)));
    return pageByCreation(found, query.limit, await this.repository.findPlannedAt());
  }

  /**
   * @throws {NotYourTerminalError}
   * @throws {OperationConflictError} naming the assignment that the person has in that time, or that
   *   the passage's pilot has.
   * @throws {OperationRuleError} naming every rule that it breaks, and the records in the way.
   */
  async create(caller: Principal, input: NewAssignment): Promise<StaffAssignment> {
    const member = await this.desk.wanted(caller, input);
    requireNone(await this.bench.faultsOf(member, input, null));
    const id = randomUUID();
    await this.desk.placed({ id, ...input }, async () => {
      await this.repository.insertAssignment({ id, locode: member.locode, ...input });
    });
    const after = await this.desk.find(id);
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
    const { before, member } = await this.desk.held(caller, id);
    requireVersion(expected, before.version);
    const wanted = { ...before, ...edit };
    requireNone(await this.bench.faultsOf(member, wanted, id));
    await this.desk.placed(wanted, async () => {
      await this.repository.moveAssignment(id, edit.from, edit.to);
    });
    const after = await this.desk.find(id);
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
    const { before } = await this.desk.held(caller, id);
    await this.repository.cancelAssignment(id, reason);
    const after = await this.desk.find(id);
    await this.ledger.record('cancel', before, after);
    return after;
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

function toFilter(query: AssignmentQuery, terminals: readonly string[] | null): AssignmentFilter {
  return {
    ...toShiftFilter(query, terminals),
    cargoOperationId: query.cargoOperation ?? null,
    passageId: query.passage ?? null,
    berthId: query.berth ?? null,
    role: query.role ?? null,
    state: query.state ?? null,
  };
}
