import { CacheModule as NestCacheModule } from '@nestjs/cache-manager';
import { Global, Module } from '@nestjs/common';
import { KeyvAdapter } from 'cache-manager';
import { Keyv } from 'keyv';
import { Clock } from '../clock/clock.js';
import { CircuitBreaker } from './circuit-breaker.js';
import { guardedStore } from './guarded-store.js';
import { RedisConnections } from './redis-connections.js';

const namespace = 'porttrack-cache';

@Global()
@Module({ providers: [RedisConnections], exports: [RedisConnections] })
export class RedisModule {}

/**
 * The cache: Redis when one is configured, else this process's memory. Values come back as JSON
 * gives them: cache plain bodies, not objects with methods. While Redis is away every read misses.
 */
@Global()
@Module({
  imports: [
    NestCacheModule.registerAsync({
      isGlobal: true,
      inject: [RedisConnections, Clock],
      useFactory: (connections: RedisConnections, clock: Clock) => ({
        stores: [cacheStore(connections, clock)],
      }),
    }),
  ],
})
export class CacheModule {}

function cacheStore(connections: RedisConnections, clock: Clock): Keyv {
  const redis = connections.open('cache');
  if (redis === null) return new Keyv({ namespace });
  const store = guardedStore(redis, new CircuitBreaker(clock), `${namespace}:`);
  const keyv = new Keyv({ store: new KeyvAdapter(store), namespace });
  // Without a listener Keyv throws what it reports; the connection has already logged it.
  keyv.on('error', () => undefined);
  return keyv;
}
