import { Injectable } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import { ClaimsService } from '../port-calls/claims.service.js';
import { workOf, type CargoOperation } from './cargo-operation.js';
import { CargoOperationsRepository } from './cargo-operations.repository.js';
import { isWorthTelling, paceOf } from './cargo-rate.js';
import { isUnfinished } from './cargo-state.js';

/** Smallest move of the estimated completion that becomes a claim. */
export const estimateStepMs = 15 * 60_000;

/**
 * What the operations of a port call say of its times: CARGO_OPERATIONS has one start and one
 * completion for the whole call, so the first operation starts it and the last completes it.
 */
@Injectable()
export class CargoClaims {
  constructor(
    private readonly repository: CargoOperationsRepository,
    private readonly claims: ClaimsService,
    private readonly clock: Clock,
  ) {}

  /** ACT of STRT, when `started` is the earliest of its call. @param operations all of the call. */
  async claimStart(started: CargoOperation, operations: readonly CargoOperation[]): Promise<void> {
    const { id, startedAt } = started;
    const others = operations.filter((one) => one.id !== id && one.state !== 'cancelled');
    const isFirst = others.every((one) => one.startedAt === null || startsBefore(started, one));
    if (startedAt !== null && isFirst) await this.claim(started, 'STRT', 'ACT', startedAt);
  }

  /**
   * ACT of CMPL when nothing of the call is left to do; else EST, when every operation's end can be
   * told and the last of them has moved. @param operations all of the call, as they are now.
   */
  async claimCompletion(operations: readonly CargoOperation[]): Promise<void> {
    const unfinished = operations.filter(({ state }) => isUnfinished(state));
    if (unfinished.length === 0) await this.claimCompleted(operations);
    else await this.claimEstimate(unfinished);
  }

  private async claimCompleted(operations: readonly CargoOperation[]): Promise<void> {
    const last = latest(operations, ({ completedAt }) => completedAt);
    if (last !== null) await this.claim(last.operation, 'CMPL', 'ACT', last.at);
  }

  private async claimEstimate(unfinished: readonly CargoOperation[]): Promise<void> {
    const now = this.clock.now();
    const ends = unfinished.map((operation) => expectedEnd(operation, now));
    const isReckoned = unfinished.some((one) => paceOf(workOf(one), now).estimatedCompletionAt);
    if (!isReckoned || ends.includes(null)) return;
    const last = latest(unfinished, (operation) => expectedEnd(operation, now));
    if (last === null) return;
    const { operation, at } = last;
    const told = await this.repository.findToldEstimate(operation.portCallId);
    if (!isWorthTelling(told, at, estimateStepMs)) return;
    await this.repository.keepToldEstimate(operation.portCallId, at);
    await this.claim(operation, 'CMPL', 'EST', at);
  }

  private async claim(
    operation: CargoOperation,
    event: 'STRT' | 'CMPL',
    classifier: 'EST' | 'ACT',
    time: number,
  ): Promise<void> {
    const { id, portCallId, berthId } = operation;
    await this.claims.add(portCallId, {
      service: 'CARGO_OPERATIONS',
      event,
      classifier,
      time,
      location: { berthId },
      source: classifier === 'EST' ? 'derived' : 'terminal',
      remark: `cargo operation ${id}`,
      // A second operation that ends at the same moment says nothing new.
      dedupeKey: classifier === 'ACT' ? `cargo:${event}:${time}` : null,
    });
  }
}

function startsBefore(one: CargoOperation, other: CargoOperation): boolean {
  return (one.startedAt ?? Infinity) < (other.startedAt ?? Infinity);
}

/** What has not begun ends when it is planned to; what rests, nobody knows. */
function expectedEnd(operation: CargoOperation, now: number): number | null {
  return operation.state === 'planned'
    ? operation.plannedEndAt
    : paceOf(workOf(operation), now).estimatedCompletionAt;
}

function latest(
  operations: readonly CargoOperation[],
  timeOf: (operation: CargoOperation) => number | null,
): { readonly operation: CargoOperation; readonly at: number } | null {
  return operations.reduce<{ operation: CargoOperation; at: number } | null>((last, operation) => {
    const at = timeOf(operation);
    return at !== null && (last === null || at > last.at) ? { operation, at } : last;
  }, null);
}
