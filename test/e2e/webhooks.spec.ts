import { resolve } from 'node:path';

import { berthCollection } from '../../service/ports/berths.dto.js';
import { importPortFile } from '../../service/ports/port-import.js';
import {
  deliveryCollection,
  revealedWebhookSchema,
  webhookSchema,
} from '../../service/webhooks/webhooks.dto.js';
import { queryDatabase } from '../support/query-database.js';
import { RestApp } from '../support/rest-app.js';
import { waitFor } from '../support/wait-for.js';
import { isSigned, status, WebhookReceiver, type Received } from '../support/webhook-receiver.js';

const settings = {
  WEBHOOK_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  WEBHOOK_ALLOW_PRIVATE: 'true',
};

// A try that fails comes again after seconds, and a busy machine makes tries fail.
const deadlineMs = 60_000;
jest.setTimeout(150_000);

let app: RestApp;
let receiver: WebhookReceiver;
const berths: string[] = [];

beforeAll(async () => {
  app = await RestApp.start(settings);
  await importPortFile({
    environment: { DATABASE_URL: app.databaseUrl },
    path: resolve('ports/clvap.geojson'),
    defaults: {},
    say: () => undefined,
  });
  const list = berthCollection.parse(await app.json('/api/v1/berths?port=CLVAP'));
  berths.push(...list.berths.map(({ id }) => id));
});

afterAll(async () => {
  await app.stop();
});

beforeEach(async () => {
  receiver = await WebhookReceiver.start();
});

afterEach(async () => {
  await queryDatabase(app.databaseUrl, 'DELETE FROM webhook');
  await receiver.stop();
});

async function subscribe(more: object = {}) {
  return revealedWebhookSchema.parse(
    await app.written('POST', '/api/v1/webhooks', { url: receiver.url, ...more }),
  );
}

/** Something happens to a berth. */
async function rename(name: string, berth = 0): Promise<void> {
  await app.written('PATCH', `/api/v1/berths/${berths[berth] ?? ''}`, { name });
}

/** Names that the receiver was told, in the order of the posts. */
function told(posts: readonly Received[] = receiver.posts): unknown[] {
  return posts.map(({ body }) => (JSON.parse(body) as { data: { name: unknown } }).data.name);
}

async function until(count: number): Promise<void> {
  await waitFor(() => receiver.posts.length >= count, {
    what: `${String(count)} posts`,
    deadlineMs,
  });
}

async function deliveries(id: string, state = '') {
  const answer = await app.get(
    `/api/v1/webhooks/${id}/deliveries${state === '' ? '' : `?state=${state}`}`,
    await app.credentials('admin'),
  );
  return deliveryCollection.parse(await answer.json()).deliveries;
}

/** As if the pause before the next try were over. */
async function hurry(more = ''): Promise<void> {
  await queryDatabase(
    app.databaseUrl,
    `UPDATE webhook_delivery SET next_attempt_at = now() ${more} WHERE state = 'pending'`,
  );
}

/** Until a first try was answered so, and the pause before the next one has begun. */
async function failed(id: string, answered: number): Promise<void> {
  const look = async (): Promise<boolean> =>
    (await deliveries(id, 'pending')).some(({ lastStatus }) => lastStatus === answered);
  await waitFor(look, {
    what: `a try that is answered ${String(answered)}`,
    deadlineMs,
  });
}

async function settled(id: string, state: string, count = 1): Promise<void> {
  await waitFor(async () => (await deliveries(id, state)).length === count, {
    what: state,
    deadlineMs,
  });
}

describe('a webhook', () => {
  it('is told what happens, signed with the secret that was shown once', async () => {
    const { id, secret } = await subscribe();
    await rename('Sitio uno');
    await until(1);
    const [post] = receiver.posts;
    if (post === undefined) throw new Error('nothing came');
    expect(isSigned(post, secret)).toBe(true);
    expect(isSigned(post, `whsec_${Buffer.alloc(32).toString('base64')}`)).toBe(false);
    expect(isSigned({ ...post, body: `${post.body} ` }, secret)).toBe(false);
    const later = { ...post.headers, 'webhook-timestamp': '1' };
    expect(isSigned({ ...post, headers: later }, secret)).toBe(false);
    const age = Date.now() / 1000 - Number(post.headers['webhook-timestamp']);
    expect(Math.abs(age)).toBeLessThan(30);
    expect(JSON.parse(post.body)).toMatchObject({
      id: post.headers['webhook-id'],
      type: 'berth',
      data: { id: berths[0], name: 'Sitio uno', port: 'CLVAP' },
    });
    await settled(id, 'delivered');
    expect(await deliveries(id)).toMatchObject([
      { id: post.headers['webhook-id'], attempts: 1, lastStatus: 204, lastError: null },
    ]);
    const shown = await app.get(`/api/v1/webhooks/${id}`, await app.credentials('admin'));
    expect(webhookSchema.parse(await shown.json())).not.toHaveProperty('secret');
  });

  it('takes a secret of the subscriber’s own, and keeps none in clear', async () => {
    const secret = `whsec_${Buffer.from('a secret of twenty-five b').toString('base64')}`;
    const { id } = await subscribe({ secret });
    await rename('own secret');
    await until(1);
    expect(receiver.posts.every((post) => isSigned(post, secret))).toBe(true);
    const rows = await queryDatabase<{ text: string }>(
      app.databaseUrl,
      `SELECT row_to_json(w)::text AS text FROM webhook w UNION ALL
       SELECT row_to_json(a)::text FROM audit_entry a WHERE entity = 'webhook' UNION ALL
       SELECT row_to_json(i)::text FROM idempotency_answer i`,
    );
    expect(rows.some(({ text }) => text.includes(id))).toBe(true);
    for (const { text } of rows) expect(text).not.toContain(secret.slice(6));
  });

  it('signs with both secrets while one replaces the other', async () => {
    const old = await subscribe();
    const path = `/api/v1/webhooks/${old.id}/rotate-secret`;
    const renewed = revealedWebhookSchema.parse(await app.written('POST', path, {}));
    expect(renewed.previousSecretUntil).not.toBeNull();
    await rename('both');
    await until(1);
    const [post] = receiver.posts;
    if (post === undefined) throw new Error('nothing came');
    expect([isSigned(post, old.secret), isSigned(post, renewed.secret)]).toEqual([true, true]);
    await app.written('POST', path, { overlapHours: 0 });
    await rename('new alone');
    await until(2);
    const [, last] = receiver.posts;
    if (last === undefined) throw new Error('nothing came');
    expect([isSigned(last, old.secret), isSigned(last, renewed.secret)]).toEqual([false, false]);
  });

  it('gets only the types, the port and the vessel that it is for', async () => {
    await subscribe({ url: `${receiver.url}/types`, types: ['safety'] });
    await subscribe({ url: `${receiver.url}/port`, port: 'AUGLT' });
    await subscribe({ url: `${receiver.url}/vessel`, vessel: '725000123' });
    await subscribe({ url: `${receiver.url}/inactive`, isActive: false });
    await subscribe({ url: `${receiver.url}/right`, types: ['berth'], port: 'CLVAP' });
    await rename('filtered');
    await until(1);
    // In one transaction with the one that came: whatever else was planned is there by now.
    const planned = await queryDatabase(
      app.databaseUrl,
      'SELECT url FROM webhook_delivery JOIN webhook w ON w.id = webhook_id',
    );
    expect(planned).toEqual([{ url: `${receiver.url}/right` }]);
  });

  it('is not told what happened before it was there', async () => {
    await rename('before');
    await subscribe();
    await rename('after');
    await until(1);
    expect(told()).toEqual(['after']);
  });
});

describe('a subscriber that fails', () => {
  it('is tried again under the same id, and later each time', async () => {
    const { id, secret } = await subscribe();
    receiver.answer(status(500));
    await rename('retried');
    await until(1);
    for (let attempts = 1; attempts <= 3; attempts++) {
      const delivery = await waitFor(async () => {
        const [one] = await deliveries(id, 'pending');
        return one?.attempts === attempts && one.lastStatus === 500 ? one : null;
      });
      const pause =
        Date.parse(delivery.nextAttemptTime ?? '') - Date.parse(delivery.lastAttemptTime ?? '');
      const whole = 5000 * 2 ** (attempts - 1);
      expect(pause).toBeGreaterThanOrEqual(whole / 2);
      expect(pause).toBeLessThan(whole + 2000);
      if (attempts === 3) receiver.answer(status(200));
      await hurry();
      await until(attempts + 1);
    }
    await settled(id, 'delivered');
    expect(new Set(receiver.posts.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(receiver.posts.every((post) => isSigned(post, secret))).toBe(true);
  });

  it('gets what concerns one record in order, and waits for nothing of another', async () => {
    const { id } = await subscribe();
    receiver.answer((post, response) => {
      const isFirst = told([post])[0] === 'A1';
      response.writeHead(isFirst ? 503 : 204).end();
    });
    await rename('A1', 0);
    await rename('A2', 0);
    await rename('B1', 1);
    await rename('A3', 0);
    await settled(id, 'delivered', 1);
    expect(told().filter((name) => name !== 'A1')).toEqual(['B1']);
    await failed(id, 503);
    receiver.answer(status(204));
    await hurry();
    await settled(id, 'delivered', 4);
    const names = told();
    expect(names.filter((name) => String(name).startsWith('A')).slice(-3)).toEqual([
      'A1',
      'A2',
      'A3',
    ]);
  });

  it('leaves a dead letter after 24 hours, which can be sent again', async () => {
    const { id } = await subscribe();
    receiver.answer(status(410));
    await rename('dead');
    await failed(id, 410);
    await hurry(', give_up_at = now()');
    await settled(id, 'dead');
    const [letter] = await deliveries(id, 'dead');
    expect(letter).toMatchObject({
      lastStatus: 410,
      lastError: 'was answered 410',
      nextAttemptTime: null,
    });
    receiver.answer(status(200));
    const path = `/api/v1/webhooks/${id}/deliveries/${letter?.id ?? ''}/redeliver`;
    expect(await app.written('POST', path)).toMatchObject({ state: 'pending', id: letter?.id });
    await settled(id, 'delivered');
    expect(receiver.posts.at(-1)?.headers['webhook-id']).toBe(letter?.id);
    expect(await deliveries(id, 'dead')).toEqual([]);
  });

  it('is not followed where it redirects to', async () => {
    const { id } = await subscribe();
    receiver.answer(status(302, { location: `${receiver.url}/elsewhere` }));
    await rename('redirected');
    await failed(id, 302);
    expect(receiver.posts.map(({ path }) => path)).toEqual(['/hook']);
  });

  it('cannot hold the others up', async () => {
    const { id } = await subscribe({ url: `${receiver.url}/slow` });
    await subscribe({ url: `${receiver.url}/quick` });
    const held: (() => void)[] = [];
    receiver.answer(({ path }, response) => {
      const end = (): void => {
        response.writeHead(204).end();
      };
      if (path.endsWith('/slow')) held.push(end);
      else end();
    });
    for (const [n] of berths.slice(0, 6).entries()) await rename(`held ${String(n)}`, n);
    await waitFor(() => receiver.posts.filter(({ path }) => path.endsWith('/quick')).length === 6, {
      what: 'the quick ones',
      deadlineMs,
    });
    expect(held).toHaveLength(4);
    receiver.answer(status(204));
    for (const end of held) end();
    await settled(id, 'delivered', 6);
  });
});

describe('processes', () => {
  it('share the work, and send each event once', async () => {
    const other = await app.startAnother(settings);
    try {
      const { id } = await subscribe();
      await Promise.all(
        Array.from({ length: 24 }, async (_, n) => {
          await rename(`shared ${String(n)}`, n % berths.length);
        }),
      );
      await settled(id, 'delivered', 24);
      expect(new Set(told()).size).toBe(24);
      expect(receiver.posts).toHaveLength(24);
    } finally {
      await other.stop();
    }
  });
});
