import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import type { Principal } from '../auth/principal.js';
import { Clock } from '../clock/clock.js';
import type { CargoOperation, CargoProgress } from './cargo-operation.js';
import type { CargoCancel, CargoStep, CargoSuspend } from './cargo-operations.dto.js';
import type { NewCargoProgress } from './cargo-progress.dto.js';
import { CargoOperationsService } from './cargo-operations.service.js';
import { CargoOutcome } from './cargo-outcome.js';
import { CargoOperationsRepository } from './cargo-operations.repository.js';
import { afterCargoAction, statesBefore, takesProgress, type CargoAction } from './cargo-state.js';
import { cargoTimeFault } from './cargo-times.js';
import { OperationConflictError, OperationRuleError } from './operations.errors.js';

/** An operation under lock, with the others of its port call. */
interface Held {
  readonly before: CargoOperation;
  /** The state that the step leads to. */
  readonly next: CargoOperation['state'];
}

/**
 * How the work goes: steps and the tally, each under the lock of the whole port call. All methods:
 * @throws {OperationRecordNotFoundError}
 * @throws {NotYourTerminalError}
 * @throws {OperationConflictError} when the operation's state does not take the step.
 * @throws {OperationRuleError} when the step's time cannot be.
 */
@Injectable()
export class CargoWorkService {
  constructor(
    private readonly repository: CargoOperationsRepository,
    private readonly operations: CargoOperationsService,
    private readonly outcome: CargoOutcome,
    private readonly clock: Clock,
  ) {}

  async start(caller: Principal, id: string, step: CargoStep): Promise<CargoOperation> {
    const { before, next } = await this.hold(caller, id, 'start');
    const at = this.timeOf(before, 'start', step.at);
    await this.repository.step(id, { ...before, state: next, startedAt: at });
    return await this.outcome.tell('start', before);
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
    return await this.outcome.tell('suspend', before, reason);
  }

  async resume(caller: Principal, id: string, step: CargoStep): Promise<CargoOperation> {
    const { before, next } = await this.hold(caller, id, 'resume');
    await this.repository.closeSuspension(id, this.timeOf(before, 'resume', step.at));
    await this.repository.step(id, { ...before, state: next });
    return await this.outcome.tell('resume', before);
  }

  async complete(caller: Principal, id: string, step: CargoStep): Promise<CargoOperation> {
    const { before, next } = await this.hold(caller, id, 'complete');
    const at = this.timeOf(before, 'complete', step.at);
    await this.repository.closeSuspension(id, at);
    await this.repository.step(id, { ...before, state: next, completedAt: at });
    return await this.outcome.tell('complete', before);
  }

  async cancel(caller: Principal, id: string, { reason }: CargoCancel): Promise<CargoOperation> {
    const { before, next } = await this.hold(caller, id, 'cancel');
    const open = before.suspensions.find(({ end }) => end === null);
    if (open !== undefined)
      await this.repository.closeSuspension(id, Math.max(this.clock.now(), open.start + 1));
    await this.repository.step(id, { ...before, state: next, cancelReason: reason });
    return await this.outcome.tell('cancel', before, reason);
  }

  /**
   * Adds an entry to the tally.
   * @throws {OperationRuleError} also when less than nothing would be done.
   */
  async enter(caller: Principal, id: string, entry: NewCargoProgress): Promise<CargoProgress> {
    const before = await this.operations.held(caller, id);
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
    await this.outcome.tell('progress', before, reason);
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

  private async hold(caller: Principal, id: string, action: CargoAction): Promise<Held> {
    const before = await this.operations.held(caller, id);
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
}
