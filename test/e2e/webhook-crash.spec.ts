import { credentialsAt } from '../support/credentials.js';
import { startTestDatabase, type TestDatabase } from '../support/database.js';
import { queryDatabase } from '../support/query-database.js';
import { startService, type RunningService } from '../support/service.js';
import { waitFor } from '../support/wait-for.js';
import { isSigned, status, WebhookReceiver } from '../support/webhook-receiver.js';
import { distressLine, postLines } from './live-support.js';

const settings = {
  WEBHOOK_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  WEBHOOK_ALLOW_PRIVATE: 'true',
};

describe('a process that is killed while it sends', () => {
  let database: TestDatabase;
  let receiver: WebhookReceiver;
  const services: RunningService[] = [];

  const start = async (): Promise<RunningService> => {
    const service = await startService({ ...settings, DATABASE_URL: database.url });
    services.push(service);
    return service;
  };

  beforeAll(async () => {
    database = await startTestDatabase();
    receiver = await WebhookReceiver.start();
  });

  afterAll(async () => {
    for (const service of services) await service.stop();
    await receiver.stop();
    await database.stop();
  });

  it('leaves the event to the next one, which sends it under the same id', async () => {
    const first = await start();
    const made = await fetch(`${first.url}/api/v1/webhooks`, {
      method: 'POST',
      headers: { ...(await credentialsAt(first.url, 'admin')), 'content-type': 'application/json' },
      body: JSON.stringify({ url: receiver.url, types: ['distress'] }),
    });
    const { secret } = (await made.json()) as { secret: string };
    receiver.answer(() => undefined);
    await postLines(first.url, [distressLine(70, 1)]);
    await waitFor(() => receiver.posts.length === 1, { what: 'the first try' });
    await first.kill('SIGKILL');
    receiver.answer(status(204));
    // As if the time that a try may take were over.
    await queryDatabase(database.url, 'UPDATE webhook_delivery SET next_attempt_at = now()');
    await start();
    const states = await waitFor(async () => {
      const rows = await queryDatabase(
        database.url,
        'SELECT state, attempts FROM webhook_delivery',
      );
      return rows[0]?.['state'] === 'delivered' && rows;
    });
    expect(states).toEqual([{ state: 'delivered', attempts: 2 }]);
    expect(receiver.posts).toHaveLength(2);
    const [one, two] = receiver.posts;
    if (one === undefined || two === undefined) throw new Error('two were sent');
    expect(two.headers['webhook-id']).toBe(one.headers['webhook-id']);
    expect(two.body).toBe(one.body);
    expect([isSigned(one, secret), isSigned(two, secret)]).toEqual([true, true]);
  }, 90_000);
});
