import { describeWith } from '../support/real-parts.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { RestApp } from '../support/rest-app.js';

/** Statuses of so many requests, one after the other. */
async function statuses(count: number, ask: () => Promise<Response>): Promise<number[]> {
  const seen: number[] = [];
  for (let index = 0; index < count; index += 1) seen.push((await ask()).status);
  return seen;
}

const times = (count: number, status: number): number[] =>
  Array.from({ length: count }, () => status);

describe('limits of requests', () => {
  let app: RestApp;

  async function start(environment: Record<string, string>): Promise<void> {
    app = await RestApp.start({ RATE_LIMIT_FAILURES: 'off', ...environment });
  }

  afterEach(async () => {
    await app.stop();
  });

  it('hold for an address, and are told with Retry-After', async () => {
    await start({ RATE_LIMIT_ADDRESS: '5' });
    const ask = async () => await app.get('/api/v1/ports');
    expect(await statuses(5, ask)).toEqual(times(5, 200));
    const refused = await ask();
    expect(refused.status).toBe(429);
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(await refused.json()).toMatchObject({
      type: '/api/docs/problems.md#too-many-requests',
      detail: 'More than 5 requests in a minute.',
    });
  });

  it('hold for ready answers, too', async () => {
    await start({ RATE_LIMIT_ADDRESS: '20' });
    const seen = await statuses(60, async () => await app.get('/api/v1/positions'));
    expect(seen.slice(0, 20)).toEqual(times(20, 200));
    expect(seen.at(-1)).toBe(429);
  });

  it('hold for a key wherever it is used, and leave other keys and health alone', async () => {
    await start({ RATE_LIMIT_CALLER: '10', RATE_LIMIT_ADDRESS: '5', ANONYMOUS_READ: 'false' });
    const viewer = await app.credentials('viewer');
    const operator = await app.credentials('operator');
    const ask = async () => await app.get('/api/v1/ports', viewer);
    // The start has asked with this key as well.
    const seen = await statuses(11, ask);
    expect(seen.at(-1)).toBe(429);
    expect(seen.filter((status) => status === 200).length).toBeGreaterThan(5);
    expect((await app.get('/api/v1/ports', operator)).status).toBe(200);
    expect(await statuses(20, async () => await app.get('/health/ready'))).toEqual(times(20, 200));
  });

  it('count sentences apart: a key that feeds may read and feed', async () => {
    await start({ RATE_LIMIT_INGEST: '3', RATE_LIMIT_CALLER: '50' });
    const admin = await app.credentials('admin');
    const post = async () =>
      await fetch(`${app.url}/api/v1/ais`, {
        method: 'POST',
        headers: { ...admin, 'content-type': 'text/plain' },
        body: 'x\n',
      });
    expect(await statuses(4, post)).toEqual([200, 200, 200, 429]);
    expect((await app.get('/api/v1/audit', admin)).status).toBe(200);
  });

  it('make whoever tries keys wait, but not whoever has just been recognised', async () => {
    await start({ RATE_LIMIT_FAILURES: '4', ANONYMOUS_READ: 'false' });
    const viewer = await app.credentials('viewer');
    expect((await app.get('/api/v1/ports', viewer)).status).toBe(200);
    let count = 0;
    const guess = async () => {
      count += 1;
      const key = `pt_${String(count).padStart(8, '0')}_${'a'.repeat(43)}`;
      return await app.get('/api/v1/ports', { authorization: `Bearer ${key}` });
    };
    expect(await statuses(6, guess)).toEqual([401, 401, 401, 401, 429, 429]);
    expect((await app.get('/api/v1/ports', viewer)).status).toBe(200);
    expect((await app.get('/api/v1/ports')).status).toBe(401);
  });

  it('tell addresses apart by what a trusted proxy says, and believe nobody else', async () => {
    await start({ RATE_LIMIT_ADDRESS: '3', TRUST_PROXY: '1' });
    const from = (address: string) => async () =>
      await app.get('/api/v1/ports', { 'x-forwarded-for': `198.51.100.1, ${address}` });
    expect(await statuses(4, from('203.0.113.1'))).toEqual([200, 200, 200, 429]);
    expect(await statuses(4, from('203.0.113.2'))).toEqual([200, 200, 200, 429]);
    await app.stop();
    await start({ RATE_LIMIT_ADDRESS: '3' });
    expect(await statuses(2, from('203.0.113.1'))).toEqual([200, 200]);
    expect(await statuses(2, from('203.0.113.2'))).toEqual([200, 429]);
  });
});

describeWith('redis', 'limits of requests with Redis', () => {
  let redis: TestRedis;
  let one: RestApp;
  let other: RestApp;

  beforeAll(async () => {
    redis = await startRedis();
    const settings = { REDIS_URL: redis.url, RATE_LIMIT_CALLER: '10' };
    one = await RestApp.start(settings);
    other = await one.startAnother(settings);
  });

  afterAll(async () => {
    await other.stop();
    await one.stop();
    await redis.stop();
  });

  it('are counted for all processes together', async () => {
    const operator = await one.credentials('operator');
    const atOne = async () => await one.get('/api/v1/ports', operator);
    const atOther = async () => await other.get('/api/v1/ports', operator);
    expect(await statuses(5, atOne)).toEqual(times(5, 200));
    expect(await statuses(5, atOther)).toEqual(times(5, 200));
    expect((await atOne()).status).toBe(429);
    expect((await atOther()).status).toBe(429);
  });

  it('refuse nobody because Redis is away: each process counts by itself', async () => {
    const master = await one.credentials('harbour-master');
    const ask = async () => await one.get('/api/v1/ports', master);
    expect(await statuses(8, ask)).toEqual(times(8, 200));
    if (redis.pid === null) return;
    process.kill(redis.pid, 'SIGSTOP');
    try {
      expect(await statuses(10, ask)).toEqual(times(10, 200));
      expect((await ask()).status).toBe(429);
    } finally {
      process.kill(redis.pid, 'SIGCONT');
    }
  });
});
