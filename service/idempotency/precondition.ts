import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { entityTags } from '../http/entity-tags.js';
import { DomainError } from '../problem/domain-error.js';

/** Thrown when the record is another than the caller had read (412). */
export class StaleVersionError extends DomainError {
  override readonly code = 'precondition-failed';
  override readonly status = 412;

  constructor() {
    super('The record was changed since it was read: read it again, then write.');
  }
}

/** Versions of a record that the caller would overwrite; `null`: any. */
export type Expected = ReadonlySet<number> | null;

/** @throws {StaleVersionError} unless `version` is one that the caller expects. */
export function requireVersion(expected: Expected, version: number): void {
  if (expected !== null && !expected.has(version)) throw new StaleVersionError();
}

/** Reads an If-Match header (RFC 9110 §13.1.1): our tags begin with the record's version. */
export function readIfMatch(header: string | undefined): Expected {
  if (header === undefined || header.trim() === '*') return null;
  const versions = entityTags(header).map((tag) => /^"v(\d+)\./.exec(tag)?.[1]);
  return new Set(versions.flatMap((version) => (version === undefined ? [] : [Number(version)])));
}

/** A controller's parameter of type `Expected`: the versions that If-Match names. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): Expected =>
  readIfMatch(context.switchToHttp().getRequest<Request>().get('if-match')),
);
