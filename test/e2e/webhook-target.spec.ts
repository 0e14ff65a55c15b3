import type { lookup } from 'node:dns';
import { type LookupAddress } from 'node:dns';

import { PrivateTargetError, TargetClient } from '../../service/webhooks/target-client.js';
import { status, WebhookReceiver } from '../support/webhook-receiver.js';

let receiver: WebhookReceiver;

beforeEach(async () => {
  receiver = await WebhookReceiver.start();
});

afterEach(async () => {
  await receiver.stop();
});

/** A name server that answers each question with the next of these lists. */
function answering(...answers: readonly (readonly string[])[]): typeof lookup {
  const left = [...answers];
  const resolver = (
    _name: string,
    _options: unknown,
    callback: (error: null, addresses: LookupAddress[]) => void,
  ): void => {
    const addresses = left.shift() ?? [];
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return resolver as unknown as typeof lookup;
}

const post = async (client: TargetClient, host: string) =>
  await client.post({ url: `http://${host}:${String(receiver.port)}/`, headers: {}, body: '{}' });

describe('TargetClient', () => {
  it('dials no name that leads to a private address, not even among others', async () => {
    for (const addresses of [
      ['127.0.0.1'],
      ['::1'],
      ['8.8.8.8', '127.0.0.1'],
      ['::ffff:127.0.0.1'],
    ]) {
      const client = new TargetClient({ isPrivateAllowed: false, resolver: answering(addresses) });
      await expect(post(client, 'rebound.example.org')).rejects.toThrow(PrivateTargetError);
    }
    const unknown = new TargetClient({ isPrivateAllowed: false, resolver: answering([]) });
    await expect(post(unknown, 'nowhere.example.org')).rejects.toThrow(PrivateTargetError);
    expect(receiver.posts).toEqual([]);
  });

  it('dials the very address that it has looked at: a name server is asked once', async () => {
    // A second question would be answered with the receiver's own address.
    const resolver = answering(['192.0.2.1'], ['127.0.0.1']);
    const client = new TargetClient({ isPrivateAllowed: false, resolver });
    await expect(post(client, 'rebound.example.org')).rejects.toThrow(PrivateTargetError);
    expect(receiver.posts).toEqual([]);
  });

  it('dials no literal address either, for which no name server is asked', async () => {
    const client = new TargetClient({ isPrivateAllowed: false });
    for (const host of ['127.0.0.1', '[::ffff:127.0.0.1]', '2130706433']) {
      await expect(post(client, host)).rejects.toThrow(PrivateTargetError);
    }
    expect(receiver.posts).toEqual([]);
  });

  it('reaches this machine where that is allowed, and gives the status', async () => {
    const client = new TargetClient({ isPrivateAllowed: true });
    receiver.answer(status(429, { 'retry-after': '17' }));
    expect(await post(client, '127.0.0.1')).toEqual({ status: 429, retryAfterSeconds: 17 });
    receiver.answer(status(301, { location: receiver.url }));
    expect(await post(client, 'localhost')).toEqual({ status: 301, retryAfterSeconds: null });
    expect(receiver.posts).toHaveLength(2);
  });

  it('waits for an answer no longer than it may', async () => {
    const client = new TargetClient({ isPrivateAllowed: true, deadlineMs: 200 });
    receiver.answer(() => undefined);
    await expect(post(client, '127.0.0.1')).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('leaves an answer that does not end', async () => {
    const client = new TargetClient({ isPrivateAllowed: true });
    const closed = new Promise<number>((resolve) => {
      receiver.answer((_request, response) => {
        let bytes = 0;
        const more = (): void => {
          while (!response.destroyed && response.write('x'.repeat(65_536))) bytes += 65_536;
        };
        response.on('drain', more);
        response.on('close', () => {
          resolve(bytes);
        });
        response.writeHead(200);
        more();
      });
    });
    expect((await post(client, '127.0.0.1')).status).toBe(200);
    // What socket buffers hold was written, and no more.
    expect(await closed).toBeLessThan(50_000_000);
  });
});
