import { migrate } from '../../service/database/migrate.js';
import { startTestDatabase, type TestDatabase } from '../support/database.js';
import { deadlocks, NotesApp, slow } from '../support/notes-app.js';
import { connected, queryDatabase } from '../support/query-database.js';
import { waitFor } from '../support/wait-for.js';

let database: TestDatabase;
let app: NotesApp;

beforeAll(async () => {
  database = await startTestDatabase();
  await migrate(database.url);
  await queryDatabase(
    database.url,
    `CREATE TABLE note (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, text text NOT NULL,
       version integer NOT NULL DEFAULT 1)`,
  );
  app = await NotesApp.start(database.url);
});

afterAll(async () => {
  await app.stop();
  await database.stop();
});

/** What a caller sees of an answer. */
async function seen(answer: Response): Promise<object> {
  const header = (name: string): string | null => answer.headers.get(name);
  return {
    status: answer.status,
    type: header('content-type'),
    location: header('location'),
    etag: header('etag'),
    body: await answer.text(),
  };
}

async function count(text: string): Promise<number> {
  return await connected(database.url, async (client) => {
    const sql = 'SELECT count(*)::integer AS count FROM note WHERE text = $1';
    const { rows } = await client.query<{ count: number }>(sql, [text]);
    return rows[0]?.count ?? 0;
  });
}

const keyed = (key: string, more: Record<string, string> = {}): Record<string, string> => ({
  'idempotency-key': key,
  ...more,
});

describe('Idempotency-Key', () => {
  it('gives a repeat the same answer, and writes nothing', async () => {
    const first = await app.send('POST', '/notes', { text: 'same' }, keyed('same'));
    const again = await app.send('POST', '/notes', { text: 'same' }, keyed('same'));
    expect(first.status).toBe(201);
    expect(first.headers.get('location')).toMatch(/^\/notes\/\d+$/);
    expect(first.headers.get('etag')).toMatch(/^"v1\./);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await seen(again)).toEqual(await seen(first));
    expect(await count('same')).toBe(1);
  });

  it('gives it after a restart, and from another process', async () => {
    const first = await app.send('POST', '/notes', { text: 'restart' }, keyed('restart'));
    const other = await NotesApp.start(database.url);
    try {
      const again = await other.send('POST', '/notes', { text: 'restart' }, keyed('restart'));
      expect(await seen(again)).toEqual(await seen(first));
    } finally {
      await other.stop();
    }
    expect(await count('restart')).toBe(1);
  });

  it('lets one of two that come at once write, and the other wait for its answer', async () => {
    const send = async (): Promise<Response> =>
      await app.send('POST', '/notes/slow', { text: 'twice' }, keyed('twice'));
    slow.started = 0;
    const both = [send(), send()];
    await waitFor(() => slow.started === 1);
    slow.open();
    const [one, other] = await Promise.all(both);
    if (one === undefined || other === undefined) throw new Error('two were sent');
    expect(slow.started).toBe(1);
    expect(await seen(one)).toEqual(await seen(other));
    expect(await count('twice')).toBe(1);
    const replayed = [one, other].filter(({ headers }) => headers.get('idempotent-replayed'));
    expect(replayed).toHaveLength(1);
  });

  it('repeats answers without a body, and actions with their own status', async () => {
    for (const path of ['/notes/none', '/notes/1/clear']) {
      const first = await app.send('POST', path, {}, keyed(path));
      const again = await app.send('POST', path, {}, keyed(path));
      expect(first.status).toBe(path === '/notes/none' ? 204 : 200);
      expect(await seen(again)).toEqual(await seen(first));
      expect(again.headers.get('idempotent-replayed')).toBe('true');
    }
    expect(await count('none')).toBe(1);
  });

  it('refuses another body and another path with the same key', async () => {
    await app.send('POST', '/notes', { text: 'key' }, keyed('other'));
    const body = await app.send('POST', '/notes', { text: 'other' }, keyed('other'));
    const path = await app.send('POST', '/notes/1/clear', { text: 'key' }, keyed('other'));
    for (const answer of [body, path]) {
      expect(answer.status).toBe(422);
      expect(await answer.json()).toMatchObject({
        title: 'The request is well formed but breaks a rule',
        errors: [{ parameter: 'Idempotency-Key' }],
      });
    }
    expect(await count('other')).toBe(0);
  });

  it('belongs to its caller, by kind and id', async () => {
    const callers = ['key:1', 'key:2', 'user:1'];
    for (const caller of callers) {
      const headers = keyed('mine', { 'x-caller': caller });
      const answer = await app.send('POST', '/notes', { text: 'mine' }, headers);
      expect(answer.headers.get('idempotent-replayed')).toBeNull();
    }
    expect(await count('mine')).toBe(3);
  });

  it('does not keep an error: the key is free for another try', async () => {
    const refused = await app.send('POST', '/notes', { text: 'taken' }, keyed('error'));
    expect(refused.status).toBe(409);
    const invalid = await app.send('POST', '/notes', { word: 1 }, keyed('error'));
    expect(invalid.status).toBe(400);
    const good = await app.send('POST', '/notes', { text: 'free' }, keyed('error'));
    expect(good.status).toBe(201);
    expect(good.headers.get('idempotent-replayed')).toBeNull();
  });

  it('is forgotten after 24 hours', async () => {
    const send = async (): Promise<Response> =>
      await app.send('POST', '/notes', { text: 'old' }, keyed('old'));
    const age = async (interval: string): Promise<void> => {
      await queryDatabase(
        database.url,
        `UPDATE idempotency_answer SET created_at = now() - interval '${interval}' WHERE key = 'old'`,
      );
    };
    await send();
    await age('23 hours 59 minutes');
    expect((await send()).headers.get('idempotent-replayed')).toBe('true');
    await age('24 hours 1 minute');
    const fresh = await Promise.all([send(), send()]);
    expect(fresh.map(({ headers }) => headers.get('idempotent-replayed')).sort()).toEqual([
      null,
      'true',
    ]);
    expect(await count('old')).toBe(2);
  });

  it('must be visible ASCII of at most 200 characters', async () => {
    for (const key of ['', 'with space', 'x'.repeat(201)]) {
      const answer = await app.send('POST', '/notes', { text: 'bad key' }, keyed(key));
      expect(answer.status).toBe(400);
    }
    expect(await count('bad key')).toBe(0);
  });

  it('holds over a try that the database asked to repeat', async () => {
    deadlocks.left = 2;
    const answer = await app.send('POST', '/notes', { text: 'deadlock' }, keyed('deadlock'));
    expect(answer.status).toBe(201);
    expect(deadlocks.left).toBe(0);
    expect(await count('deadlock')).toBe(1);
    deadlocks.left = 3;
    const busy = await app.send('POST', '/notes', { text: 'busy' }, keyed('busy'));
    expect(busy.status).toBe(503);
    expect(busy.headers.get('retry-after')).toBe('1');
    expect(await count('busy')).toBe(0);
  });

  it('keeps no answer that holds a secret', async () => {
    const first = await app.send('POST', '/notes/secret', {}, keyed('secret'));
    expect(await first.json()).toEqual({ secret: 'shown once' });
    expect(first.headers.get('cache-control')).toBe('no-store');
    const again = await app.send('POST', '/notes/secret', {}, keyed('secret'));
    expect(again.status).toBe(409);
    expect(await count('secret')).toBe(1);
    const kept = await connected(
      database.url,
      async (client) =>
        await client.query("SELECT answer FROM idempotency_answer WHERE key = 'secret'"),
    );
    expect(kept.rows).toEqual([{ answer: null }]);
  });

  it('is not needed: without one each request writes', async () => {
    await app.send('POST', '/notes', { text: 'each' });
    await app.send('POST', '/notes', { text: 'each' });
    expect(await count('each')).toBe(2);
  });

  it('leaves who did not sign in without a write', async () => {
    const answer = await app.send('POST', '/notes', { text: 'nobody' }, { 'x-caller': '' });
    expect(answer.status).toBe(401);
    expect(await count('nobody')).toBe(0);
  });
});

describe('If-Match', () => {
  const put = async (path: string, text: string, tag: string | null): Promise<Response> =>
    await app.send('PUT', path, { text }, tag === null ? {} : { 'if-match': tag });

  it('lets through who has read the present version, in any coding, and refuses others', async () => {
    const made = await app.send('POST', '/notes', { text: 'v1' });
    const path = made.headers.get('location') ?? '';
    const tag = made.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"v1\./);
    const changed = await put(path, 'v2', tag);
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).toMatch(/^"v2\./);
    const stale = await put(path, 'lost', tag);
    expect(stale.status).toBe(412);
    expect(await stale.json()).toMatchObject({
      title: 'The record is another than the one that was read',
    });
    const read = await app.send('GET', path, null);
    const present = read.headers.get('etag') ?? '';
    expect(await read.json()).toMatchObject({ text: 'v2' });
    expect((await put(path, 'v3', `${tag}, ${present.replace(/"$/, '-br"')}`)).status).toBe(200);
    expect((await put(path, 'lost', 'v3')).status).toBe(412);
  });

  it('lets everybody through who names none, or any', async () => {
    const made = await app.send('POST', '/notes', { text: 'v1' });
    const path = made.headers.get('location') ?? '';
    expect((await put(path, 'v2', null)).status).toBe(200);
    expect((await put(path, 'v3', '*')).status).toBe(200);
    expect((await put('/notes/999999', 'none', '*')).status).toBe(404);
  });

  it('lets one of many writers of the same version win', async () => {
    const made = await app.send('POST', '/notes', { text: 'race' });
    const path = made.headers.get('location') ?? '';
    const tag = made.headers.get('etag') ?? '';
    const answers = await Promise.all(
      Array.from({ length: 10 }, async (_, n) => await put(path, `race ${n}`, tag)),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 9 }, () => 412)]);
  });
});
