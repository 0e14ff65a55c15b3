import { DomainError, NotFoundError, UnavailableError } from '../problem/domain-error.js';

/** Thrown when no subscription has the id (404). */
export class WebhookNotFoundError extends NotFoundError {
  constructor(id: string) {
    super(`There is no webhook ${id} here.`);
  }
}

/** Thrown when a subscription has no delivery of the id, or it is not kept any more (404). */
export class DeliveryNotFoundError extends NotFoundError {
  constructor(id: string) {
    super(`The webhook has no delivery ${id}, or it is not kept any more.`);
  }
}

/** Thrown when events may not be sent to a URL (422). */
export class WebhookTargetError extends DomainError {
  override readonly code = 'unprocessable-content';
  override readonly status = 422;
  override readonly errors;

  /** @param fault what is wrong, beginning with a verb. */
  constructor(fault: string) {
    super(`The url ${fault}.`);
    this.errors = [{ pointer: '/url', detail: fault }];
  }
}

/** Thrown where an installation has no key to keep secrets with (503). */
export class NoSealingKeyError extends UnavailableError {
  constructor() {
    super('Webhooks need the setting WEBHOOK_SECRET_KEY, which this installation lacks.', 3600);
  }
}
