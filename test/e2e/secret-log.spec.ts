import { z } from 'zod';
import { TestIssuer } from '../support/issuer.js';
import { RestApp } from '../support/rest-app.js';

describe('the log, at its most talkative', () => {
  let issuer: TestIssuer;
  let app: RestApp;
  const lines: string[] = [];

  beforeAll(async () => {
    issuer = await TestIssuer.start();
    app = await RestApp.start(
      { LOG_LEVEL: 'trace', OIDC_ISSUER: issuer.url, RATE_LIMIT_FAILURES: 'off' },
      { write: (line) => lines.push(line) },
    );
  });

  afterAll(async () => {
    await app.stop();
  });

  it('holds nothing of a key or a token, whatever becomes of the request', async () => {
    // A failure of the issuer.
    const { port } = issuer;
    const early = await issuer.token({ roles: ['viewer'] });
    await issuer.stop();
    expect((await app.get('/api/v1/me', { authorization: `Bearer ${early}` })).status).toBe(503);
    issuer = await TestIssuer.start(port);
    const made = await app.written('POST', '/api/v1/api-keys', { name: 'log', roles: ['viewer'] });
    const { key } = z.looseObject({ key: z.string() }).parse(made);
    const { authorization = '' } = await app.credentials('admin');
    const token = await issuer.token({ roles: ['viewer'] });
    const expired = await issuer.token({ roles: ['viewer'] }, { endsIn: -100 });
    const unknown = `pt_00000000_${'q'.repeat(43)}`;
    const malformed = 'pt_11111111_ratherwrongindeed';
    const secrets = [key, authorization.replace('Bearer ', ''), token, expired, unknown, malformed];
    for (const secret of secrets) {
      const bearer = { authorization: `Bearer ${secret}` };
      for (const headers of [bearer, { 'x-api-key': secret }, { authorization: secret }]) {
        await app.get('/api/v1/me', headers);
        await app.get(`/api/v1/positions?token=${secret}`, headers);
        await app.get(`/api/v1/vessels/${secret}`, headers);
        await app.get(`/nowhere/${secret}`, headers);
      }
      await app.write('POST', '/api/v1/api-keys', secret, { headers: bearer });
      await app.write(
        'POST',
        '/api/v1/api-keys',
        { name: secret, [secret]: 1 },
        { headers: bearer },
      );
    }
    // A failure of the service itself, with a caller that is known.
    await app.query('ALTER TABLE api_key RENAME TO api_key_away');
    const broken = await app.get('/api/v1/api-keys', { authorization });
    await app.query('ALTER TABLE api_key_away RENAME TO api_key');
    expect(broken.status).toBe(500);

    const log = lines.join('');
    expect(log).toContain('/api/v1/me');
    expect(log).toContain('failed');
    expect(log).toContain("The issuer's keys cannot be read");
    for (const secret of [...secrets, early]) {
      const parts = secret.startsWith('pt_') ? [secret.slice(12)] : secret.split('.');
      // The header of a token is the same for all of an issuer, and no secret.
      for (const part of secret.startsWith('pt_') ? parts : parts.slice(1)) {
        expect([part.slice(0, 6), log.includes(part)]).toEqual([part.slice(0, 6), false]);
      }
    }
  });
});
