import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environments } from '../../charts/environments.js';
import { secretPath, SECRETS_FOLDER } from '../../charts/porttrack-api/connections.js';
import { STOP_SECONDS } from '../../charts/porttrack-api/settings.js';
import { synthesize } from '../../charts/synth.js';
import type { Config } from '../../service/config/config.js';
import { readConfig } from '../../service/config/read-config.js';
import { settingGuides } from '../../service/config/settings.js';
import { valueAt } from '../support/fields.js';

// What the charts give the service, read by the service: the one place where both are known.

/** Read by node itself. */
const ofNode = ['NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS'];

/** 32 bytes in base64: no other text would do. */
const sealingKey = Buffer.alloc(32, 7).toString('base64');

/** Every variable that the service reads. */
const known = Object.entries(settingGuides).flatMap(([name, { isSecret }]) =>
  isSecret ? [name, `${name}_FILE`] : [name],
);

function textsOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) throw new Error('no fields');
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)]));
}

describe.each(environments)('the settings of $name', (environment) => {
  const folder = mkdtempSync(join(tmpdir(), 'porttrack-secrets-'));
  const objects = synthesize(environment)
    .filter(({ chart }) => chart === 'porttrack-api')
    .map(({ object }) => object);
  const find = (kind: string): unknown => objects.find((object) => object.kind === kind);
  const given = textsOf(valueAt(find('ConfigMap'), 'data'));
  const files = textsOf(valueAt(find('ExternalSecret'), 'spec', 'target', 'template', 'data'));
  let config: Config;

  beforeAll(() => {
    // As the operator fills the templates in.
    for (const [name, template] of Object.entries(files)) {
      const value = name === 'webhook-secret-key' ? sealingKey : 'Secret1';
      writeFileSync(join(folder, name), template.replaceAll(/\{\{ \.\w+ \}\}/g, value));
    }
    const here = Object.entries(given).map(([name, value]) => [
      name,
      value.replaceAll(SECRETS_FOLDER, folder),
    ]);
    config = readConfig(Object.fromEntries(here) as Record<string, string>);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('are all known to the service, or to node', () => {
    const unknown = Object.keys(given).filter((name) => ![...known, ...ofNode].includes(name));
    expect(unknown).toEqual([]);
  });

  it('make it a service of production on the ports that the pod declares', () => {
    expect(config).toMatchObject({
      nodeEnv: 'production',
      host: '0.0.0.0',
      port: 3000,
      opsPort: 9464,
      isSimulating: false,
      ingestQueueMessages: environment.service.queueMessages,
      database: { migrateOnStart: false },
    });
  });

  it('let people sign in at the issuer, and nobody read without', () => {
    const { issuer, audience, clientId } = environment.oidc;
    expect(config.access).toMatchObject({
      isAnonymousReadOn: false,
      trustedProxies: 1,
      oidc: { issuer, audience, clientId },
    });
  });

  it('bring it encrypted to the pooler and to the master of Redis', () => {
    const database = new URL(config.database.url ?? '');
    expect(database.host).toBe('porttrack-pool.porttrack-data.svc:5432');
    expect(database.password).toBe('Secret1');
    expect(database.searchParams.get('sslmode')).toBe('verify-full');
    expect(database.searchParams.get('sslrootcert')).toBe(secretPath('dataCa'));
    const redis = new URL(config.redisUrl ?? '');
    expect(redis.protocol).toBe('rediss:');
    expect(redis.host).toBe('porttrack-redis-master.porttrack-data.svc:6379');
    expect(given['NODE_EXTRA_CA_CERTS']).toBe(secretPath('dataCa'));
  });

  it('make a feed of every receiver that is dialled, and listen for the others', () => {
    const dialled = environment.ports
      .flatMap(({ receivers }) => receivers)
      .filter(({ dial }) => dial !== undefined);
    const feeds = new Map(config.feeds.map((feed) => [feed.name, feed]));
    for (const { name, dial, silenceSeconds } of dialled) {
      expect(feeds.get(name)).toMatchObject({ kind: 'tcp-client', ...dial, silenceSeconds });
    }
    expect(feeds.get('tcp')).toMatchObject({ kind: 'tcp-server', host: '0.0.0.0', port: 10_110 });
    expect(feeds.get('udp')).toMatchObject({ kind: 'udp', host: '0.0.0.0', port: 10_110 });
  });
});

describe('the grace period', () => {
  it('knows how long the service may take to stop', () => {
    const source = readFileSync('service/main.ts', 'utf8');
    const stopMs = /const stopMs = (?<digits>[\d_]+);/.exec(source)?.groups?.['digits'];
    expect(Number(stopMs?.replaceAll('_', ''))).toBe(STOP_SECONDS * 1000);
  });
});
