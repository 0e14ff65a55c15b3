import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import type { Principal } from '../auth/principal.js';
import type { Page } from '../http/collection.js';
import { requireVersion, type Expected } from '../idempotency/precondition.js';
import { PortCallsService } from '../port-calls/port-calls.service.js';
import { BerthsService, type Berth } from '../ports/berths.service.js';
import { CargoLedger } from './cargo-ledger.js';
import type { CargoOperation, CargoOperationFacts, CargoProgress } from './cargo-operation.js';
import type {
  CargoOperationEdit,
  CargoOperationQuery,
  NewCargoOperation,
} from './cargo-operations.dto.js';
import type { CargoProgressQuery } from './cargo-progress.dto.js';
import { CargoOperationsRepository } from './cargo-operations.repository.js';
import { isUnfinished } from './cargo-state.js';
import { pageByCreation } from './created-page.js';
import { referenced, requireTerminal } from './operation-authority.js';
import {
  OperationConflictError,
  OperationRecordNotFoundError,
  OperationRuleError,
} from './operations.errors.js';
import type { FieldError } from '../problem/domain-error.js';

export type { CargoOperation } from './cargo-operation.js';

/** Cargo operations as they are planned and read; how the work goes is in CargoWorkService. */
@Injectable()
export class CargoOperationsService {
  constructor(
    private readonly repository: CargoOperationsRepository,
    private readonly portCalls: PortCallsService,
    private readonly berths: BerthsService,
    private readonly ledger: CargoLedger,
  ) {}

  /** @throws {OperationRecordNotFoundError} */
  async get(id: string): Promise<CargoOperation> {
    const operation = await this.repository.find(id);
    if (operation === null) throw new OperationRecordNotFoundError('cargo operation', id);
    return operation;
  }

  /** In order of creation. */
  async list(query: CargoOperationQuery): Promise<Page<CargoOperation>> {
    const updatedAt = await this.repository.findUpdatedAt();
    const found = await this.repository.findAll({
      locode: query.port ?? null,
      portCallId: query.portCall ?? null,
      berthId: query.berth ?? null,
      states: query.state ?? null,
      after: query.cursor ?? null,
      limit: query.limit + 1,
    });
    return pageByCreation(found, query.limit, updatedAt);
  }

  /** The tally in order of entry. @throws {OperationRecordNotFoundError} */
  async progress(id: string, query: CargoProgressQuery): Promise<Page<CargoProgress>> {
    const { updatedAt } = await this.get(id);
    const found = await this.repository.findProgress(id, query.cursor ?? null, query.limit + 1);
    const entries = found.map((entry) => ({ ...entry, createdAt: entry.recordedAt }));
    return pageByCreation(entries, query.limit, updatedAt);
  }

  /** Operations at the berths of a port within a time (epoch ms), in order of creation. */
  async atWork(locode: string, from: number, to: number): Promise<CargoOperation[]> {
    return await this.repository.findAtWork(locode, from, to);
  }

  /**
   * @throws {OperationRuleError} when port call, berth and the facts do not go together.
   * @throws {OperationConflictError} when the port call is cancelled.
   * @throws {NotYourTerminalError}
   */
  async create(caller: Principal, input: NewCargoOperation): Promise<CargoOperation> {
    const { portCallId, ...rest } = input;
    const call = await referenced('/portCallId', () => this.portCalls.get(portCallId));
    const facts = toFacts(rest);
    const berth = await this.berthIn(call.locode, facts.berthId);
    requireTerminal(caller, call.locode, berth.terminal);
    requireSound(facts);
    if (call.status === 'cancelled')
      throw new OperationConflictError(`The port call ${portCallId} is cancelled.`, [
        { pointer: '/portCallId', detail: `the port call ${portCallId} is cancelled` },
      ]);
    const id = randomUUID();
    await this.repository.insert({ id, portCallId, locode: call.locode }, facts);
    const after = await this.get(id);
    await this.ledger.record({ action: 'create', before: null, after });
    return after;
  }

  /**
   * @throws {StaleVersionError}
   * @throws {OperationConflictError} when it is completed or cancelled.
   * @throws {OperationRuleError} when the new facts do not go together.
   */
  async edit(
    caller: Principal,
    id: string,
    { edit, expected }: { readonly edit: CargoOperationEdit; readonly expected: Expected },
  ): Promise<CargoOperation> {
    const before = await this.held(caller, id);
    requireVersion(expected, before.version);
    if (!isUnfinished(before.state))
      throw new OperationConflictError(`The operation is ${before.state}: it stays as it is.`, [
        { pointer: '', detail: `the cargo operation ${id} is ${before.state}` },
      ]);
    const facts = { ...factsOf(before), ...withoutUndefined(edit) };
    const berth = await this.berthIn(before.locode, facts.berthId);
    requireTerminal(caller, before.locode, berth.terminal);
    requireSound(facts);
    requireStillOpen(before, facts);
    await this.repository.update(id, facts);
    const after = await this.get(id);
    await this.ledger.record({ action: 'edit', before, after });
    return after;
  }

  /**
   * An operation that the caller may write, locked with the others of its port call, whose times it
   * may change.
   * @throws {OperationRecordNotFoundError} @throws {NotYourTerminalError}
   */
  async held(caller: Principal, id: string): Promise<CargoOperation> {
    const before = (await this.repository.lockCall(id)).find((one) => one.id === id);
    if (before === undefined) throw new OperationRecordNotFoundError('cargo operation', id);
    const { terminal } = await this.berths.get(before.berthId);
    requireTerminal(caller, before.locode, terminal);
    return before;
  }

  private async berthIn(locode: string, berthId: string): Promise<Berth> {
    const berth = await referenced('/berthId', () => this.berths.get(berthId));
    if (berth.locode !== locode)
      throw new OperationRuleError([
        { pointer: '/berthId', detail: `the berth is in ${berth.locode}, the call in ${locode}` },
      ]);
    return berth;
  }
}

type NewFacts = Omit<NewCargoOperation, 'portCallId'>;

function toFacts({ plannedFrom, plannedTo, ...rest }: NewFacts): CargoOperationFacts {
  return { ...rest, plannedStartAt: plannedFrom, plannedEndAt: plannedTo };
}

function factsOf(operation: CargoOperation): CargoOperationFacts {
  const { berthId, direction, hsChapter, commodity, unit, planned, gangs, cranes } = operation;
  const { dangerousGoods, plannedStartAt, plannedEndAt } = operation;
  return {
    ...{ berthId, direction, hsChapter, commodity, unit, planned, gangs, cranes },
    ...{ dangerousGoods, plannedStartAt, plannedEndAt },
  };
}

/** The facts that an edit names. */
function withoutUndefined(edit: CargoOperationEdit): Partial<CargoOperationFacts> {
  const { plannedFrom, plannedTo, ...rest } = edit;
  const named = { ...rest, plannedStartAt: plannedFrom, plannedEndAt: plannedTo };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}

/** @throws {OperationRuleError} naming every rule that the facts break. */
function requireSound(facts: CargoOperationFacts): void {
  const { hsChapter, commodity, unit, planned, plannedStartAt, plannedEndAt } = facts;
  const errors: FieldError[] = [];
  if (hsChapter === null && commodity === null)
    errors.push({ pointer: '/commodity', detail: 'an HS chapter or a commodity must be named' });
  if (unit === 'units' && !Number.isInteger(planned))
    errors.push({ pointer: '/planned', detail: `${planned} units: pieces are whole` });
  if (plannedStartAt !== null && plannedEndAt !== null && plannedStartAt >= plannedEndAt)
    errors.push({ pointer: '/plannedTo', detail: 'the planned end is not after the start' });
  if (errors.length > 0) throw new OperationRuleError(errors);
}

/** Once work has begun, what was counted is in this unit and direction, and at this berth. */
function requireStillOpen(before: CargoOperation, facts: CargoOperationFacts): void {
  if (before.state === 'planned') return;
  const errors = (['berthId', 'direction', 'unit'] as const)
    .filter((name) => before[name] !== facts[name])
    .map((name) => ({ pointer: `/${name}`, detail: `${name} cannot change once work has begun` }));
  if (errors.length > 0) throw new OperationRuleError(errors);
}
