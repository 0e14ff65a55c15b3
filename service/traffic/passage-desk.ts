import { Injectable } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import type { Passage, PassageWitness } from './passage.js';
import { PassageLedger } from './passage-ledger.js';
import { stateAfter, type PassageStep } from './passage-state.js';
import { PassagesRepository, type PlannedPassage, type StepChange } from './passages.repository.js';
import { PassageNotFoundError, PassageStateError } from './traffic.errors.js';

/** How a step is taken. */
export interface StepTaken {
  readonly step: PassageStep;
  /** When it was, epoch ms. */
  readonly at: number;
  readonly by: PassageWitness;
  /** Why, on `cancel`. */
  readonly reason?: string | null;
}

/** Writes passages, and tells of what was written. All inside the open transaction. */
@Injectable()
export class PassageDesk {
  constructor(
    private readonly repository: PassagesRepository,
    private readonly ledger: PassageLedger,
    private readonly clock: Clock,
  ) {}

  /** Enters a new passage. */
  async create(
    place: Pick<Passage, 'id' | 'portCallId' | 'locode' | 'fairwayId'>,
    planned: PlannedPassage,
  ): Promise<Passage> {
    await this.repository.insert(place, planned, this.clock.now());
    const after = await this.get(place.id);
    const reason = planned.override?.reason ?? null;
    return await this.ledger.changed({ action: 'create', before: null, after, reason });
  }

  /** Writes a new plan into a passage whose row is locked. */
  async replan(before: Passage, planned: PlannedPassage, reason: string | null): Promise<Passage> {
    await this.repository.replan(before.id, planned, this.clock.now());
    const after = await this.get(before.id);
    return await this.ledger.changed({ action: 'edit', before, after, reason });
  }

  /** Writes the pilot into a passage whose row is locked. @param staffId `null`: nobody */
  async setPilot(before: Passage, staffId: string | null): Promise<Passage> {
    await this.repository.setPilot(before.id, staffId, this.clock.now());
    const after = await this.get(before.id);
    return await this.ledger.changed({ action: 'set-pilot', before, after });
  }

  /**
   * Takes a step with a passage whose row is locked.
   * @throws PassageStateError when its state does not allow the step
   */
  async take(before: Passage, { step, at, by, reason = null }: StepTaken): Promise<Passage> {
    const state = stateAfter(before.state, step);
    if (state === null) throw new PassageStateError(before.id, before.state, step);
    const { startedAt, startedBy, completedAt, completedBy, cancelReason } = before;
    const change: StepChange = {
      state,
      startedAt,
      startedBy,
      completedAt,
      completedBy,
      cancelReason,
      ...(step === 'start' ? { startedAt: at, startedBy: by } : {}),
      ...(step === 'complete' ? { completedAt: at, completedBy: by } : {}),
      ...(step === 'cancel' ? { cancelReason: reason } : {}),
    };
    await this.repository.step(before.id, change, this.clock.now());
    const after = await this.get(before.id);
    return await this.ledger.changed({ action: step, before, after, reason });
  }

  /** The passage, with its row locked until the transaction ends. @throws PassageNotFoundError */
  async held(id: string): Promise<Passage> {
    const passage = await this.repository.findLocked(id);
    if (passage === null) throw new PassageNotFoundError(id);
    return passage;
  }

  private async get(id: string): Promise<Passage> {
    const passage = await this.repository.find(id);
    if (passage === null) throw new PassageNotFoundError(id);
    return passage;
  }
}
