import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { Operation } from '../http/operation.js';
import type { OperationDescription } from '../http/operation-description.js';
import { WriteInterceptor } from './write.interceptor.js';

/** Which headers a write reads. */
export interface WriteHeaders {
  /** Whether the handler has an `@IfMatch()` parameter: PUT, PATCH and DELETE do. */
  readonly takesIfMatch?: boolean;
}

/**
 * `@Operation` for a route that writes: one transaction around the handler (write.interceptor.ts),
 * `Idempotency-Key` on POST, and `If-Match` where asked for.
 */
export function WriteOperation(
  description: OperationDescription,
  { takesIfMatch = false }: WriteHeaders = {},
): MethodDecorator {
  const header = takesIfMatch
    ? { 'If-Match': 'Entity tag of the record as it was read; a stale one is answered 412.' }
    : {
        'Idempotency-Key':
          'Names the request, so that a repeat within 24 hours gets the same answer and writes nothing.',
      };
  return applyDecorators(
    UseInterceptors(WriteInterceptor),
    Operation({
      ...description,
      headers: { ...header, ...description.headers },
      problems: [
        ...(description.problems ?? []),
        'unauthorized',
        'forbidden',
        ...(takesIfMatch ? (['precondition-failed'] as const) : []),
        'unavailable',
      ],
    }),
  );
}
