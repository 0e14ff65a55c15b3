import {
  BrokenRulesError,
  DomainError,
  type FieldError,
  ForbiddenError,
  NotFoundError,
} from '../problem/domain-error.js';

/** Thrown when a record of this room does not exist (404). */
export class OperationRecordNotFoundError extends NotFoundError {
  /** @param kind in words, such as `cargo operation`. */
  constructor(kind: string, id: string) {
    super(`There is no ${kind} ${id} here.`);
  }
}

/** Thrown when a caller with role `terminal` reaches for what stands at another's terminal (403). */
export class NotYourTerminalError extends ForbiddenError {
  /** @param terminal its code, `null` for what stands at none. */
  constructor(locode: string, terminal: string | null) {
    const place = terminal === null ? `at no terminal of ${locode}` : `at ${locode}/${terminal}`;
    super(`This stands ${place}; your key or token is for other terminals.`);
  }
}

/** Thrown when the present state of a record, or another record, is in the way (409). */
export class OperationConflictError extends DomainError {
  override readonly code = 'conflict';
  override readonly status = 409;
  override readonly errors: readonly FieldError[];

  /** @param errors at least one; each names the record in the way. */
  constructor(message: string, errors: readonly FieldError[]) {
    super(message);
    this.errors = errors;
  }
}

/** Thrown when a write breaks rules of this room (422); names every one that it breaks. */
export class OperationRuleError extends BrokenRulesError {}
