import { accessOf, decide } from '../../service/auth/access.js';
import { accessTable, readers, type Access } from '../../service/auth/access-table.js';
import { anonymous, roles, type Role } from '../../service/auth/principal.js';
import type { Route } from '../../service/openapi/route-table.js';
import { RestApp } from '../support/rest-app.js';

/** What stands in for the parameters of paths: well formed, and of nothing that there is. */
const stand: Readonly<Record<string, string>> = {
  locode: 'XXZZZ',
  mmsi: '999999999',
  file: 'problems.md',
};
const absentId = '00000000-0000-4000-8000-000000000000';

type Caller = Role | 'nobody';

const callers: readonly Caller[] = ['nobody', ...roles];

function keyOf({ method, path }: Route): string {
  return `${method.toUpperCase()} ${path}`;
}

/** 401, 403, or 0 for anything else: what becomes of a request that is let in is told elsewhere. */
async function refusal(app: RestApp, key: string, caller: Caller): Promise<number> {
  const [method = '', pattern = ''] = key.split(' ');
  const path = pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => stand[name] ?? absentId);
  const aborter = new AbortController();
  const answer = await fetch(app.url + path, {
    method,
    headers: {
      ...(caller === 'nobody' ? {} : await app.credentials(caller)),
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
    },
    ...(method === 'GET' ? {} : { body: '{}' }),
    signal: aborter.signal,
  });
  // The stream would go on for ever.
  aborter.abort();
  return [401, 403].includes(answer.status) ? answer.status : 0;
}

function expected(access: Access, caller: Caller, isAnonymousReadOn: boolean): number {
  const isOpen = access === 'open' || access === 'anyone';
  if (isOpen || (access === 'read' && isAnonymousReadOn)) return 0;
  if (caller === 'nobody') return 401;
  const allowed = access === 'read' ? readers : access;
  return allowed.includes(caller) ? 0 : 403;
}

describe('the table of access', () => {
  let app: RestApp;

  beforeAll(async () => {
    app = await RestApp.start();
  });

  afterAll(async () => {
    await app.stop();
  });

  it('names every route of the running application, and no other', () => {
    const routes = app.routes().map(keyOf).sort();
    expect(routes.length).toBeGreaterThan(20);
    expect(Object.keys(accessTable).sort()).toEqual(routes);
  });

  it('leaves a route that it does not name to nobody', () => {
    expect(accessOf('GET', '/api/v1/vessels/:id')).toBe('read');
    expect(accessOf('HEAD', '/api/v1/vessels/:id')).toBe('read');
    expect(accessOf('GET', '/api/v1/nothing')).toBeNull();
    expect(accessOf('PUT', '/api/v1/vessels')).toBeNull();
    expect(accessOf('GET', '')).toBeNull();
  });

  it('lets writes through to nobody who has not signed in', () => {
    const writes = Object.entries(accessTable).filter(([key]) => !/^GET |__ops/.test(key));
    expect(writes.length).toBeGreaterThan(2);
    for (const [key, access] of writes) {
      expect([key, decide(access, anonymous, true)]).toEqual([key, 'sign-in']);
    }
  });

  it('lets role feed post sentences, and nothing else that takes a role', () => {
    const open = ['open', 'anyone', 'read'];
    const forFeed = Object.entries(accessTable).filter(
      ([, access]) => typeof access !== 'string' && access.includes('feed'),
    );
    expect(forFeed.map(([key]) => key)).toEqual(['POST /api/v1/ais']);
    expect(readers).not.toContain('feed');
    const named = Object.values(accessTable).filter((access) => typeof access === 'string');
    expect(named.filter((access) => !open.includes(access))).toEqual([]);
  });

  it('lets an admin do whatever anybody may', () => {
    for (const [key, access] of Object.entries(accessTable)) {
      if (typeof access !== 'string')
        expect([key, access]).toEqual([key, expect.arrayContaining(['admin'])]);
    }
  });
});

describe.each([true, false])('with ANONYMOUS_READ=%s every route', (isAnonymousReadOn) => {
  let app: RestApp;

  beforeAll(async () => {
    app = await RestApp.start({ ANONYMOUS_READ: String(isAnonymousReadOn) });
  });

  afterAll(async () => {
    await app.stop();
  });

  it.each(callers)('answers %s as the table says', async (caller) => {
    const seen: Record<string, number> = {};
    const wanted: Record<string, number> = {};
    for (const key of app.routes().map(keyOf)) {
      seen[key] = await refusal(app, key, caller);
      wanted[key] = expected(accessTable[key] ?? [], caller, isAnonymousReadOn);
    }
    expect(seen).toEqual(wanted);
  });

  it('says how to come in, and which roles may', async () => {
    const nobody = await app.get('/api/v1/audit');
    expect(nobody.status).toBe(401);
    expect(nobody.headers.get('www-authenticate')).toBe('Bearer realm="porttrack"');
    expect(nobody.headers.get('cache-control')).toBe('no-store');
    const viewer = await app.get('/api/v1/audit', await app.credentials('viewer'));
    expect(viewer.status).toBe(403);
    expect(await viewer.json()).toMatchObject({
      type: '/api/docs/problems.md#forbidden',
      detail: 'It takes one of the roles admin.',
    });
  });

  it('refuses a key or a token that is no good, also where nobody must be named', async () => {
    for (const authorization of [
      `Bearer pt_00000000_${'a'.repeat(43)}`,
      'Bearer pt_short',
      'Bearer abc.def.ghi',
      'Basic dXNlcjpwYXNz',
      'Bearer',
    ]) {
      const answer = await app.get('/api/v1/me', { authorization });
      expect([authorization, answer.status]).toEqual([authorization, 401]);
      expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
    }
    const key = await app.get('/api/v1/positions', { 'x-api-key': 'nonsense' });
    expect(key.status).toBe(401);
  });

  it('tells who calls', async () => {
    expect(await app.json('/api/v1/me')).toEqual({
      kind: 'anonymous',
      id: null,
      name: null,
      roles: [],
      terminals: [],
      expiresAt: null,
    });
    const answer = await app.get('/api/v1/me', await app.credentials('terminal'));
    expect(await answer.json()).toMatchObject({
      kind: 'key',
      name: 'test terminal',
      roles: ['terminal'],
      terminals: ['CLVAP/T1'],
    });
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
  });

  it('tells the page how one signs in', async () => {
    expect(await app.json('/api/v1/config')).toMatchObject({
      signIn: { oidc: null, takesApiKeys: true, isAnonymousReadOn },
    });
  });
});

describe('with ANONYMOUS_READ=false', () => {
  let app: RestApp;

  beforeAll(async () => {
    app = await RestApp.start({ ANONYMOUS_READ: 'false' });
  });

  afterAll(async () => {
    await app.stop();
  });

  it('a ready answer is not given to who may not have it', async () => {
    const viewer = await app.credentials('viewer');
    const feed = await app.credentials('feed');
    for (let round = 0; round < 5; round += 1) {
      expect((await app.get('/api/v1/positions', viewer)).status).toBe(200);
      expect((await app.get('/api/v1/positions')).status).toBe(401);
      expect((await app.get('/api/v1/positions', feed)).status).toBe(403);
      const wrong = { authorization: `Bearer pt_00000000_${'b'.repeat(43)}` };
      expect((await app.get('/api/v1/positions', wrong)).status).toBe(401);
    }
  });

  it('no shared cache keeps an answer, and callers are told apart', async () => {
    const viewer = await app.credentials('viewer');
    for (const path of ['/api/v1/positions', '/api/v1/ports', '/api/v1/vessels']) {
      const answer = await app.get(path, viewer);
      const control = answer.headers.get('cache-control') ?? '';
      expect([path, control]).toEqual([path, expect.stringMatching(/^private\b/)]);
      expect(control).not.toContain('public');
      expect(answer.headers.get('vary')).toContain('Authorization');
    }
  });

  it('what is the same for everybody stays public', async () => {
    const answer = await app.get('/api/openapi.json');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=60');
    expect(answer.headers.get('vary')).toBe('Accept-Encoding');
  });
});
