import { CallerWatch } from '../../service/live/caller-watch.js';
import { TestIssuer } from '../support/issuer.js';
import { RestApp } from '../support/rest-app.js';
import { waitFor } from '../support/wait-for.js';

/** What a stream has sent so far, and whether it is over. */
class Follower {
  text = '';
  isOver = false;

  private constructor(readonly status: number) {}

  static async open(app: RestApp, headers: Record<string, string>, query = ''): Promise<Follower> {
    const answer = await fetch(`${app.url}/api/v1/stream${query}`, { headers });
    const follower = new Follower(answer.status);
    if (answer.status === 200) void follower.read(answer);
    else follower.text = await answer.text();
    return follower;
  }

  private async read(answer: Response): Promise<void> {
    const decoder = new TextDecoder();
    for await (const chunk of answer.body ?? []) this.text += decoder.decode(chunk as Uint8Array);
    this.isOver = true;
  }
}

describe('the stream', () => {
  let app: RestApp;
  let issuer: TestIssuer;

  beforeAll(async () => {
    issuer = await TestIssuer.start();
    app = await RestApp.start({ OIDC_ISSUER: issuer.url, ANONYMOUS_READ: 'false' });
  });

  afterAll(async () => {
    await app.stop();
    await issuer.stop();
  });

  it('is not for who has not signed in, nor for a feed', async () => {
    expect((await Follower.open(app, {})).status).toBe(401);
    expect((await Follower.open(app, await app.credentials('feed'))).status).toBe(403);
  });

  it('refuses types that name persons to who may not have them', async () => {
    const viewer = await Follower.open(app, await app.credentials('viewer'), '?types=staff');
    expect(viewer.status).toBe(403);
    expect(viewer.text).toContain(
      'take one of the roles operator, terminal, harbour-master, admin',
    );
    const operator = await app.credentials('operator');
    expect((await Follower.open(app, operator, '?types=staff')).status).toBe(200);
  });

  it('ends for a key that was revoked and for a token that has ended, and for nobody else', async () => {
    const made = await app.written('POST', '/api/v1/api-keys', {
      name: 'brief',
      roles: ['viewer'],
    });
    const { id, key } = made as { id: string; key: string };
    const revoked = await Follower.open(app, { authorization: `Bearer ${key}` });
    const token = await issuer.token({ roles: ['viewer'] }, { endsIn: 2 });
    const expired = await Follower.open(app, { authorization: `Bearer ${token}` });
    const staying = await Follower.open(app, await app.credentials('viewer'));
    await app.written('DELETE', `/api/v1/api-keys/${id}`);
    const watch = app.part(CallerWatch);
    await waitFor(
      async () => {
        await watch.look();
        return revoked.isOver && expired.isOver;
      },
      { what: 'both streams to end', everyMs: 200 },
    );
    for (const { text } of [revoked, expired]) {
      expect(text).toContain('event: goodbye\ndata: {"reason":"signed-out"}');
    }
    expect(staying.isOver).toBe(false);
    expect(staying.text).not.toContain('goodbye');
  });
});
