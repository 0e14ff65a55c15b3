import {
  BrokenRulesError,
  DomainError,
  type FieldError,
  NotFoundError,
} from '../problem/domain-error.js';
import type { PortCallStatus } from './port-call.js';

/** Thrown when no port call has the id (404). */
export class PortCallNotFoundError extends NotFoundError {
  constructor(id: string) {
    super(`There is no port call ${id}.`);
  }
}

/** Thrown when the port call has no claim of the id (404). */
export class ClaimNotFoundError extends NotFoundError {
  constructor(id: string) {
    super(`The port call has no claim ${id}.`);
  }
}

/** Thrown when the vessel is in the port already, by another port call (409). */
export class OpenPortCallError extends DomainError {
  override readonly code = 'conflict';
  override readonly status = 409;
  override readonly errors: readonly FieldError[];

  /** @param openId the port call in the way; `null` when it has ended since */
  constructor(openId: string | null) {
    super(
      openId === null
        ? 'Another port call of the vessel was open in this port: try again.'
        : `The vessel is in this port already, by port call ${openId}.`,
    );
    const detail = 'is the port call that is open';
    this.errors = openId === null ? [] : [{ pointer: '', detail: `${openId} ${detail}` }];
  }
}

/** Thrown when something is asked of a port call that its status has no place for (409). */
export class PortCallStatusError extends DomainError {
  override readonly code = 'conflict';
  override readonly status = 409;

  /** @param what what cannot be done, such as `be cancelled` */
  constructor(id: string, status: PortCallStatus, what: string) {
    super(`Port call ${id} is ${status}, and cannot ${what}.`);
  }
}

/** Thrown when a step has no place in a negotiation as it stands (409). */
export class StepNotAllowedError extends DomainError {
  override readonly code = 'conflict';
  override readonly status = 409;
  override readonly errors: readonly FieldError[];

  /** @param claimId the claim that the negotiation stands at; `null`: none */
  constructor(message: string, claimId: string | null) {
    super(message);
    this.errors =
      claimId === null ? [] : [{ pointer: '', detail: `${claimId} is where it stands` }];
  }
}

/** Thrown when a claim was rejected before (409). */
export class ClaimRejectedError extends DomainError {
  override readonly code = 'conflict';
  override readonly status = 409;

  constructor(id: string) {
    super(`Claim ${id} was rejected, and no longer counts.`);
  }
}

/** Thrown when a port call or a claim breaks rules, all of which are named (422). */
export class PortCallRuleError extends BrokenRulesError {}

/** Thrown when two vessels that are in one port at once would become one (409). */
export class MergeInPortError extends DomainError {
  override readonly code = 'conflict';
  override readonly status = 409;

  constructor(id: string, otherId: string) {
    super(`Both vessels are in port, by port calls ${id} and ${otherId}: they cannot be one.`);
  }
}
