import { z } from 'zod';
import { auditCollection } from '../../service/audit/audit.dto.js';
import { RestApp } from '../support/rest-app.js';

type Entry = z.output<typeof auditCollection>['entries'][number];

describe('GET /api/v1/audit', () => {
  let app: RestApp;
  let adminId: string;

  beforeAll(async () => {
    app = await RestApp.start();
    const me = await app.get('/api/v1/me', await app.credentials('admin'));
    adminId = z.object({ id: z.string() }).parse(await me.json()).id;
    await app.query(`
      INSERT INTO audit_entry (at, actor_kind, actor_id, actor_name, request_id, action, entity,
        entity_id, port_locode, before, after, reason)
      SELECT timestamptz '2026-03-01T00:00:00Z' + n * interval '1 hour',
        CASE n % 2 WHEN 0 THEN 'user' ELSE 'key' END, 'actor-' || n % 3, NULL, 'request-' || n,
        CASE n % 2 WHEN 0 THEN 'create' ELSE 'edit' END, 'booking', 'b-' || n % 5,
        CASE n % 2 WHEN 0 THEN 'CLVAP' ELSE NULL END, NULL, jsonb_build_object('n', n),
        CASE n WHEN 7 THEN 'storm' ELSE NULL END
      FROM generate_series(0, 23) AS n`);
  });

  afterAll(async () => {
    await app.stop();
  });

  async function entries(query: string): Promise<Entry[]> {
    const answer = await app.get(`/api/v1/audit?${query}`, await app.credentials('admin'));
    expect(answer.status).toBe(200);
    return auditCollection.parse(await answer.json()).entries;
  }

  const hoursOf = (found: readonly Entry[]): unknown[] => found.map(({ after }) => after?.['n']);

  it('tells of a write who, when, by which request, before and after', async () => {
    const headers = { 'X-Request-Id': 'the-request' };
    const made = await app.write(
      'POST',
      '/api/v1/api-keys',
      { name: 'audited', roles: ['viewer'] },
      { headers },
    );
    const { id, prefix } = z
      .looseObject({ id: z.string(), prefix: z.string() })
      .parse(await made.json());
    await app.written('DELETE', `/api/v1/api-keys/${id}`);
    const [revoked, created] = await entries(`entity=api-key&entityId=${id}`);
    const record = { prefix, name: 'audited', roles: ['viewer'], terminals: [], expiresAt: null };
    expect(created).toMatchObject({
      actor: { kind: 'key', id: adminId, name: 'test admin' },
      requestId: 'the-request',
      action: 'create',
      entity: 'api-key',
      entityId: id,
      port: null,
      before: null,
      after: { ...record, revokedAt: null },
      reason: null,
    });
    expect(revoked).toMatchObject({ action: 'revoke', before: { ...record, revokedAt: null } });
    expect(revoked?.after?.['revokedAt']).toEqual(expect.stringMatching(/Z$/));
    expect(Date.now() - Date.parse(revoked?.time ?? '')).toBeLessThan(60_000);
  });

  it.each([
    ['entity=booking&entityId=b-3', [23, 18, 13, 8, 3]],
    ['entity=booking&actor=actor-2&action=edit', [23, 17, 11, 5]],
    ['port=CLVAP&from=2026-03-01T18:00:00Z', [22, 20, 18]],
    ['entity=booking&from=2026-03-01T03:00:00Z&to=2026-03-01T06:00:00Z', [5, 4, 3]],
    ['entity=nothing', []],
  ])('with %s shows the hours %j, the newest first', async (query, hours) => {
    expect(hoursOf(await entries(query))).toEqual(hours);
  });

  it('shows the reason that was given', async () => {
    const [found] = await entries(
      'entity=booking&from=2026-03-01T07:00:00Z&to=2026-03-01T08:00:00Z',
    );
    expect(found?.reason).toBe('storm');
  });

  it('goes on page by page, each entry once, also while others write', async () => {
    const admin = await app.credentials('admin');
    const seen: unknown[] = [];
    let path: string | undefined = '/api/v1/audit?entity=booking&limit=7';
    while (path !== undefined) {
      const answer = await app.get(path, admin);
      seen.push(...hoursOf(auditCollection.parse(await answer.json()).entries));
      path = /<([^>]+)>/.exec(answer.headers.get('link') ?? '')?.[1];
      await app.written('POST', '/api/v1/api-keys', { name: 'meanwhile', roles: ['viewer'] });
    }
    expect(seen).toEqual(Array.from({ length: 24 }, (_, index) => 23 - index));
  });

  it.each([
    'colour=red',
    'limit=0',
    'port=valparaiso',
    'from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z',
    'cursor=x',
  ])('refuses %s', async (query) => {
    const answer = await app.get(`/api/v1/audit?${query}`, await app.credentials('admin'));
    expect(answer.status).toBe(400);
  });
});
