import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import type { Principal } from '../auth/principal.js';
import { Clock } from '../clock/clock.js';
import { pageOf, type Page } from '../http/collection.js';
import { requireVersion, type Expected } from '../idempotency/precondition.js';
import { pageByCreation } from './created-page.js';
import { requireTerminal, terminalsSeen } from './operation-authority.js';
import { OperationRecordNotFoundError } from './operations.errors.js';
import { inTheWay, StaffDesk } from './staff-desk.js';
import { auditedMember, StaffLedger } from './staff-ledger.js';
import type { StaffCertificate, StaffMember } from './staff-member.js';
import type { NewCertificate, NewStaffMember, StaffEdit, StaffQuery } from './staff.dto.js';
import { StaffRepository } from './staff.repository.js';

/** People and their certificates. All methods that take an id: @throws {OperationRecordNotFoundError} */
@Injectable()
export class StaffService {
  constructor(
    private readonly repository: StaffRepository,
    private readonly desk: StaffDesk,
    private readonly ledger: StaffLedger,
    private readonly clock: Clock,
  ) {}

  /** @throws {NotYourTerminalError} */
  async get(caller: Principal, id: string): Promise<StaffMember> {
    return await this.desk.seen(caller, id);
  }

  /** In order of creation; without who was erased. */
  async list(caller: Principal, query: StaffQuery): Promise<Page<StaffMember>> {
    const updatedAt = await this.repository.findUpdatedAt();
    const found = await this.repository.findAll({
      locode: query.port ?? null,
      terminal: query.terminal ?? null,
      role: query.role ?? null,
      terminals: terminalsSeen(caller),
      after: query.cursor ?? null,
      limit: query.limit + 1,
    });
    return pageByCreation(found, query.limit, updatedAt);
  }

  /** By role and beginning. @throws {NotYourTerminalError} */
  async certificates(caller: Principal, id: string): Promise<Page<StaffCertificate>> {
    const { updatedAt } = await this.desk.seen(caller, id);
    const found = await this.repository.findCertificates([id]);
    return pageOf(found, { limit: found.length, updatedAt, placeOf: (one) => one.id });
  }

  /** @throws {NotYourTerminalError} @throws {OperationRuleError} for a port or terminal that is not. */
  async create(caller: Principal, input: NewStaffMember): Promise<StaffMember> {
    const { port, ...facts } = input;
    await this.desk.requirePlace(port, facts.terminal);
    requireTerminal(caller, port, facts.terminal);
    const id = randomUUID();
    await this.repository.insert({ id, locode: port, ...facts, updatedAt: this.clock.now() });
    const after = await this.desk.seen(caller, id);
    await this.record('create', null, after);
    return after;
  }

  /**
   * @throws {NotYourTerminalError} @throws {StaleVersionError}
   * @throws {OperationConflictError} when the person was erased, or an assignment needs a role that
   *   would be taken away.
   */
  async edit(
    caller: Principal,
    id: string,
    { edit, expected }: { readonly edit: StaffEdit; readonly expected: Expected },
  ): Promise<StaffMember> {
    const before = await this.desk.held(caller, id);
    requireVersion(expected, before.version);
    const facts = {
      terminal: edit.terminal === undefined ? before.terminal : edit.terminal,
      name: edit.name ?? before.name,
      contact: edit.contact === undefined ? before.contact : edit.contact,
      roles: edit.roles ?? before.roles,
    };
    await this.desk.requirePlace(before.locode, facts.terminal);
    requireTerminal(caller, before.locode, facts.terminal);
    const updatedAt = this.clock.now();
    await this.repository.update(id, { ...facts, updatedAt });
    const after = { ...before, ...facts, version: before.version + 1, updatedAt };
    await this.desk.requireQualified(after, updatedAt);
    await this.record('edit', before, after);
    return after;
  }

  /**
   * Erases who the person is; what was worked stays under the id. Done again, it changes nothing.
   * @throws {NotYourTerminalError} @throws {StaleVersionError}
   * @throws {OperationConflictError} when the person is still planned to work.
   */
  async erase(caller: Principal, id: string, expected: Expected): Promise<void> {
    const before = await this.repository.lock(id);
    if (before === null) throw new OperationRecordNotFoundError('person', id);
    requireTerminal(caller, before.locode, before.terminal);
    if (before.erasedAt !== null) return;
    requireVersion(expected, before.version);
    const [next] = await this.desk.plannedFrom(id, this.clock.now());
    if (next !== undefined) throw inTheWay(next, 'is still planned: cancel it first');
    await this.forget(before);
  }

  /**
   * Erases the next person of whom nothing was planned or changed since `before`.
   * @returns whether there was one.
   */
  async eraseForgotten(before: number): Promise<boolean> {
    const member = await this.repository.lockForgotten(before);
    if (member === null) return false;
    await this.forget(member, 'retention');
    return true;
  }

  /** @throws {NotYourTerminalError} @throws {OperationConflictError} when the person was erased. */
  async certify(caller: Principal, id: string, input: NewCertificate): Promise<StaffCertificate> {
    const member = await this.desk.held(caller, id);
    const certificate = { id: randomUUID(), staffId: id, ...input };
    await this.repository.insertCertificate(certificate);
    await this.recordCertificate('create', member, certificate);
    return certificate;
  }

  /**
   * @throws {NotYourTerminalError}
   * @throws {OperationConflictError} when the person was erased, or an assignment needs it.
   */
  async withdraw(caller: Principal, id: string, certificateId: string): Promise<void> {
    const member = await this.desk.held(caller, id);
    const certificates = await this.repository.findCertificates([id]);
    const certificate = certificates.find((one) => one.id === certificateId);
    if (certificate === undefined)
      throw new OperationRecordNotFoundError('certificate', certificateId);
    await this.repository.deleteCertificate(certificateId);
    await this.desk.requireQualified(member, this.clock.now());
    await this.recordCertificate('delete', member, certificate);
  }

  private async forget(before: StaffMember, reason: string | null = null): Promise<void> {
    const erasedAt = this.clock.now();
    await this.repository.erase(before.id, erasedAt);
    await this.desk.forgetAnswers(before.id);
    const version = before.version + 1;
    const after = { ...before, version, name: null, contact: null, erasedAt, updatedAt: erasedAt };
    await this.record('erase', before, after, reason);
  }

  private async record(
    action: string,
    before: StaffMember | null,
    after: StaffMember,
    reason: string | null = null,
  ): Promise<void> {
    const { id, locode } = after;
    const changed = (['name', 'contact'] as const).filter((key) => before?.[key] !== after[key]);
    await this.ledger.record({
      ...{ action, staffId: id, record: 'staff', recordId: id, locode, reason },
      before: before === null ? null : auditedMember(before),
      after: { ...auditedMember(after), ...(before === null ? {} : { changed }) },
    });
  }

  private async recordCertificate(
    action: 'create' | 'delete',
    { id, locode }: StaffMember,
    { id: recordId, staffId, role, validFrom, validTo }: StaffCertificate,
  ): Promise<void> {
    // Without its number, which says whose it is.
    const certificate = { id: recordId, staffId, role, validFrom, validTo };
    await this.ledger.record({
      ...{ action, staffId: id, record: 'staff-certificate', recordId, locode },
      before: action === 'create' ? null : certificate,
      after: action === 'create' ? certificate : null,
    });
  }
}
