import type { ProblemCode } from './problem-types.js';

/** One thing that is wrong with a request: where it is, and what is wrong, for a person to read. */
export type FieldError =
  | {
      /** Name of the query parameter, path parameter or header. */
      readonly parameter: string;
      readonly detail: string;
    }
  | {
      /** JSON Pointer into the request's body (RFC 6901); empty for the whole of it. */
      readonly pointer: string;
      readonly detail: string;
    };

/**
 * A rule of the domain that a request broke. Each feature derives its own in `<feature>.errors.ts`
 * and throws it from its service; `ProblemFilter` turns it into an RFC 9457 answer. The message is
 * shown to the caller: it names the rule and holds nothing internal.
 */
export abstract class DomainError extends Error {
  /** Anchor in docs/problems.md; decides the title and the default status. */
  abstract readonly code: ProblemCode;
  /** HTTP status, 400 to 599. */
  abstract readonly status: number;
  /** What exactly is wrong, one entry for each; empty when `message` says it all. */
  readonly errors: readonly FieldError[] = [];
  /** Further response headers, such as `Allow` or `Retry-After`. */
  readonly headers: Readonly<Record<string, string>> = {};
}

/** The request's parameters or body don't fit the route's schema (400). */
export class InvalidRequestError extends DomainError {
  override readonly code = 'invalid-request';
  override readonly status = 400;
  override readonly errors: readonly FieldError[];

  /** @param errors at least one. */
  constructor(errors: readonly FieldError[]) {
    super(errors.map((error) => describe(error)).join('; '));
    this.errors = errors;
  }
}

function describe(error: FieldError): string {
  const place = 'parameter' in error ? error.parameter : error.pointer;
  return place === '' ? error.detail : `${place} ${error.detail}`;
}

/** The route needs a caller, and none, or none that is known, was named (401, `WWW-Authenticate`). */
export class UnauthorizedError extends DomainError {
  override readonly code = 'unauthorized';
  override readonly status = 401;
  override readonly headers = { 'WWW-Authenticate': 'Bearer realm="porttrack"' };
}

/** The caller is known, and may not do this (403). */
export class ForbiddenError extends DomainError {
  override readonly code = 'forbidden';
  override readonly status = 403;
}

/** What the path names does not exist (404). */
export class NotFoundError extends DomainError {
  override readonly code = 'not-found';
  override readonly status = 404;
}

/** The path exists, but not for this method (405, `Allow`). */
export class MethodNotAllowedError extends DomainError {
  override readonly code = 'method-not-allowed';
  override readonly status = 405;
  override readonly headers: Readonly<Record<string, string>>;

  /** @param allowed methods that the path has, in capitals. */
  constructor(method: string, allowed: readonly string[]) {
    const list = allowed.join(', ');
    super(`${method} is not a method of this resource; it has ${list}.`);
    this.headers = { Allow: list };
  }
}

/** None of the media types or codings that the caller accepts can be made (406). */
export class NotAcceptableError extends DomainError {
  override readonly code = 'not-acceptable';
  override readonly status = 406;
}

/** The request is well formed and breaks rules of the domain, each of which is named (422). */
export abstract class BrokenRulesError extends DomainError {
  override readonly code = 'unprocessable-content';
  override readonly status = 422;
  override readonly errors: readonly FieldError[];

  /** @param errors at least one. */
  constructor(errors: readonly FieldError[]) {
    super(errors.map(({ detail }) => detail).join('; '));
    this.errors = errors;
  }
}

/** Something that the answer needs is away; trying again later is right (503, `Retry-After`). */
export class UnavailableError extends DomainError {
  override readonly code = 'unavailable';
  override readonly status = 503;
  override readonly headers: Readonly<Record<string, string>>;

  /** @param retryAfterSeconds whole seconds, 1 or more. */
  constructor(detail: string, retryAfterSeconds: number) {
    super(detail);
    this.headers = { 'Retry-After': String(retryAfterSeconds) };
  }
}
