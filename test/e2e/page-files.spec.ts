import { readdirSync } from 'node:fs';
import { startTestDatabase } from '../support/database.js';
import { startService, type RunningService } from '../support/service.js';
import { Started } from './live-support.js';

const policy =
  "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data: blob:;" +
  "connect-src 'self';worker-src 'self';font-src 'self';manifest-src 'self';base-uri 'none';" +
  "frame-ancestors 'none';form-action 'none'";

describe('the page, as it is served', () => {
  const started = new Started();
  let service: RunningService;

  beforeAll(async () => {
    const database = started.add(await startTestDatabase());
    service = started.add(await startService({ DATABASE_URL: database.url }));
  }, 90_000);

  afterAll(async () => {
    await started.stopAll();
  });

  const ask = async (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    await fetch(service.url + path, { headers: { 'accept-encoding': 'identity', ...headers } });

  it('is asked for each time, and sent again only when it has changed', async () => {
    const first = await ask('/');
    expect(first.status).toBe(200);
    expect(first.headers.get('content-type')).toMatch(/^text\/html;/);
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const again = await ask('/', { 'if-none-match': first.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
  });

  it('has files with a hash in their name, which are kept for ever', async () => {
    const script = readdirSync('build/web/assets').find((name) => name.endsWith('.js')) ?? '';
    const response = await ask(`/assets/${script}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await ask('/assets/no-such-file.js')).status).toBe(404);
  });

  it.each(['br', 'gzip'])('comes compressed where the caller takes %s', async (coding) => {
    const script = readdirSync('build/web/assets').find((name) => name.endsWith('.js')) ?? '';
    const response = await ask(`/assets/${script}`, { 'accept-encoding': coding });
    expect(response.headers.get('content-encoding')).toBe(coding);
    expect(response.headers.get('vary')).toMatch(/accept-encoding/i);
    const plain = await (await ask(`/assets/${script}`)).text();
    expect(await response.text()).toBe(plain);
  });

  it('may load nothing but what this service has', async () => {
    for (const path of ['/', '/api/v1/feeds', '/nowhere']) {
      const { headers } = await ask(path);
      expect(headers.get('content-security-policy')).toBe(policy);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  it.each(['/..%2fpackage.json', '/../package.json', '/.stamp', '/assets/..%2f..%2fpackage.json'])(
    'is all that is served of the disk: %s',
    async (path) => {
      expect((await ask(path)).status).toBe(404);
    },
  );

  it('is not for writing', async () => {
    const response = await fetch(`${service.url}/`, { method: 'POST' });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });

  it('gives requests an id, the caller may name a plain one', async () => {
    const own = (await ask('/health/live')).headers.get('x-request-id');
    expect(own).toMatch(/^[0-9a-f-]{36}$/);
    const named = await ask('/health/live', { 'x-request-id': 'abc-1' });
    expect(named.headers.get('x-request-id')).toBe('abc-1');
    const refused = await ask('/health/live', { 'x-request-id': '<script>' });
    expect(refused.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('the page with an online tile layer', () => {
  it('may load from the tile server too, and says where it comes from', async () => {
    const started = new Started();
    try {
      const database = started.add(await startTestDatabase());
      const service = started.add(
        await startService({
          DATABASE_URL: database.url,
          TILE_URL: 'https://tiles.example/{z}/{x}/{y}.png',
        }),
      );
      const { headers } = await fetch(service.url);
      const csp = headers.get('content-security-policy') ?? '';
      expect(csp).toContain("img-src 'self' data: blob: https://tiles.example;");
      expect(csp).toContain("connect-src 'self' https://tiles.example;");
      expect(csp).toContain("script-src 'self';");
      expect(headers.get('referrer-policy')).toBe('strict-origin');
    } finally {
      await started.stopAll();
    }
  }, 60_000);
});
