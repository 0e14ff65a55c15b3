import { Credentials, type Credential } from '../../../web/src/auth/credentials.js';

/** A service that takes one text, and remembers what it was sent. */
class Gate {
  readonly sent: (string | null)[] = [];

  constructor(public good: string | null) {}

  readonly fetch = async (_url: string, init: RequestInit): Promise<Response> => {
    const sent = new Headers(init.headers).get('authorization');
    this.sent.push(sent);
    const isGood = this.good === null ? sent === null : sent === `Bearer ${this.good}`;
    return await Promise.resolve(new Response(null, { status: isGood ? 200 : 401 }));
  };
}

const fixed = (text: string): Credential => ({ text, renew: null });

async function ask(credentials: Credentials): Promise<number> {
  return (await credentials.fetch('/api/v1/me', { headers: { accept: 'text/plain' } })).status;
}

describe('Credentials', () => {
  it('send nothing of their own before anybody has signed in', async () => {
    const gate = new Gate(null);
    expect(await ask(new Credentials(gate.fetch))).toBe(200);
    expect(gate.sent).toEqual([null]);
  });

  it('renew a token once for all that were refused together', async () => {
    const gate = new Gate('new');
    const credentials = new Credentials(gate.fetch);
    let renewals = 0;
    const renew = async (): Promise<Credential> => {
      renewals += 1;
      return await Promise.resolve(fixed('new'));
    };
    credentials.set({ text: 'old', renew });
    const statuses = await Promise.all([ask(credentials), ask(credentials), ask(credentials)]);
    expect([statuses, renewals]).toEqual([[200, 200, 200], 1]);
    expect(await ask(credentials)).toBe(200);
    expect(renewals).toBe(1);
  });

  it.each([
    ['cannot be renewed', fixed('old')],
    ['is renewed in vain', { text: 'old', renew: async () => await Promise.resolve(fixed('bad')) }],
    ['fails to be renewed', { text: 'old', renew: async () => await Promise.reject(new Error()) }],
  ])('say so when what was sent %s', async (_what, credential) => {
    const credentials = new Credentials(new Gate('new').fetch);
    const refused: boolean[] = [];
    credentials.onRefused((wasSignedIn) => refused.push(wasSignedIn));
    credentials.set(credential);
    expect(await ask(credentials)).toBe(401);
    expect(refused).toEqual([true]);
  });

  it('say that nobody had signed in', async () => {
    const credentials = new Credentials(new Gate('any').fetch);
    const refused: boolean[] = [];
    credentials.onRefused((wasSignedIn) => refused.push(wasSignedIn));
    await ask(credentials);
    expect(refused).toEqual([false]);
  });

  it('use the new one when somebody signed in while the old one was refused', async () => {
    const gate = new Gate('new');
    const credentials = new Credentials(async (url, init) => {
      const answer = await gate.fetch(url, init);
      credentials.set(fixed('new'));
      return answer;
    });
    credentials.set(fixed('old'));
    expect(await ask(credentials)).toBe(200);
  });
});
