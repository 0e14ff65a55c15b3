import { Inject, Injectable } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';
import type { Redis } from 'ioredis';
import { CircuitBreaker } from '../cache/circuit-breaker.js';
import { RedisConnections } from '../cache/redis-connections.js';
import { Clock } from '../clock/clock.js';
import type { RateLimits } from '../config/access-config.js';
import { CONFIG, type Config } from '../config/config.js';
import { TooManyRequestsError } from './auth.errors.js';
import { RequestWindows, type Counted } from './request-windows.js';

/** Length of a window, milliseconds: limits are requests in a minute. */
export const windowMs = 60_000;

/** What is counted apart from the rest. */
export type RateBucket = keyof RateLimits;

type Answered = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/**
 * How often each caller has asked in the running minute: counted in Redis for all processes together,
 * and by this process alone where there is no Redis, or while it does not answer. Nobody is refused
 * because nobody can count.
 */
@Injectable()
export class RequestCounts implements ThrottlerStorage {
  readonly limits: RateLimits;
  private readonly own: RequestWindows;
  private readonly redis: Redis | null;
  private readonly breaker: CircuitBreaker;

  constructor(@Inject(CONFIG) { access }: Config, connections: RedisConnections, clock: Clock) {
    this.limits = access.rateLimits;
    this.own = new RequestWindows(clock);
    this.redis = connections.open('rate-limits');
    this.breaker = new CircuitBreaker(clock);
  }

  /** Counts a request; `ThrottlerStorage`, times in milliseconds in and seconds out. */
  async increment(key: string, ttl: number, limit: number): Promise<Answered> {
    const { hits, endsInMs } = await this.hit(key, ttl);
    const seconds = Math.ceil(endsInMs / 1000);
    return {
      totalHits: hits,
      timeToExpire: seconds,
      isBlocked: hits > limit,
      timeToBlockExpire: seconds,
    };
  }

  /** Counts something that happened. */
  async count(bucket: RateBucket, tracker: string): Promise<void> {
    await this.hit(keyOf(bucket, tracker), windowMs);
  }

  /** @throws {TooManyRequestsError} when the limit is reached already. */
  async requireRoom(bucket: RateBucket, tracker: string, detail: string): Promise<void> {
    const limit = this.limits[bucket];
    if (limit === null) return;
    const { hits, endsInMs } = await this.look(keyOf(bucket, tracker));
    if (hits >= limit) throw new TooManyRequestsError(detail, Math.ceil(endsInMs / 1000));
  }

  /**
   * Counts an answer that costs next to nothing, by this process alone.
   * @returns whether the caller may have it; else the request goes the whole way, and is refused there.
   */
  mayPass(bucket: RateBucket, tracker: string): boolean {
    const limit = this.limits[bucket];
    if (limit === null) return true;
    return this.own.hit(keyOf(bucket, tracker), windowMs).hits <= limit;
  }

  private async hit(key: string, ttl: number): Promise<Counted> {
    const { redis } = this;
    if (redis === null) return this.own.hit(key, ttl);
    try {
      return await this.breaker.run(async () => await hitIn(redis, key, ttl));
    } catch {
      return this.own.hit(key, ttl);
    }
  }

  private async look(key: string): Promise<Counted> {
    const { redis } = this;
    if (redis === null) return this.own.look(key);
    try {
      return await this.breaker.run(async () => {
        const [hits, endsInMs] = await numbersOf(redis.multi().get(key).pttl(key));
        return { hits, endsInMs: Math.max(1, endsInMs) };
      });
    } catch {
      return this.own.look(key);
    }
  }
}

/** Key under which a caller's requests are counted. */
export function keyOf(bucket: RateBucket, tracker: string): string {
  return `porttrack-rate:${bucket}:${tracker}`;
}

/** One window for all processes: the first of them opens it. */
async function hitIn(redis: Redis, key: string, ttl: number): Promise<Counted> {
  const transaction = redis.multi().set(key, 0, 'PX', ttl, 'NX').incr(key).pttl(key);
  const [, hits, endsInMs] = await numbersOf(transaction);
  return { hits, endsInMs: Math.max(1, endsInMs) };
}

/** Answers of a transaction as numbers; what is none counts as 0. */
async function numbersOf(
  transaction: ReturnType<Redis['multi']>,
): Promise<[number, number, number]> {
  const answers = (await transaction.exec()) ?? [];
  const numbers = answers.map(([error, value]) => {
    if (error !== null) throw error;
    return typeof value === 'number' || typeof value === 'string' ? Number(value) || 0 : 0;
  });
  return [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0];
}
