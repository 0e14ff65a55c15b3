import { Injectable } from '@nestjs/common';

import type { Principal } from '../auth/principal.js';
import { IdempotencyRepository } from '../idempotency/idempotency.repository.js';
import { PortsService } from '../ports/ports.service.js';
import { covers } from './assignment-rules.js';
import { referenced, requireTerminal, terminalsSeen } from './operation-authority.js';
import {
  NotYourTerminalError,
  OperationConflictError,
  OperationRecordNotFoundError,
  OperationRuleError,
} from './operations.errors.js';
import { StaffPlansRepository } from './staff-plans.repository.js';
import type { StaffAssignment, StaffMember } from './staff-member.js';
import { StaffRepository } from './staff.repository.js';

/** A time so far ahead that nothing is planned beyond it, epoch ms. */
const farAhead = Date.UTC(2200, 0, 1);

/** Who may see and plan whom, and what keeps a person's records from changing. */
@Injectable()
export class StaffDesk {
  constructor(
    private readonly staff: StaffRepository,
    private readonly plans: StaffPlansRepository,
    private readonly ports: PortsService,
    private readonly answers: IdempotencyRepository,
  ) {}

  /** @throws {OperationRecordNotFoundError} @throws {NotYourTerminalError} */
  async seen(caller: Principal, id: string): Promise<StaffMember> {
    const member = await this.staff.find(id);
    if (member === null) throw new OperationRecordNotFoundError('person', id);
    const terminals = terminalsSeen(caller);
    const place = `${member.locode}/${member.terminal ?? ''}`;
    if (terminals !== null && !terminals.includes(place))
      throw new NotYourTerminalError(member.locode, member.terminal);
    return member;
  }

  /**
   * A person whose records the caller may change, locked.
   * @throws {OperationRecordNotFoundError} @throws {NotYourTerminalError}
   * @throws {OperationConflictError} when the person was erased.
   */
  async held(caller: Principal, id: string): Promise<StaffMember> {
    const member = await this.staff.lock(id);
    if (member === null) throw new OperationRecordNotFoundError('person', id);
    requireTerminal(caller, member.locode, member.terminal);
    if (member.erasedAt !== null)
      throw new OperationConflictError(`The person ${id} was erased.`, [
        { pointer: '', detail: `the person ${id} was erased` },
      ]);
    return member;
  }

  /** @throws {OperationRuleError} unless there is such a port, and such a terminal in it. */
  async requirePlace(locode: string, terminal: string | null): Promise<void> {
    const zones = await referenced('/port', () => this.ports.zonesOf(locode, ['terminal']));
    if (terminal !== null && !zones.some(({ code }) => code === terminal))
      throw new OperationRuleError([
        { pointer: '/terminal', detail: `${locode} has no terminal ${terminal}` },
      ]);
  }

  /** Answers are kept for a day for who asks again: those about a person hold the name. */
  async forgetAnswers(id: string): Promise<void> {
    await this.answers.forgetRecord(`/api/v1/staff/${id}`);
  }

  /** What is planned for a person from a time on (epoch ms), in order of time. */
  async plannedFrom(staffId: string, from: number): Promise<StaffAssignment[]> {
    return await this.plans.findPlannedOf([staffId], from, farAhead);
  }

  /**
   * After a shift was moved or removed, in the same transaction.
   * @throws {OperationConflictError} when an assignment within `from` to `to` (epoch ms) lies in no
   *   shift any more.
   */
  async requireShifts(staffId: string, from: number, to: number): Promise<void> {
    const planned = await this.plans.findPlannedOf([staffId], from, to);
    for (const assignment of planned) {
      const shifts = await this.plans.findShiftsOf([staffId], assignment.from, assignment.to);
      const periods = shifts.map((shift) => ({ start: shift.from, end: shift.to }));
      if (!covers(periods, assignment)) throw inTheWay(assignment, 'needs the shift');
    }
  }

  /**
   * After a certificate or a role was taken away, in the same transaction.
   * @throws {OperationConflictError} when something planned from `now` (epoch ms) on needs it.
   */
  async requireQualified(member: StaffMember, now: number): Promise<void> {
    const certificates = await this.staff.findCertificates([member.id]);
    for (const assignment of await this.plannedFrom(member.id, now)) {
      const periods = certificates
        .filter(({ role }) => role === assignment.role)
        .map(({ validFrom, validTo }) => ({ start: validFrom, end: validTo ?? Infinity }));
      if (!member.roles.includes(assignment.role)) throw inTheWay(assignment, 'needs the role');
      if (!covers(periods, assignment)) throw inTheWay(assignment, 'needs the certificate');
    }
  }
}

/** That an assignment keeps something from being changed. */
export function inTheWay(assignment: StaffAssignment, why: string): OperationConflictError {
  const { id, from, to } = assignment;
  const time = `from ${new Date(from).toISOString()} to ${new Date(to).toISOString()}`;
  return new OperationConflictError(`The assignment ${id} ${time} ${why}.`, [
    { pointer: '', detail: `the assignment ${id} ${why}` },
  ]);
}
