import {
  BrokenRulesError,
  DomainError,
  type FieldError,
  NotFoundError,
} from '../problem/domain-error.js';
import type { PassageState, PassageStep } from './passage-state.js';
import { statesBefore } from './passage-state.js';

/** Thrown when no passage has the id (404). */
export class PassageNotFoundError extends NotFoundError {
  constructor(id: string) {
    super(`There is no passage ${id} here.`);
  }
}

/** Thrown when a passage is not in a state from which it can be done (409). */
export class PassageStateError extends DomainError {
  override readonly code = 'conflict';
  override readonly status = 409;

  /** @param what a step, or `edit` */
  constructor(id: string, state: PassageState, what: PassageStep | 'edit') {
    const from = what === 'edit' ? ['planned', 'confirmed'] : statesBefore(what);
    super(`Passage ${id} is ${state}: ${what} needs it to be ${from.join(' or ')}.`);
  }
}

/** Thrown when a passage would come too close to others in the fairway (409). */
export class PassageConflictError extends DomainError {
  override readonly code = 'conflict';
  override readonly status = 409;
  override readonly errors: readonly FieldError[];

  /** @param others what stands in the way, in words, with the other passage's id; at least one */
  constructor(others: readonly string[]) {
    super(`The fairway is not free then: ${others.join('; ')}.`);
    this.errors = others.map((detail) => ({ pointer: '/plannedStart', detail }));
  }
}

/** Thrown when the port call has no place for a passage (409). */
export class PortCallOverError extends DomainError {
  override readonly code = 'conflict';
  override readonly status = 409;

  constructor(portCallId: string, status: string) {
    super(`Port call ${portCallId} is ${status}: it has no more passages.`);
    this.errors = [{ pointer: '/portCallId', detail: `${portCallId} is ${status}` }];
  }

  override readonly errors: readonly FieldError[];
}

/** Thrown when a plan breaks rules, all of which are named (422). */
export class PassageRuleError extends BrokenRulesError {}
