import { Injectable, type ExecutionContext } from '@nestjs/common';
import {
  ThrottlerGuard,
  type ThrottlerLimitDetail,
  type ThrottlerModuleOptions,
} from '@nestjs/throttler';
import type { Request } from 'express';
import type { Config } from '../config/config.js';
import { addressOf } from './address-of.js';
import { TooManyRequestsError } from './auth.errors.js';
import { callerOf } from './caller.js';
import { keyOf, windowMs, type RateBucket, type RequestCounts } from './rate-limits.js';

/** Asked by machines that must always get an answer, from addresses of their own. */
const uncounted = /^\/(health|__ops)(\/|$)/;

const buckets: readonly RateBucket[] = ['address', 'caller', 'ingest'];

/** How requests are counted: each in one bucket, under who sends it. */
export function rateOptions({ access }: Config, storage: RequestCounts): ThrottlerModuleOptions {
  const { rateLimits, trustedProxies } = access;
  return {
    storage,
    setHeaders: false,
    getTracker: (request) => trackerOf(request as Request, trustedProxies),
    generateKey: (_context, tracker, bucket) => keyOf(bucket as RateBucket, tracker),
    throttlers: buckets.map((name) => ({
      name,
      ttl: windowMs,
      limit: rateLimits[name] ?? Number.MAX_SAFE_INTEGER,
      skipIf: (context) =>
        rateLimits[name] === null || bucketOf(context.switchToHttp().getRequest()) !== name,
    })),
  };
}

/** Refuses whoever asks too often (429 with Retry-After). */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  protected override throwThrottlingException(
    _context: ExecutionContext,
    { limit, timeToBlockExpire }: ThrottlerLimitDetail,
  ): Promise<void> {
    const detail = `More than ${String(limit)} requests in a minute.`;
    return Promise.reject(new TooManyRequestsError(detail, Math.max(1, timeToBlockExpire)));
  }
}

function bucketOf(request: Request): RateBucket | null {
  if (uncounted.test(request.path)) return null;
  if (callerOf(request).actor === null) return 'address';
  return request.method === 'POST' && request.path === '/api/v1/ais' ? 'ingest' : 'caller';
}

function trackerOf(request: Request, trustedProxies: number): string {
  const { actor } = callerOf(request);
  return actor === null ? addressOf(request, trustedProxies) : `${actor.kind}:${actor.id}`;
}
