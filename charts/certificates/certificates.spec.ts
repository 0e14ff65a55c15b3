import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Fields, listAt, plain } from '../../test/support/fields.js';
import { environments } from '../environments.js';
import { databaseUrl, redisUrl } from '../porttrack-api/connections.js';
import { manifestText, synthesize, synthesizePrerequisites } from '../synth.js';

const [production] = environments;
if (production === undefined) throw new Error('there is no environment');

const certificate = (name: string): Fields | undefined => {
  const found = synthesizePrerequisites(production).find(
    ({ object }) => object.kind === 'Certificate' && object.metadata.name === name,
  );
  return plain(found?.object)['spec'];
};

const hostOf = (url: string): string => new URL(url.replace(/\{\{.*?\}\}/g, 'x')).hostname;

describe('certificates', () => {
  it('name the hosts that the service checks them against', () => {
    const databases = (['porttrack-pool', 'porttrack-pg-rw'] as const).map((one) =>
      hostOf(databaseUrl(one)),
    );
    const names = (name: string) => listAt(certificate(name), 'dnsNames');
    expect(names('porttrack-pg-tls')).toEqual(expect.arrayContaining(databases));
    expect(names('porttrack-redis-tls')).toContain(hostOf(redisUrl));
  });

  it('fill the Secrets that PostgreSQL, Redis and the store of trust read', () => {
    const text = JSON.stringify(synthesize(production).map(({ object }) => object));
    for (const name of ['porttrack-pg-tls', 'porttrack-redis-tls', 'porttrack-trust']) {
      expect(certificate(name)?.['secretName']).toBe(name);
      expect(text).toContain(`"${name}"`);
    }
  });

  it('have PostgreSQL and PgBouncer reload when they are renewed', () => {
    expect(certificate('porttrack-pg-tls')?.['secretTemplate']).toEqual({
      labels: { 'cnpg.io/reload': 'true' },
    });
  });

  it('are for servers alone where nobody shows one to a server', () => {
    expect(certificate('porttrack-pg-tls')?.['usages']).toEqual(['server auth']);
    expect(certificate('porttrack-trust')?.['usages']).toEqual(['client auth']);
  });
});

describe('platform/', () => {
  it.each(environments)('holds what the charts make for $name, and nothing else', (environment) => {
    const home = join('platform', environment.name);
    const made = synthesizePrerequisites(environment);
    const files = readdirSync(home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files.sort()).toEqual(made.map(({ path }) => join(home, path)).sort());
    for (const manifest of made) {
      expect(readFileSync(join(home, manifest.path), 'utf8')).toBe(manifestText(manifest));
    }
  });
});
