import { Injectable } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import type { FieldError } from '../problem/domain-error.js';
import { PassageDesk } from './passage-desk.js';
import type { Passage } from './passage.js';
import type { PassageStep } from './passage-state.js';
import { PassageRuleError } from './traffic.errors.js';

/** What a person says of a step. */
export interface StepWish {
  /** When it was, epoch ms; by default now. */
  readonly at?: number | undefined;
  /** Why, on `cancel`. */
  readonly reason?: string;
}

/** What people see passages do; what AIS sees comes from the `PassageProgressWorker`. */
@Injectable()
export class PassageStepsService {
  constructor(
    private readonly desk: PassageDesk,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a step with a passage: the vessel starts or is through, or it is off.
   * @throws PassageNotFoundError @throws PassageStateError
   * @throws PassageRuleError for a time in the future, or an end before the start
   */
  async take(
    id: string,
    step: Exclude<PassageStep, 'confirm'>,
    { at, reason }: StepWish = {},
  ): Promise<Passage> {
    const before = await this.desk.held(id);
    const now = this.clock.now();
    const faults = at === undefined ? [] : timeFaults(before, { step, at, now });
    if (faults.length > 0) throw new PassageRuleError(faults);
    // An end that AIS saw a moment ahead of this clock is not before the start.
    const usual = step === 'complete' ? Math.max(now, before.startedAt ?? now) : now;
    return await this.desk.take(before, {
      step,
      at: at ?? usual,
      by: 'operator',
      reason: reason ?? null,
    });
  }
}

function timeFaults(
  { startedAt }: Passage,
  { step, at, now }: { readonly step: PassageStep; readonly at: number; readonly now: number },
): FieldError[] {
  const pointer = '/at';
  const shown = (time: number) => new Date(time).toISOString();
  if (at > now) {
    return [{ pointer, detail: `${shown(at)} is in the future: it is ${shown(now)}` }];
  }
  if (step === 'complete' && startedAt !== null && at < startedAt) {
    const detail = `${shown(at)} is before the passage started, at ${shown(startedAt)}`;
    return [{ pointer, detail }];
  }
  return [];
}
