import { z } from 'zod';
import { apiKeySchema, madeApiKeySchema } from '../../service/auth/api-keys.dto.js';
import { RestApp } from '../support/rest-app.js';
import { waitFor } from '../support/wait-for.js';

const absentId = '00000000-0000-4000-8000-000000000000';

type Made = z.output<typeof madeApiKeySchema>;

describe('API keys', () => {
  let app: RestApp;

  beforeAll(async () => {
    app = await RestApp.start({ ANONYMOUS_READ: 'false' });
  });

  afterAll(async () => {
    await app.stop();
  });

  async function make(body: object): Promise<Made> {
    return madeApiKeySchema.parse(await app.written('POST', '/api/v1/api-keys', body));
  }

  async function statusWith(key: string, path = '/api/v1/ports'): Promise<number> {
    return (await app.get(path, { authorization: `Bearer ${key}` })).status;
  }

  async function rowsOf(id: string): Promise<Record<string, unknown>[]> {
    return await app.rows('SELECT * FROM api_key WHERE id = $1', [id]);
  }

  it('are shown once, and work at once, in either header', async () => {
    const answer = await app.write('POST', '/api/v1/api-keys', { name: 'wall', roles: ['viewer'] });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const made = madeApiKeySchema.parse(await answer.json());
    expect(answer.headers.get('location')).toBe(`/api/v1/api-keys/${made.id}`);
    expect(made.key).toMatch(/^pt_[0-9a-f]{8}_[\w-]{43}$/);
    expect(made.key.startsWith(`${made.prefix}_`)).toBe(true);
    expect(await statusWith(made.key)).toBe(200);
    expect((await app.get('/api/v1/ports', { 'x-api-key': made.key })).status).toBe(200);
    const found = await app.get(`/api/v1/api-keys/${made.id}`, await app.credentials('admin'));
    const shown: unknown = await found.json();
    expect(apiKeySchema.parse(shown)).toMatchObject({ name: 'wall', isActive: true });
    expect(JSON.stringify(shown)).not.toContain(made.key.slice(-43));
  });

  it('are kept as a digest alone, also beside the answer of an idempotent request', async () => {
    const headers = { 'Idempotency-Key': 'make-one' };
    const body = { name: 'once', roles: ['viewer'] };
    const first = await app.write('POST', '/api/v1/api-keys', body, { headers });
    const made = madeApiKeySchema.parse(await first.json());
    const secret = made.key.slice(-43);
    const again = await app.write('POST', '/api/v1/api-keys', body, { headers });
    expect(again.status).toBe(409);
    expect(await again.text()).not.toContain(secret);
    const everything = await app.rows(`
      SELECT to_jsonb(k)::text AS text FROM api_key k
      UNION ALL SELECT to_jsonb(a)::text FROM idempotency_answer a
      UNION ALL SELECT to_jsonb(e)::text FROM audit_entry e`);
    const text = everything.map((row) => String(row['text'])).join('\n');
    expect(text).toContain(made.prefix);
    expect(text).not.toContain(secret);
    expect(await app.rows("SELECT FROM api_key WHERE name = 'once'")).toHaveLength(1);
  });

  it('differ by a single letter, and are not mistaken for one another', async () => {
    const { key } = await make({ name: 'letter', roles: ['viewer'] });
    const last = key.endsWith('A') ? 'B' : 'A';
    expect(await statusWith(key.slice(0, -1) + last)).toBe(401);
    expect(await statusWith(key.slice(0, -1))).toBe(401);
    expect(await statusWith(key)).toBe(200);
  });

  it('end when they are revoked, and stay listed', async () => {
    const { id, key } = await make({ name: 'short', roles: ['viewer'] });
    const other = await app.startAnother({ ANONYMOUS_READ: 'false' });
    try {
      expect(await statusWith(key)).toBe(200);
      const elsewhere = await other.get('/api/v1/ports', { authorization: `Bearer ${key}` });
      expect(elsewhere.status).toBe(200);
      const revoked = await app.written('DELETE', `/api/v1/api-keys/${id}`);
      expect(revoked).toMatchObject({ id, isActive: false });
      await waitFor(
        async () =>
          (await statusWith(key)) === 401 &&
          (await other.get('/api/v1/ports', { authorization: `Bearer ${key}` })).status === 401,
        { what: 'both processes to refuse the key', deadlineMs: 6000 },
      );
      const again = await app.written('DELETE', `/api/v1/api-keys/${id}`);
      expect(again).toEqual(revoked);
    } finally {
      await other.stop();
    }
  });

  it('are revoked only in the version that was read', async () => {
    const { id } = await make({ name: 'version', roles: ['viewer'] });
    const stale = { headers: { 'If-Match': '"v7.abc"' } };
    expect((await app.write('DELETE', `/api/v1/api-keys/${id}`, undefined, stale)).status).toBe(
      412,
    );
    const read = await app.get(`/api/v1/api-keys/${id}`, await app.credentials('admin'));
    const fresh = { headers: { 'If-Match': read.headers.get('etag') ?? '' } };
    expect((await app.write('DELETE', `/api/v1/api-keys/${id}`, undefined, fresh)).status).toBe(
      200,
    );
  });

  it('end by themselves', async () => {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const { id, key } = await make({ name: 'guest', roles: ['viewer'], expiresAt });
    const me = await app.get('/api/v1/me', { authorization: `Bearer ${key}` });
    expect(await me.json()).toMatchObject({ expiresAt });
    await app.query("UPDATE api_key SET expires_at = now() - interval '1 second' WHERE id = $1", [
      id,
    ]);
    await waitFor(async () => (await statusWith(key)) === 401, {
      what: 'the end',
      deadlineMs: 6000,
    });
    const answer = await app.get('/api/v1/ports', { authorization: `Bearer ${key}` });
    expect(await answer.json()).toMatchObject({ detail: 'The API key has expired.' });
  });

  it('say when they were used last, to the minute', async () => {
    const { id, key } = await make({ name: 'used', roles: ['viewer'] });
    expect((await rowsOf(id))[0]).toMatchObject({ last_used_at: null });
    await statusWith(key);
    const row = await waitFor(async () => {
      const [found] = await rowsOf(id);
      return found?.['last_used_at'] === null ? null : found;
    });
    await statusWith(key);
    await statusWith(key);
    expect((await rowsOf(id))[0]?.['last_used_at']).toEqual(row['last_used_at']);
  });

  it.each([
    [{ name: '', roles: ['viewer'] }, 400, '/name'],
    [{ name: 'a', roles: [] }, 400, '/roles'],
    [{ name: 'a', roles: ['king'] }, 400, '/roles/0'],
    [{ name: 'a', roles: ['viewer'], colour: 'red' }, 400, ''],
    [{ name: 'a', roles: ['terminal'], terminals: ['T1'] }, 400, '/terminals/0'],
    [{ name: 'a', roles: ['terminal'] }, 422, '/terminals'],
    [{ name: 'a', roles: ['viewer'], terminals: ['CLVAP/T1'] }, 422, '/terminals'],
    [{ name: 'a', roles: ['viewer'], expiresAt: '2020-01-01T00:00:00Z' }, 422, '/expiresAt'],
  ])('%j is answered %d at "%s"', async (body, status, pointer) => {
    const answer = await app.write('POST', '/api/v1/api-keys', body);
    expect(answer.status).toBe(status);
    const { errors } = z
      .object({ errors: z.array(z.looseObject({ pointer: z.string() })) })
      .parse(await answer.json());
    expect(errors.map((error) => error.pointer)).toContain(pointer);
  });

  it('answer 404 and 400 for what is none', async () => {
    const admin = await app.credentials('admin');
    expect((await app.get(`/api/v1/api-keys/${absentId}`, admin)).status).toBe(404);
    expect((await app.get('/api/v1/api-keys/7', admin)).status).toBe(400);
    expect((await app.write('DELETE', `/api/v1/api-keys/${absentId}`)).status).toBe(404);
  });

  it('are listed the newest first, page by page, each once', async () => {
    for (const name of ['list-1', 'list-2', 'list-3']) await make({ name, roles: ['viewer'] });
    const admin = await app.credentials('admin');
    const names: string[] = [];
    const page = z.object({ apiKeys: z.array(apiKeySchema) });
    for (let path: string | undefined = '/api/v1/api-keys?limit=2'; path !== undefined;) {
      const answer = await app.get(path, admin);
      names.push(...page.parse(await answer.json()).apiKeys.map(({ name }) => name));
      path = /<([^>]+)>/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    expect(names.slice(0, 3)).toEqual(['list-3', 'list-2', 'list-1']);
    const [row] = await app.rows('SELECT count(*)::int AS count FROM api_key');
    expect(names).toHaveLength(Number(row?.['count']));
  });

  it('go on working for a while when the database fails, and new ones do not', async () => {
    const { key } = await make({ name: 'steady', roles: ['viewer'] });
    const { key: unseen } = await make({ name: 'unseen', roles: ['viewer'] });
    expect(await statusWith(key, '/api/v1/positions')).toBe(200);
    await app.query('ALTER TABLE api_key RENAME TO api_key_away');
    try {
      const seen = new Set<number>();
      // Whoever was recognised is not looked up again within five seconds.
      const end = performance.now() + 5500;
      await waitFor(
        async () => {
          seen.add(await statusWith(key, '/api/v1/positions'));
          return performance.now() > end;
        },
        { everyMs: 250 },
      );
      expect([...seen]).toEqual([200]);
      expect(await statusWith(unseen, '/api/v1/positions')).toBe(500);
    } finally {
      await app.query('ALTER TABLE api_key_away RENAME TO api_key');
    }
  });
});
