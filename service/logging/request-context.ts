import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line written while a request is handled carries. */
export interface RequestContext {
  readonly requestId: string;
  /** W3C trace id of the caller, 32 hexadecimal digits; `null` where the request named none. */
  readonly traceId: string | null;
  /** The caller's span, 16 hexadecimal digits. */
  readonly parentSpanId: string | null;
}

/** The request that is being handled, if any. */
export const requestContext = new AsyncLocalStorage<RequestContext>();

const traceparentPattern = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-|$)/;

/**
 * Reads a `traceparent` header (W3C Trace Context §3.2).
 * @returns trace id and span id, both `null` when it is absent, malformed or all zeros.
 */
export function readTraceparent(
  header: string | undefined,
): Pick<RequestContext, 'traceId' | 'parentSpanId'> {
  const match = traceparentPattern.exec(header ?? '');
  const [, traceId = '', parentSpanId = ''] = match ?? [];
  const isValid =
    header?.startsWith('ff') === false && /[1-9a-f]/.test(traceId) && /[1-9a-f]/.test(parentSpanId);
  return isValid ? { traceId, parentSpanId } : { traceId: null, parentSpanId: null };
}
