import { DomainError, InvalidRequestError } from '../problem/domain-error.js';

/** Thrown when a key comes again with another request (422). */
export class IdempotencyKeyReusedError extends DomainError {
  override readonly code = 'unprocessable-content';
  override readonly status = 422;

  constructor() {
    super('This Idempotency-Key was used within the last 24 hours for another request.');
    this.errors = [
      { parameter: 'Idempotency-Key', detail: 'was used for another path or body before' },
    ];
  }

  override readonly errors;
}

/** Thrown for a key that is empty, too long or not plain ASCII (400). */
export class IdempotencyKeyError extends InvalidRequestError {
  constructor() {
    super([{ parameter: 'Idempotency-Key', detail: 'must be 1 to 200 visible ASCII characters' }]);
  }
}

/** Thrown for a repeat of a request whose answer held a secret, which was not kept (409). */
export class AnswerShownOnceError extends DomainError {
  override readonly code = 'conflict';
  override readonly status = 409;

  constructor() {
    super(
      'This request was carried out before. Its answer held a secret, which is shown only once: ' +
        'if you have not received it, remove what was made, or have its secret replaced.',
    );
  }
}
