import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import type { Principal } from '../auth/principal.js';
import { Clock } from '../clock/clock.js';
import { BerthsService } from '../ports/berths.service.js';
import { CargoClaims } from './cargo-claims.js';
import { CargoLedger } from './cargo-ledger.js';
import type { CargoOperation, CargoProgress } from './cargo-operation.js';
import type {
  CargoCancel,
  CargoStep,
  CargoSuspend,
  NewCargoProgress,
} from './cargo-operations.dto.js';
import { CargoOperationsRepository } from './cargo-operations.repository.js';
import { afterCargoAction, statesBefore, takesProgress, type CargoAction } from './cargo-state.js';
import { cargoTimeFault } from './cargo-times.js';
import { requireTerminal } from './operation-authority.js';
import {
  OperationConflictError,
  OperationRecordNotFoundError,
  OperationRuleError,
} from './operations.errors.js';

/** An operation under lock, with the others of its port call. */
interface Held {
  readonly before: CargoOperation;
  /** The state that the step leads to. */
  readonly next: CargoOperation['state'];
}

/**
 * How the work goes: steps and the tally. Everything that an operation is told happens under the
 * lock of its whole port call, whose times it may change. All methods:
 * @throws {OperationRecordNotFoundError}
 * @throws {NotYourTerminalError}
 * @throws {OperationConflictError} when the operation's state does not take the step.
 * @throws {OperationRuleError} when the step's time cannot be.
 */
@Injectable()
export class CargoWorkService {
  constructor(
    private readonly repository: CargoOperationsRepository,
    private readonly berths: BerthsService,
    private readonly ledger: CargoLedger,
    private readonly claims: CargoClaims,
    private readonly clock: Clock,
  ) {}

  async start(caller: Principal, id: string, step: CargoStep): Promise<CargoOperation> {
    const { before, next } = await this.hold(caller, id, 'start');
    const at = this.timeOf(before, 'start', step.at);
    await this.repository.step(id, { ...before, state: next, startedAt: at });
    return await this.told('start', before);
  }

  async suspend(caller: Principal, id: string, step: CargoSuspend): Promise<CargoOperation> {
    const { before, next } = await this.hold(caller, id, 'suspend');
    const start = this.timeOf(before, 'suspend', step.at);
    const { reason, remark } = step;
    await this.repository.openSuspension(id, {
      id: randomUUID(),
      start,
      end: null,
      reason,
      remark,
    });
    await this.repository.step(id, { ...before, state: next });
    return await this.told('suspend', before, reason);
  }

  async resume(caller: Principal, id: string, step: CargoStep): Promise<CargoOperation> {
    const { before, next } = await this.hold(caller, id, 'resume');
    await this.repository.closeSuspension(id, this.timeOf(before, 'resume', step.at));
    await this.repository.step(id, { ...before, state: next });
    return await this.told('resume', before);
  }

  async complete(caller: Principal, id: string, step: CargoStep): Promise<CargoOperation> {
    const { before, next } = await this.hold(caller, id, 'complete');
    const at = this.timeOf(before, 'complete', step.at);
    await this.repository.closeSuspension(id, at);
    await this.repository.step(id, { ...before, state: next, completedAt: at });
    return await this.told('complete', before);
  }

  async cancel(caller: Principal, id: string, { reason }: CargoCancel): Promise<CargoOperation> {
    const { before, next } = await this.hold(caller, id, 'cancel');
    const open = before.suspensions.find(({ end }) => end === null);
    if (open !== undefined)
      await this.repository.closeSuspension(id, Math.max(this.clock.now(), open.start + 1));
    await this.repository.step(id, { ...before, state: next, cancelReason: reason });
    return await this.told('cancel', before, reason);
  }

  /**
   * Adds an entry to the tally.
   * @throws {OperationRuleError} also when less than nothing would be done.
   */
  async enter(caller: Principal, id: string, entry: NewCargoProgress): Promise<CargoProgress> {
    const before = await this.locked(caller, id);
    if (!takesProgress(before.state))
      throw new OperationConflictError(`A ${before.state} operation takes no progress.`, [
        { pointer: '', detail: `the cargo operation ${id} is ${before.state}` },
      ]);
    const { amount, reason } = entry;
    const at = this.timeOf(before, 'progress', entry.at);
    await this.requireAmount(before, amount);
    const added = await this.repository.addProgress({
      ...{ id: randomUUID(), operationId: id, amount, at, reason },
    });
    await this.told('progress', before, reason);
    return added;
  }

  private async requireAmount({ id, unit, done }: CargoOperation, amount: number): Promise<void> {
    if (unit === 'units' && !Number.isInteger(amount))
      throw new OperationRuleError([
        { pointer: '/amount', detail: `${amount} units: pieces are whole` },
      ]);
    if (!(await this.repository.canAdd(id, amount)))
      throw new OperationRuleError([
        { pointer: '/amount', detail: `${done} is done: ${-amount} cannot be taken back` },
      ]);
  }

  private async locked(caller: Principal, id: string): Promise<CargoOperation> {
    const before = (await this.repository.lockCall(id)).find((one) => one.id === id);
    if (before === undefined) throw new OperationRecordNotFoundError('cargo operation', id);
    const { terminal } = await this.berths.get(before.berthId);
    requireTerminal(caller, before.locode, terminal);
    return before;
  }

  private async hold(caller: Principal, id: string, action: CargoAction): Promise<Held> {
    const before = await this.locked(caller, id);
    const next = afterCargoAction(before.state, action);
    if (next === null) {
      const wanted = statesBefore(action).join(' or ');
      throw new OperationConflictError(
        `A ${before.state} operation takes no ${action}: it must be ${wanted}.`,
        [{ pointer: '', detail: `the cargo operation ${id} is ${before.state}` }],
      );
    }
    return { before, next };
  }

  private timeOf(
    operation: CargoOperation,
    action: CargoAction | 'progress',
    given: number | undefined,
  ): number {
    const now = this.clock.now();
    const at = given ?? now;
    const fault = cargoTimeFault(operation, action, { at, now });
    if (fault !== null) throw new OperationRuleError([{ pointer: '/at', detail: fault }]);
    return at;
  }

  private async told(
    action: CargoAction | 'progress',
    before: CargoOperation,
    reason: string | null = null,
  ): Promise<CargoOperation> {
    const operations = await this.repository.lockCall(before.id);
    const after = operations.find(({ id }) => id === before.id);
    if (after === undefined) throw new OperationRecordNotFoundError('cargo operation', before.id);
    await this.ledger.record({ action, before, after, reason });
    if (action === 'start') await this.claims.claimStart(after, operations);
    await this.claims.claimCompletion(operations);
    return after;
  }
}
