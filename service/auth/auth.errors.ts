import {
  DomainError,
  NotFoundError,
  UnauthorizedError,
  type FieldError,
} from '../problem/domain-error.js';

/** Thrown when a key or a token was sent, and it is no good (401). The message never quotes it. */
export class BadCredentialError extends UnauthorizedError {
  /** RFC 6750 §3.1. */
  override readonly headers = {
    'WWW-Authenticate': 'Bearer realm="porttrack", error="invalid_token"',
  };
}

/** Thrown when somebody has asked too often (429, `Retry-After`). */
export class TooManyRequestsError extends DomainError {
  override readonly code = 'too-many-requests';
  override readonly status = 429;
  override readonly headers: Readonly<Record<string, string>>;

  /** @param retryAfterSeconds whole seconds, 1 or more. */
  constructor(detail: string, retryAfterSeconds: number) {
    super(detail);
    this.headers = { 'Retry-After': String(retryAfterSeconds) };
  }
}

/** Thrown when no key has the id (404). */
export class ApiKeyNotFoundError extends NotFoundError {
  constructor(id: string) {
    super(`There is no API key ${id}.`);
  }
}

/** Thrown when a key's terminals don't go with its roles, or its end is over already (422). */
export class ApiKeyRuleError extends DomainError {
  override readonly code = 'unprocessable-content';
  override readonly status = 422;

  constructor(override readonly errors: readonly FieldError[]) {
    super('The key was not made.');
  }
}
