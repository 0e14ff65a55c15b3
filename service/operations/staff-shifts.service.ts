import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import type { Principal } from '../auth/principal.js';
import { isExclusionViolation } from '../database/database.errors.js';
import { Transactions } from '../database/transactions.js';
import type { Page } from '../http/collection.js';
import { requireVersion, type Expected } from '../idempotency/precondition.js';
import { pageByCreation } from './created-page.js';
import { referenced, terminalsSeen } from './operation-authority.js';
import { OperationConflictError, OperationRecordNotFoundError } from './operations.errors.js';
import { StaffDesk } from './staff-desk.js';
import { StaffLedger } from './staff-ledger.js';
import type { StaffShift } from './staff-member.js';
import { StaffPlansRepository, type ShiftFilter } from './staff-plans.repository.js';
import {
  toShiftResponse,
  type NewShift,
  type ShiftEdit,
  type ShiftQuery,
} from './staff-shifts.dto.js';

/** When people can be assigned. Every write holds the person's lock. */
@Injectable()
export class StaffShiftsService {
  constructor(
    private readonly repository: StaffPlansRepository,
    private readonly desk: StaffDesk,
    private readonly ledger: StaffLedger,
    private readonly transactions: Transactions,
  ) {}

  /** @throws {OperationRecordNotFoundError} @throws {NotYourTerminalError} */
  async get(caller: Principal, id: string): Promise<StaffShift> {
    const shift = await this.find(id);
    await this.desk.seen(caller, shift.staffId);
    return shift;
  }

  /** In order of creation. */
  async list(caller: Principal, query: ShiftQuery): Promise<Page<StaffShift>> {
    const found = await this.repository.findShifts(toShiftFilter(query, terminalsSeen(caller)));
    return pageByCreation(found, query.limit, await this.repository.findPlannedAt());
  }

  /**
   * @throws {OperationRuleError} when there is no such person. @throws {NotYourTerminalError}
   * @throws {OperationConflictError} naming the shift that the person has in that time.
   */
  async create(caller: Principal, { staffId, from, to }: NewShift): Promise<StaffShift> {
    await referenced('/staffId', async () => await this.desk.held(caller, staffId));
    const id = randomUUID();
    await this.placed({ id, staffId, from, to }, async () => {
      await this.repository.insertShift({ id, staffId, from, to });
    });
    return await this.recorded('create', null, await this.find(id));
  }

  /**
   * @throws {OperationRecordNotFoundError} @throws {NotYourTerminalError} @throws {StaleVersionError}
   * @throws {OperationConflictError} naming the shift that the person has in the new time, or the
   *   assignment that needs the old one.
   */
  async move(
    caller: Principal,
    id: string,
    { edit, expected }: { readonly edit: ShiftEdit; readonly expected: Expected },
  ): Promise<StaffShift> {
    const before = await this.held(caller, id, expected);
    const { staffId } = before;
    await this.placed({ id, staffId, ...edit }, async () => {
      await this.repository.moveShift(id, edit.from, edit.to);
    });
    await this.desk.requireShifts(staffId, before.from, before.to);
    return await this.recorded('edit', before, await this.find(id));
  }

  /**
   * @throws {OperationRecordNotFoundError} @throws {NotYourTerminalError} @throws {StaleVersionError}
   * @throws {OperationConflictError} naming the assignment that needs it.
   */
  async remove(caller: Principal, id: string, expected: Expected): Promise<void> {
    const before = await this.held(caller, id, expected);
    await this.repository.deleteShift(id);
    await this.desk.requireShifts(before.staffId, before.from, before.to);
    await this.recorded('delete', before, null);
  }

  private async find(id: string): Promise<StaffShift> {
    const shift = await this.repository.findShift(id);
    if (shift === null) throw new OperationRecordNotFoundError('shift', id);
    return shift;
  }

  /** The shift as it is once its person is locked. */
  private async held(caller: Principal, id: string, expected: Expected): Promise<StaffShift> {
    const { staffId } = await this.find(id);
    await this.desk.held(caller, staffId);
    const shift = await this.find(id);
    requireVersion(expected, shift.version);
    return shift;
  }

  private async placed(
    shift: Pick<StaffShift, 'id' | 'staffId' | 'from' | 'to'>,
    write: () => Promise<void>,
  ): Promise<void> {
    try {
      await this.transactions.attempt(write);
    } catch (error) {
      if (!isExclusionViolation(error)) throw error;
      const found = await this.repository.findShiftsOf([shift.staffId], shift.from, shift.to);
      const ids = found.map((one) => one.id).filter((id) => id !== shift.id);
      throw new OperationConflictError(
        `The person has the shift ${ids.join(', ')} at the same time.`,
        ids.map((id) => ({ pointer: '/from', detail: `the shift ${id} is at the same time` })),
      );
    }
  }

  private async recorded<T extends StaffShift | null>(
    action: string,
    before: StaffShift | null,
    after: T,
  ): Promise<T> {
    const shift = after ?? before;
    if (shift === null) throw new Error('a change of nothing');
    await this.ledger.record({
      ...{ action, staffId: shift.staffId, record: 'staff-shift', recordId: shift.id },
      locode: shift.locode,
      before: before === null ? null : toShiftResponse(before),
      after: after === null ? null : toShiftResponse(after),
    });
    return after;
  }
}

/** A query as the repository takes it: one more than asked for, to see a next page. */
export function toShiftFilter(query: ShiftQuery, terminals: readonly string[] | null): ShiftFilter {
  return {
    locode: query.port ?? null,
    staffId: query.staff ?? null,
    from: query.from ?? null,
    to: query.to ?? null,
    terminals,
    after: query.cursor ?? null,
    limit: query.limit + 1,
  };
}
