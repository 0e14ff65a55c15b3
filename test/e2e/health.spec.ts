import { Client } from 'pg';
import { startTestDatabase, type TestDatabase } from '../support/database.js';
import { freePort } from '../support/free-port.js';
import { describeWith } from '../support/real-parts.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { startService, type RunningService } from '../support/service.js';
import { waitFor } from '../support/wait-for.js';
import { connect } from 'node:net';
import { once } from 'node:events';
import { positionLine, postLines, Started } from './live-support.js';

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly cacheControl: string | null;
  readonly milliseconds: number;
}

async function ask(url: string, method = 'GET'): Promise<Answer> {
  const begin = performance.now();
  const response = await fetch(url, { method });
  const body = (await response.json()) as Record<string, unknown>;
  const milliseconds = performance.now() - begin;
  return {
    status: response.status,
    body,
    cacheControl: response.headers.get('cache-control'),
    milliseconds,
  };
}

/** Status line of the answer to a request whose target is sent exactly as given. */
async function statusOf(url: string, target: string): Promise<number> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(`GET ${target} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`);
  const [data] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return Number(data.toString('latin1').split(' ')[1]);
}

describe('health', () => {
  const started = new Started();
  let database: TestDatabase;
  let client: Client;
  let service: RunningService;

  beforeAll(async () => {
    database = started.add(await startTestDatabase());
    service = started.add(await startService({ DATABASE_URL: database.url }));
    client = new Client({ connectionString: database.url });
    await client.connect();
    started.atEnd(async () => {
      await client.end();
    });
  }, 90_000);

  afterAll(async () => {
    await started.stopAll();
  });

  it('is one word on the public port, and never cached', async () => {
    for (const path of ['/health/live', '/health/ready']) {
      const answer = await ask(service.url + path);
      expect([answer.status, answer.body]).toEqual([200, { status: 'ok' }]);
      expect(answer.cacheControl).toBe('no-store');
    }
  });

  it('has its details on the operations port', async () => {
    await postLines(service.url, [positionLine(1, 1)]);
    const { status, body, cacheControl } = await ask(`${service.opsUrl}/health/ready`);
    expect([status, cacheControl]).toEqual([200, 'no-store']);
    expect(body).toMatchObject({
      status: 'ok',
      checks: {
        database: { status: 'up' },
        migrations: { status: 'up' },
        draining: { status: 'up' },
      },
      rooms: {
        ingest: {
          queueMessages: 0,
          lastWriteAt: expect.stringMatching(/Z$/) as unknown,
          feeds: expect.arrayContaining([
            expect.objectContaining({ name: 'http', state: 'live' }),
            expect.objectContaining({ name: 'tcp', lastMessageAt: null }),
          ]) as unknown,
        },
      },
    });
    expect((await ask(`${service.opsUrl}/health/live`)).body).toMatchObject({ status: 'ok' });
  });

  it('is not ready while a migration of this build is missing', async () => {
    const { rows } = await client.query<{ name: string; timestamp: string }>(
      'DELETE FROM migration WHERE id = (SELECT max(id) FROM migration) RETURNING timestamp, name',
    );
    const [removed] = rows;
    expect(await ask(`${service.url}/health/ready`)).toMatchObject({
      status: 503,
      body: { status: 'error' },
    });
    expect((await ask(`${service.opsUrl}/health/ready`)).body).toMatchObject({
      checks: { database: { status: 'up' }, migrations: { status: 'down' } },
    });
    expect((await ask(`${service.url}/health/live`)).status).toBe(200);
    await client.query('INSERT INTO migration (timestamp, name) VALUES ($1, $2)', [
      removed?.timestamp,
      removed?.name,
    ]);
    expect((await ask(`${service.url}/health/ready`)).status).toBe(200);
  });

  it('answers in bounded time when the database hangs, and is ready again when it does not', async () => {
    await client.query('BEGIN; LOCK TABLE migration IN ACCESS EXCLUSIVE MODE');
    const answers = await Promise.all(
      Array.from({ length: 5 }, async () => await ask(`${service.url}/health/ready`)),
    );
    for (const { status, body, milliseconds, cacheControl } of answers) {
      expect([status, body, cacheControl]).toEqual([503, { status: 'error' }, 'no-store']);
      expect(milliseconds).toBeLessThan(2500);
    }
    const { rows } = await client.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    expect(rows).toEqual([{ waiting: 1 }]);
    expect((await ask(`${service.url}/health/live`)).milliseconds).toBeLessThan(1000);
    await client.query('COMMIT');
    await waitFor(async () => (await ask(`${service.url}/health/ready`)).status === 200, {
      what: 'readiness',
    });
  });

  it.each([
    '/metrics',
    '/internal/drain',
    '/__ops/metrics',
    '/__OPS/METRICS',
    '/__ops/metrics/',
    '//__ops/metrics',
    '/%5f%5fops/metrics',
    '/x/../__ops/metrics',
    '/__ops/health/ready',
    '/__ops/internal/drain',
    '/__ops%2finternal%2fdrain',
    'http://localhost/__ops/internal/drain',
  ])('has nothing internal on the public port: %s', async (target) => {
    expect(await statusOf(service.url, target)).toBe(404);
    expect((await ask(`${service.url}/health/ready`)).body).toEqual({ status: 'ok' });
  });

  it.each(['/api/v1/positions', '/api/openapi.json', '/', '/../api/v1/feeds', '/__ops/metrics'])(
    'has nothing of the API on the operations port: %s',
    async (target) => {
      expect(await statusOf(service.opsUrl, target)).toBe(404);
    },
  );
});

describe('draining', () => {
  it.each(['GET', 'POST'])(
    'by %s fails readiness, and nothing else',
    async (method) => {
      const started = new Started();
      try {
        const database = started.add(await startTestDatabase());
        const service = started.add(
          await startService({ DATABASE_URL: database.url, DRAIN_SECONDS: '1' }),
        );
        const begin = performance.now();
        const drained = ask(`${service.opsUrl}/internal/drain`, method);
        await waitFor(async () => (await ask(`${service.url}/health/ready`)).status === 503, {
          what: 'readiness to fail',
        });
        expect((await ask(`${service.url}/health/ready`)).body).toEqual({
          status: 'shutting_down',
        });
        const response = await fetch(`${service.url}/api/v1/feeds`);
        expect([response.status, response.headers.get('connection')]).toEqual([200, 'close']);
        expect((await ask(`${service.url}/health/live`)).status).toBe(200);
        expect((await drained).body).toEqual({ status: 'shutting_down' });
        expect(performance.now() - begin).toBeGreaterThanOrEqual(1000);
      } finally {
        await started.stopAll();
      }
    },
    60_000,
  );
});

describeWith('redis', 'health with Redis', () => {
  const started = new Started();
  let redis: TestRedis;
  let service: RunningService;

  beforeAll(async () => {
    const database = started.add(await startTestDatabase());
    redis = await startRedis(await freePort());
    started.atEnd(async () => {
      await redis.stop();
    });
    service = started.add(await startService({ DATABASE_URL: database.url, REDIS_URL: redis.url }));
  }, 90_000);

  afterAll(async () => {
    await started.stopAll();
  });

  const status = async (): Promise<[number, unknown]> => {
    const answer = await ask(`${service.url}/health/ready`);
    return [answer.status, answer.body['status']];
  };

  it('is ok while it answers', async () => {
    await waitFor(async () => (await status())[1] === 'ok', { what: 'Redis' });
    expect(await status()).toEqual([200, 'ok']);
    expect((await ask(`${service.opsUrl}/health/ready`)).body).toMatchObject({
      checks: { redis: { status: 'up' } },
    });
  });

  it('is degraded and ready while it is frozen, quickly, and recovers by itself', async () => {
    process.kill(redis.pid ?? 0, 'SIGSTOP');
    await waitFor(async () => (await status())[1] === 'degraded', { what: 'degraded' });
    const answer = await ask(`${service.url}/health/ready`);
    expect([answer.status, answer.body]).toEqual([200, { status: 'degraded' }]);
    expect(answer.milliseconds).toBeLessThan(1000);
    expect((await ask(`${service.opsUrl}/health/ready`)).body).toMatchObject({
      checks: { redis: { status: 'degraded' }, database: { status: 'up' } },
    });
    expect((await postLines(service.url, [positionLine(1, 1)])).accepted).toBe(1);
    process.kill(redis.pid ?? 0, 'SIGCONT');
    await waitFor(async () => (await status())[1] === 'ok', { what: 'recovery' });
  }, 60_000);

  it('is degraded and ready while it is gone, and recovers by itself', async () => {
    await redis.stop();
    await waitFor(async () => (await status())[1] === 'degraded', { what: 'degraded' });
    expect(await status()).toEqual([200, 'degraded']);
    redis = await startRedis(Number(new URL(redis.url).port));
    await waitFor(async () => (await status())[1] === 'ok', { what: 'recovery' });
  }, 60_000);
});
