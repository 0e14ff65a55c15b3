import { webhookCollection, webhookSchema } from '../../service/webhooks/webhooks.dto.js';
import { streamTypes } from '../../service/live/live.dto.js';
import { webhookTypes } from '../../service/webhooks/webhook.js';
import { queryDatabase } from '../support/query-database.js';
import { RestApp } from '../support/rest-app.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

const key = { WEBHOOK_SECRET_KEY: Buffer.alloc(32, 7).toString('base64') };
const lax = { ...key, WEBHOOK_ALLOW_PRIVATE: 'true' };

let app: RestApp;
let receiver: WebhookReceiver;

beforeAll(async () => {
  app = await RestApp.start(lax);
  receiver = await WebhookReceiver.start();
});

afterAll(async () => {
  await app.stop();
  await receiver.stop();
});

afterEach(async () => {
  await queryDatabase(app.databaseUrl, 'DELETE FROM webhook');
});

describe('the routes', () => {
  it('let everything be subscribed to that the stream carries, but for state', () => {
    const state = ['position', 'vessel'];
    expect([...webhookTypes, ...state].sort()).toEqual([...streamTypes].sort());
  });

  it('are for administrators alone', async () => {
    for (const role of ['viewer', 'operator', 'harbour-master', 'feed'] as const) {
      const answer = await app.write(
        'POST',
        '/api/v1/webhooks',
        { url: receiver.url },
        { as: role },
      );
      expect(answer.status).toBe(403);
      const list = await app.get('/api/v1/webhooks', await app.credentials(role));
      expect(list.status).toBe(403);
    }
    expect((await app.get('/api/v1/webhooks')).status).toBe(401);
  });

  it('list, change and end subscriptions, and audit it', async () => {
    const made = await app.write('POST', '/api/v1/webhooks', {
      url: `${receiver.url}?token=hidden`,
      description: 'Agent',
    });
    expect(made.status).toBe(201);
    expect(made.headers.get('cache-control')).toBe('no-store');
    const path = made.headers.get('location') ?? '';
    const tag = made.headers.get('etag') ?? '';
    const changed = await app.write(
      'PATCH',
      path,
      { types: ['berth'] },
      { headers: { 'if-match': tag } },
    );
    expect(webhookSchema.parse(await changed.json())).toMatchObject({
      url: `${receiver.url}?token=hidden`,
      description: 'Agent',
      types: ['berth'],
    });
    const stale = await app.write('DELETE', path, undefined, { headers: { 'if-match': tag } });
    expect(stale.status).toBe(412);
    const admin = await app.credentials('admin');
    const list = webhookCollection.parse(await (await app.get('/api/v1/webhooks', admin)).json());
    expect(list.webhooks).toHaveLength(1);
    expect((await app.write('DELETE', path)).status).toBe(204);
    expect((await app.get(path, admin)).status).toBe(404);
    const entries = await queryDatabase<{ action: string; text: string }>(
      app.databaseUrl,
      `SELECT action, row_to_json(audit_entry)::text AS text FROM audit_entry
       WHERE entity = 'webhook' AND entity_id = $1 ORDER BY id`,
      [path.split('/').at(-1)],
    );
    expect(entries.map(({ action }) => action)).toEqual(['create', 'edit', 'delete']);
    for (const { text } of entries) expect(text).not.toContain('hidden');
  });

  it.each([
    [{ url: 'ftp://example.org/' }, 422],
    [{ url: 'https://user:password@example.org/' }, 422],
    [{ url: 'nowhere' }, 422],
    [{ types: ['position'] }, 400],
    [{ types: [] }, 400],
    [{ secret: 'whsec_short' }, 400],
    [{ colour: 'red' }, 400],
  ])('refuse %j', async (body, expected) => {
    const answer = await app.write('POST', '/api/v1/webhooks', { url: receiver.url, ...body });
    expect(answer.status).toBe(expected);
  });
});

describe('an installation', () => {
  it('that may not send into its own network refuses such targets, however they are written', async () => {
    const strict = await app.startAnother(key);
    try {
      for (const url of [
        receiver.url,
        'https://127.0.0.1/',
        'https://localhost/',
        'https://2130706433/',
        'https://0x7f.1/',
        'https://[::1]/',
        'https://[::ffff:10.0.0.1]/',
        'https://10.1.2.3/',
        'https://169.254.169.254/latest/meta-data/',
        'https://redis/',
        'https://porttrack-api.porttrack.svc.cluster.local/',
        'http://example.org/',
      ]) {
        const answer = await strict.write('POST', '/api/v1/webhooks', { url });
        expect([url, answer.status]).toEqual([url, 422]);
        expect(await answer.json()).toMatchObject({ errors: [{ pointer: '/url' }] });
      }
    } finally {
      await strict.stop();
    }
  });

  it('without a key for secrets has no webhooks, and says why', async () => {
    const keyless = await app.startAnother();
    try {
      const body = { url: 'https://agent.example.org/' };
      const answer = await keyless.write('POST', '/api/v1/webhooks', body);
      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({
        detail: expect.stringContaining('WEBHOOK_SECRET_KEY') as unknown,
      });
      expect((await keyless.get('/api/v1/positions')).status).toBe(200);
    } finally {
      await keyless.stop();
    }
  });
});
