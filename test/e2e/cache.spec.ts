import { CACHE_MANAGER, type Cache } from '@nestjs/cache-manager';
import { Global, type INestApplicationContext, Logger, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Redis } from 'ioredis';
import { CacheModule, RedisModule } from '../../service/cache/cache.module.js';
import { Clock, SystemClock } from '../../service/clock/clock.js';
import { CONFIG } from '../../service/config/config.js';
import { readConfig } from '../../service/config/read-config.js';
import { freePort } from '../support/free-port.js';
import { describeWith } from '../support/real-parts.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { waitFor } from '../support/wait-for.js';
import { Started } from './live-support.js';

/** The cache alone, as the service has it. */
async function openCache(redisUrl: string | null): Promise<[INestApplicationContext, Cache]> {
  const config = readConfig(redisUrl === null ? {} : { REDIS_URL: redisUrl });
  const providers = [
    { provide: CONFIG, useValue: config },
    { provide: Clock, useClass: SystemClock },
  ];
  @Global()
  @Module({ providers, exports: providers })
  class Settings {}

  @Module({ imports: [Settings, RedisModule, CacheModule] })
  class App {}

  const app = await NestFactory.createApplicationContext(App);
  return [app, app.get<Cache>(CACHE_MANAGER)];
}

describe('the cache without Redis', () => {
  it('keeps values in the process, for as long as they live', async () => {
    Logger.overrideLogger(false);
    const [app, cache] = await openCache(null);
    await cache.set('a', { n: 1 }, 60_000);
    await cache.set('b', 2, 1);
    expect(await cache.get('a')).toEqual({ n: 1 });
    await waitFor(async () => (await cache.get('b')) === undefined, { what: 'b to expire' });
    await app.close();
  });
});

describeWith('redis', 'the cache in Redis', () => {
  const started = new Started();
  let redis: TestRedis;
  let one: Cache;
  let other: Cache;
  let direct: Redis;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    redis = await startRedis(await freePort());
    started.atEnd(async () => {
      await redis.stop();
    });
    const opened = [await openCache(redis.url), await openCache(redis.url)] as const;
    for (const [app] of opened) {
      started.atEnd(async () => {
        await app.close();
      });
    }
    [[, one], [, other]] = opened;
    direct = new Redis(redis.url, { retryStrategy: () => 50 });
    direct.on('error', () => undefined);
    started.atEnd(() => {
      direct.disconnect();
      return Promise.resolve();
    });
    await waitFor(
      async () => {
        await one.set('ready', true, 1000);
        return await other.get('ready');
      },
      { what: 'both to reach Redis' },
    );
  }, 60_000);

  afterAll(async () => {
    await started.stopAll();
  });

  it('is shared by processes, as JSON', async () => {
    await one.set('vessel', { mmsi: '725000912', names: ['A', null] }, 60_000);
    expect(await other.get('vessel')).toEqual({ mmsi: '725000912', names: ['A', null] });
    await other.del('vessel');
    expect(await one.get('vessel')).toBeUndefined();
  });

  it('forgets when the time is over, in Redis itself', async () => {
    await one.set('brief', 1, 30);
    await waitFor(async () => (await direct.keys('*brief*')).length === 0, { what: 'expiry' });
    expect(await one.get('brief')).toBeUndefined();
  });

  it('clears what is its own, and nothing else of the database', async () => {
    await direct.set('of-somebody-else', 'stays');
    await one.set('own', 1, 60_000);
    await other.clear();
    expect(await one.get('own')).toBeUndefined();
    expect(await direct.get('of-somebody-else')).toBe('stays');
  });

  it('misses at once while Redis is frozen, and works again by itself', async () => {
    await one.set('kept', 1, 60_000);
    process.kill(redis.pid ?? 0, 'SIGSTOP');
    expect(await one.get('kept')).toBeUndefined();
    const begin = performance.now();
    for (let index = 0; index < 20; index += 1) expect(await one.get('kept')).toBeUndefined();
    expect(performance.now() - begin).toBeLessThan(250);
    process.kill(redis.pid ?? 0, 'SIGCONT');
    await waitFor(async () => (await one.get('kept')) === 1, { what: 'the value' });
  }, 30_000);

  it('misses while Redis is gone, and works again when it is back', async () => {
    await redis.stop();
    expect(await one.get('kept')).toBeUndefined();
    await expect(one.set('new', 1, 60_000)).resolves.not.toThrow();
    redis = await startRedis(Number(new URL(redis.url).port));
    await waitFor(
      async () => {
        await one.set('new', 2, 60_000);
        return (await other.get('new')) === 2;
      },
      { what: 'the cache to work' },
    );
  }, 30_000);
});
