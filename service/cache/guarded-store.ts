import type { CacheManagerStore } from 'cache-manager';
import { redisInsStore } from 'cache-manager-ioredis-yet';
import type { Redis } from 'ioredis';
import type { CircuitBreaker } from './circuit-breaker.js';

/**
 * What the store answers to. Its own types extend those of cache-manager 5, which is not installed:
 * cache-manager 7's `KeyvAdapter` takes a store of that version.
 */
interface RedisStore {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown, ttl?: number): Promise<void>;
  mget(...keys: string[]): Promise<unknown[]>;
  mset(values: [string, unknown][], ttl?: number): Promise<void>;
  del(key: string): Promise<void>;
  mdel(...keys: string[]): Promise<void>;
  ttl(key: string): Promise<number>;
}

/** Keys removed in one go when the cache is cleared. */
const scanCount = 500;

/**
 * The Redis store of cache-manager-ioredis-yet, made safe to lose: every command runs through the
 * breaker, and clearing removes only keys below `prefix`, not the whole database.
 * @param prefix what every key begins with (Keyv's namespace and a colon).
 */
export function guardedStore(
  redis: Redis,
  breaker: CircuitBreaker,
  prefix: string,
): CacheManagerStore {
  const store = storeOf(redis);
  return {
    name: 'redis',
    isCacheable: (value) => value !== undefined && value !== null,
    get: async (key) => await breaker.run(async () => await store.get(key)),
    set: async (key, value: unknown, ttl) => {
      await breaker.run(async () => {
        await store.set(key, value, ttl);
      });
    },
    mget: async (...keys) => await breaker.run(async () => await store.mget(...keys)),
    mset: async (values, ttl) => {
      await breaker.run(async () => {
        await store.mset(Object.entries(values), ttl);
      });
    },
    del: async (key) => {
      await breaker.run(async () => {
        await store.del(key);
      });
    },
    mdel: async (...keys) => {
      await breaker.run(async () => {
        await store.mdel(...keys);
      });
    },
    ttl: async (key) => await breaker.run(async () => await store.ttl(key)),
    keys: async () => await breaker.run(async () => await keysBelow(redis, prefix)),
    reset: async () => {
      await breaker.run(async () => {
        const keys = await keysBelow(redis, prefix);
        if (keys.length > 0) await redis.unlink(...keys);
      });
    },
  };
}

function storeOf(redis: Redis): RedisStore {
  const store: unknown = redisInsStore(redis);
  if (!isRedisStore(store)) throw new TypeError('cache-manager-ioredis-yet gave no store');
  return store;
}

function isRedisStore(value: unknown): value is RedisStore {
  if (typeof value !== 'object' || value === null) return false;
  const methods = new Map(Object.entries(value));
  return ['get', 'set', 'mget', 'mset', 'del', 'mdel', 'ttl'].every(
    (name) => typeof methods.get(name) === 'function',
  );
}

async function keysBelow(redis: Redis, prefix: string): Promise<string[]> {
  const pattern = `${prefix.replace(/[*?[\]\\]/g, String.raw`\$&`)}*`;
  const found = new Set<string>();
  let cursor = '0';
  do {
    const [next, keys] = await redis.scan(cursor, 'MATCH', pattern, 'COUNT', scanCount);
    for (const key of keys) found.add(key);
    cursor = next;
  } while (cursor !== '0');
  return [...found];
}
