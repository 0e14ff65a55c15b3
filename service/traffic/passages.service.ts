import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';

import type { Principal } from '../auth/principal.js';
import { pageOf, type Page } from '../http/collection.js';
import { requireVersion, type Expected } from '../idempotency/precondition.js';
import type { PortCall } from '../port-calls/port-calls.service.js';
import type { Fairway } from '../ports/fairways.service.js';
import type { Passage, PassagePlan } from './passage.js';
import { editableStates, stateAfter } from './passage-state.js';
import { PassageGround } from './passage-ground.js';
import { PassagePlanner } from './passage-planner.js';
import type { NewPassage, PassagePatch, PassageQuery } from './passages.dto.js';
import { PassageDesk } from './passage-desk.js';
import { PassagesRepository } from './passages.repository.js';
import { PassageNotFoundError, PassageStateError, PortCallOverError } from './traffic.errors.js';

export type { Passage } from './passage.js';

/** What a caller changes of a passage. */
export interface PassageEdit {
  readonly patch: PassagePatch;
  readonly expected: Expected;
}

/** Passages through fairways, as they are planned. Writes need an open transaction. */
@Injectable()
export class PassagesService {
  constructor(
    private readonly repository: PassagesRepository,
    private readonly planner: PassagePlanner,
    private readonly desk: PassageDesk,
    private readonly ground: PassageGround,
  ) {}

  /** @throws PassageNotFoundError */
  async get(id: string): Promise<Passage> {
    const passage = await this.repository.find(id);
    if (passage === null) throw new PassageNotFoundError(id);
    return passage;
  }

  /** In order of planned start. */
  async list(query: PassageQuery): Promise<Page<Passage>> {
    const { limit } = query;
    const found = await this.repository.findAll({
      locode: query.port ?? null,
      portCallId: query.portCall ?? null,
      fairwayId: query.fairway ?? null,
      states: query.state ?? null,
      from: query.from ?? null,
      to: query.to ?? null,
      after: query.cursor ?? null,
      limit: limit + 1,
    });
    const updatedAt = await this.repository.findUpdatedAt();
    return pageOf(found, { limit, updatedAt, placeOf: (one) => [one.plannedStartAt, one.id] });
  }

  /**
   * Plans a passage: from now on its time in the fairway is held.
   * @throws PortCallNotFoundError @throws PortCallOverError
   * @throws FairwayNotFoundError @throws FairwayLineError
   * @throws PassageRuleError @throws PassageConflictError @throws ForbiddenError
   */
  async create(caller: Principal, wish: NewPassage): Promise<Passage> {
    const { call, fairway } = await this.ground.of(wish);
    requireOpen(call);
    const plan = planOf(wish, fairway);
    const { overrideReason } = wish;
    const verdict = await this.planner.decide({
      call,
      fairway,
      plan,
      caller,
      overrideReason,
      present: null,
    });
    const { id: portCallId, locode } = call;
    const place = { id: randomUUID(), portCallId, locode, fairwayId: fairway.id };
    return await this.desk.create(place, { ...plan, ...verdict });
  }

  /**
   * Plans a passage anew, before it has begun; what is left out stays.
   * @throws PassageNotFoundError @throws StaleVersionError @throws PassageStateError
   * @throws PassageRuleError @throws PassageConflictError @throws ForbiddenError
   */
  async edit(caller: Principal, id: string, { patch, expected }: PassageEdit): Promise<Passage> {
    const before = await this.desk.held(id);
    requireVersion(expected, before.version);
    if (!editableStates.includes(before.state)) {
      throw new PassageStateError(id, before.state, 'edit');
    }
    const { call, fairway } = await this.ground.of(before);
    const plan = editedPlan(before, patch);
    const { overrideReason } = patch;
    const verdict = await this.planner.decide({
      call,
      fairway,
      plan,
      caller,
      overrideReason,
      present: before,
    });
    return await this.desk.replan(before, { ...plan, ...verdict }, overrideReason);
  }

  /**
   * Agrees to a passage. The rules are asked again: draught, tides and the fairway may be others now.
   * @throws PassageNotFoundError @throws PassageStateError @throws PortCallOverError
   * @throws PassageRuleError @throws PassageConflictError
   */
  async confirm(caller: Principal, id: string): Promise<Passage> {
    const before = await this.desk.held(id);
    if (stateAfter(before.state, 'confirm') === null) {
      throw new PassageStateError(id, before.state, 'confirm');
    }
    const { call, fairway } = await this.ground.of(before);
    requireOpen(call);
    const question = { call, fairway, plan: before, caller, overrideReason: null, present: before };
    const verdict = await this.planner.decide(question);
    const isSame = isDeepStrictEqual(verdict.underKeel, before.underKeel);
    const present = isSame
      ? before
      : await this.desk.replan(before, { ...before, ...verdict }, null);
    return await this.desk.take(present, {
      step: 'confirm',
      at: present.updatedAt,
      by: 'operator',
    });
  }

  /**
   * Assigns a pilot, or none; the assignment itself is a record of operations.
   * @param staffId staff member; `null`: nobody
   * @throws PassageNotFoundError
   * @throws PassageStateError when a pilot is given to a passage that is over
   */
  async setPilot(id: string, staffId: string | null): Promise<Passage> {
    const before = await this.desk.held(id);
    if (before.pilotId === staffId) return before;
    const isOver = before.state === 'completed' || before.state === 'cancelled';
    if (isOver && staffId !== null) throw new PassageStateError(id, before.state, 'edit');
    return await this.desk.setPilot(before, staffId);
  }
}

function requireOpen({ id, status }: PortCall): void {
  if (status === 'departed' || status === 'cancelled') throw new PortCallOverError(id, status);
}

/** Which way the line is sailed follows from the direction, except for shifting. */
function planOf(wish: NewPassage, fairway: Fairway): PassagePlan {
  const { direction, isReversed = false } = wish;
  const { draughtMetres, tugCount, tugNames, notes } = wish;
  return {
    direction,
    isReversed: direction === 'shifting' ? isReversed : direction !== fairway.direction,
    plannedStartAt: wish.plannedStart,
    plannedEndAt: wish.plannedEnd,
    draughtMetres,
    tugCount,
    tugNames,
    notes,
  };
}

function editedPlan(before: Passage, patch: PassagePatch): PassagePlan {
  const { plannedStart, plannedEnd, draughtMetres, tugCount, tugNames, notes } = patch;
  return {
    direction: before.direction,
    isReversed: before.isReversed,
    plannedStartAt: plannedStart ?? before.plannedStartAt,
    plannedEndAt: plannedEnd ?? before.plannedEndAt,
    draughtMetres: draughtMetres === undefined ? before.draughtMetres : draughtMetres,
    tugCount: tugCount === undefined ? before.tugCount : tugCount,
    tugNames: tugNames ?? before.tugNames,
    notes: notes === undefined ? before.notes : notes,
  };
}
