import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { TestIssuer } from '../support/issuer.js';
import { RestApp } from '../support/rest-app.js';
import { waitFor } from '../support/wait-for.js';

describe('tokens of an issuer', () => {
  let issuer: TestIssuer;
  let app: RestApp;

  beforeAll(async () => {
    issuer = await TestIssuer.start();
    app = await RestApp.start({
      ANONYMOUS_READ: 'false',
      OIDC_ISSUER: issuer.url,
      OIDC_ROLES_CLAIM: 'realm_access.roles',
      OIDC_TERMINALS_CLAIM: 'https://port.example/terminals',
      RATE_LIMIT_FAILURES: 'off',
    });
  });

  afterAll(async () => {
    await app.stop();
    await issuer.stop();
  });

  async function me(token: string): Promise<{ status: number; body: unknown }> {
    const answer = await app.get('/api/v1/me', { authorization: `Bearer ${token}` });
    return { status: answer.status, body: await answer.json() };
  }

  const roles = (...names: string[]) => ({ realm_access: { roles: names } });

  it('say who calls: the subject, the roles that are ours, and the terminals', async () => {
    const claims = {
      ...roles('terminal', 'offline_access', 'viewer'),
      'https://port.example/terminals': ['CLVAP/T1', 7],
      name: 'Ana Pérez',
    };
    const { status, body } = await me(await issuer.token(claims, { subject: 'a-17' }));
    expect(status).toBe(200);
    expect(body).toEqual({
      kind: 'user',
      id: 'a-17',
      name: null,
      roles: ['viewer', 'terminal'],
      terminals: ['CLVAP/T1'],
      expiresAt: expect.stringMatching(/Z$/) as string,
    });
  });

  it('let in whom the table lets in', async () => {
    const headers = async (...names: string[]) => ({
      authorization: `Bearer ${await issuer.token(roles(...names), { subject: names.join() })}`,
    });
    expect((await app.get('/api/v1/positions', await headers('viewer'))).status).toBe(200);
    expect((await app.get('/api/v1/positions', await headers('stranger'))).status).toBe(403);
    expect((await app.get('/api/v1/audit', await headers('viewer'))).status).toBe(403);
    expect((await app.get('/api/v1/audit', await headers('admin'))).status).toBe(200);
  });

  it('are written into the audit by their subject, without a name', async () => {
    const token = await issuer.token({ ...roles('admin'), name: 'Ana Pérez' }, { subject: 'a-18' });
    const answer = await app.write(
      'POST',
      '/api/v1/api-keys',
      { name: 'by a person', roles: ['viewer'] },
      { headers: { authorization: `Bearer ${token}` } },
    );
    expect(answer.status).toBe(201);
    expect(
      await app.rows(
        "SELECT actor_kind, actor_id, actor_name FROM audit_entry WHERE actor_id = 'a-18'",
      ),
    ).toEqual([{ actor_kind: 'user', actor_id: 'a-18', actor_name: null }]);
  });

  it.each([
    ['of another issuer', { issuer: 'https://elsewhere.example' }, '"iss"'],
    ['for another service', { audience: 'other' }, '"aud"'],
    ['that has ended', { endsIn: -60 }, 'has expired'],
    ['that has not begun', { beginsIn: 120 }, '"nbf"'],
  ])('are refused when they are %s', async (_, options, detail) => {
    const { status, body } = await me(await issuer.token(roles('admin'), options));
    expect(status).toBe(401);
    expect(body).toMatchObject({ detail: expect.stringContaining(detail) as string });
  });

  it('may end a moment ago: clocks differ', async () => {
    expect((await me(await issuer.token(roles('viewer'), { endsIn: -10 }))).status).toBe(200);
  });

  it('are refused when somebody else has signed them', async () => {
    const stranger = await TestIssuer.start();
    try {
      const forged = await stranger.token(roles('admin'), { issuer: issuer.url });
      expect((await me(forged)).status).toBe(401);
    } finally {
      await stranger.stop();
    }
  });

  it('are refused unsigned, altered, or signed with the public key as a secret', async () => {
    const token = await issuer.token(roles('viewer'));
    const [header = '', payload = '', signature = ''] = token.split('.');
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = z
      .looseObject({})
      .parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
    const raised = encode({ ...claims, ...roles('admin') });
    const { kid } = issuer.publicJwk();
    const symmetric = `${encode({ alg: 'HS256', kid })}.${raised}`;
    const mac = createHmac('sha256', JSON.stringify(issuer.publicJwk())).update(symmetric);
    for (const wrong of [
      `${encode({ alg: 'none' })}.${raised}.`,
      `${header}.${raised}.${signature}`,
      `${symmetric}.${mac.digest('base64url')}`,
      `${header}.${payload}.`,
      'not.a.token',
      'x',
    ]) {
      expect([wrong, (await me(wrong)).status]).toEqual([wrong, 401]);
    }
  });

  it('tell the page where to sign in, and let it go there', async () => {
    const answer = await app.get('/api/v1/config');
    expect(await answer.json()).toMatchObject({
      signIn: {
        oidc: { issuer: issuer.url, clientId: 'porttrack', scope: 'openid' },
        takesApiKeys: true,
        isAnonymousReadOn: false,
      },
    });
    expect(answer.headers.get('content-security-policy')).toContain(
      `connect-src 'self' ${issuer.url};`,
    );
  });
});

describe('an issuer', () => {
  let app: RestApp;

  afterEach(async () => {
    await app.stop();
  });

  async function statusOf(token: string): Promise<number> {
    return (await app.get('/api/v1/me', { authorization: `Bearer ${token}` })).status;
  }

  async function startWith(issuer: string): Promise<void> {
    app = await RestApp.start({
      OIDC_ISSUER: issuer,
      ANONYMOUS_READ: 'false',
      RATE_LIMIT_FAILURES: 'off',
    });
  }

  it.each(['RS256', 'PS256', 'EdDSA'])('may sign with %s', async (algorithm) => {
    const issuer = await TestIssuer.start();
    await issuer.rotate(algorithm);
    await startWith(issuer.url);
    expect(await statusOf(await issuer.token())).toBe(200);
    await issuer.stop();
  });

  it('is asked for its keys once, however many call', async () => {
    const issuer = await TestIssuer.start();
    await startWith(issuer.url);
    const tokens = await Promise.all(
      Array.from(
        { length: 20 },
        async (_, index) => await issuer.token({}, { subject: `s-${index}` }),
      ),
    );
    const statuses = await Promise.all(tokens.map(statusOf));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(issuer.asked).toEqual(['/.well-known/openid-configuration', '/keys']);
    await issuer.rotate();
    const rotated = await issuer.token();
    // Within the pause after a reading an unknown key is refused, so that nobody can make us ask.
    expect(await statusOf(rotated)).toBe(401);
    expect(issuer.asked.filter((path) => path === '/keys')).toHaveLength(1);
    await issuer.stop();
  });

  it('that is away keeps tokens out, and not keys; it may come back', async () => {
    const first = await TestIssuer.start();
    const { port, url } = first;
    await first.stop();
    await startWith(url);
    const elsewhere = await TestIssuer.start();
    const token = await elsewhere.token({}, { issuer: url });
    const away = await app.get('/api/v1/me', { authorization: `Bearer ${token}` });
    expect(away.status).toBe(503);
    expect(away.headers.get('retry-after')).toBe('5');
    expect(await away.text()).not.toContain(url);
    expect((await app.get('/api/v1/positions', await app.credentials('viewer'))).status).toBe(200);
    const back = await TestIssuer.start(port);
    const good = await back.token();
    await waitFor(async () => (await statusOf(good)) === 200, {
      what: 'the issuer to be asked again',
    });
    // What it has said once holds while it is away.
    await back.stop();
    expect(await statusOf(await back.token({}, { subject: 'another' }))).toBe(200);
    await elsewhere.stop();
  });

  it('that says it is another is not believed', async () => {
    const issuer = await TestIssuer.start();
    issuer.claimedIssuer = 'https://elsewhere.example';
    await startWith(issuer.url);
    expect(await statusOf(await issuer.token())).toBe(503);
    await issuer.stop();
  });
});

describe('without an issuer', () => {
  it('no token is taken', async () => {
    const issuer = await TestIssuer.start();
    const app = await RestApp.start();
    const headers = { authorization: `Bearer ${await issuer.token()}` };
    const answer = await app.get('/api/v1/me', headers);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({
      detail: 'Tokens are not taken here; only API keys are.',
    });
    await app.stop();
    await issuer.stop();
  });
});
