import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ConfigError } from './config.errors.js';
import { readConfig, type Environment } from './read-config.js';

const DATABASE_URL = 'postgresql://porttrack:hunter2@db:5432/porttrack';

function messageOf(environment: Environment): string {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'no error';
}

function feedNames(environment: Environment): string[] {
  return readConfig(environment).feeds.map(({ name }) => name);
}

function feedNamed(name: string, environment: Environment) {
  return readConfig(environment).feeds.find((feed) => feed.name === name);
}

describe('readConfig', () => {
  it('needs nothing: embedded database, simulator, loopback', () => {
    expect(readConfig({})).toMatchObject({
      nodeEnv: 'development',
      host: '127.0.0.1',
      port: 3000,
      opsPort: 9464,
      logLevel: 'info',
      database: { url: null, poolSize: 10, migrateOnStart: true },
      redisUrl: null,
      dataFolder: resolve('.porttrack'),
      isSimulating: true,
      positionsRetentionDays: 30,
      positionsFullResolutionDays: 7,
      staffRetentionDays: 730,
      tileUrl: null,
      drainSeconds: 0,
    });
  });

  it('counts an empty value as unset', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toEqual(readConfig({}));
  });

  it('listens on every address and leaves migrations to a job in production', () => {
    expect(readConfig({ NODE_ENV: 'production', DATABASE_URL })).toMatchObject({
      host: '0.0.0.0',
      database: { url: DATABASE_URL, migrateOnStart: false },
      isSimulating: false,
      drainSeconds: 5,
    });
  });

  it('keeps full resolution no longer than positions when only the retention is set', () => {
    expect(readConfig({ POSITIONS_RETENTION_DAYS: '3' }).positionsFullResolutionDays).toBe(3);
  });

  describe('refuses, naming the setting, its rule and an example', () => {
    it.each([
      ['PORT', 'abc', 'a TCP port from 0', 'PORT=3000'],
      ['PORT', '65536', 'a TCP port from 0', 'PORT=3000'],
      ['OPS_PORT', '3000', 'another than PORT', 'OPS_PORT=9464'],
      ['NODE_ENV', 'prod', 'development, test or production', 'NODE_ENV=production'],
      ['HOST', 'a b', 'the address to listen on', 'HOST=0.0.0.0'],
      ['LOG_LEVEL', 'loud', 'fatal, error, warn', 'LOG_LEVEL=info'],
      ['DATABASE_URL', 'mysql://a@b/c', 'PostgreSQL 15 to 18', 'DATABASE_URL=postgresql://'],
      ['DATABASE_POOL_SIZE', '1', 'from 2 to 200', 'DATABASE_POOL_SIZE=10'],
      ['DATABASE_MIGRATE', 'yes', 'on or off', 'DATABASE_MIGRATE=on'],
      ['REDIS_URL', 'localhost', 'Redis', 'REDIS_URL=redis://'],
      ['AIS_TCP_PORT', '-1', 'off, or a TCP port', 'AIS_TCP_PORT=10110'],
      ['AIS_TCP_PORT', '3000', 'off, or a TCP port', 'AIS_TCP_PORT=10110'],
      ['AIS_UDP_PORT', '1e3', 'off, or a UDP port', 'AIS_UDP_PORT=10110'],
      ['AIS_TCP_CONNECT', 'receiver', 'host:port', 'AIS_TCP_CONNECT=receiver-1'],
      ['AIS_TCP_CONNECT', 'a:1,a:1', 'each once', 'AIS_TCP_CONNECT=receiver-1'],
      ['AIS_FEEDS', '{', 'JSON list', 'AIS_FEEDS=[{'],
      ['SIMULATOR', 'true', 'auto, on or off', 'SIMULATOR=auto'],
      ['POSITIONS_RETENTION_DAYS', '0', 'from 1 to 3650', 'POSITIONS_RETENTION_DAYS=30'],
      ['POSITIONS_FULL_RESOLUTION_DAYS', '31', 'POSITIONS_RETENTION_DAYS', '=7'],
      ['INGEST_QUEUE_MESSAGES', '10', 'from 1000', 'INGEST_QUEUE_MESSAGES=50000'],
      ['TILE_URL', 'https://tiles.example.org/', '{z}', 'TILE_URL=https://'],
      ['PORT_CALL_SOURCES', '["ais"]', 'a JSON object', 'PORT_CALL_SOURCES={"BERTH ARRI"'],
      ['DRAIN_SECONDS', '301', 'from 0 to 300', 'DRAIN_SECONDS=5'],
      ['ANONYMOUS_READ', 'yes', 'true or false', 'ANONYMOUS_READ=false'],
      ['OIDC_ISSUER', 'http://login.example.org', 'https', 'OIDC_ISSUER=https://'],
      ['OIDC_ISSUER', 'https://login.example.org/?a=b', 'https', 'OIDC_ISSUER=https://'],
      ['OIDC_ROLES_CLAIM', 'a..b', 'a dot goes into', 'OIDC_ROLES_CLAIM=realm_access.roles'],
      ['RATE_LIMIT_ADDRESS', '0', 'off, or a whole', 'RATE_LIMIT_ADDRESS=6000'],
      ['TRUST_PROXY', 'true', 'from 0 to 10', 'TRUST_PROXY=1'],
      ['WEBHOOK_SECRET_KEY', 'short', 'base64 of 32 random bytes', 'WEBHOOK_SECRET_KEY='],
      ['WEBHOOK_ALLOW_PRIVATE', 'yes', 'true or false', 'WEBHOOK_ALLOW_PRIVATE=false'],
    ])('%s=%s', (name, value, rule, example) => {
      const message = messageOf({ [name]: value });
      expect(message).toContain(`  ${name}: `);
      expect(message).toContain(rule);
      expect(message).toContain(example);
    });
  });

  it('names every problem at once', () => {
    const message = messageOf({ PORT: 'abc', SIMULATOR: 'maybe', LOG_LEVEL: 'info' });
    expect(message).toMatch(/2 settings are wrong/);
    expect(message).toContain('  PORT: "abc" is not valid');
    expect(message).toContain('  SIMULATOR: "maybe" is not valid');
    expect(message).not.toContain('LOG_LEVEL');
  });

  describe('access', () => {
    it('lets everybody read only what the embedded database shows', () => {
      expect(readConfig({}).access.isAnonymousReadOn).toBe(true);
      expect(readConfig({ DATABASE_URL }).access.isAnonymousReadOn).toBe(false);
      expect(readConfig({ NODE_ENV: 'production', DATABASE_URL }).access.isAnonymousReadOn).toBe(
        false,
      );
      expect(readConfig({ ANONYMOUS_READ: 'false' }).access.isAnonymousReadOn).toBe(false);
      expect(readConfig({ DATABASE_URL, ANONYMOUS_READ: 'true' }).access.isAnonymousReadOn).toBe(
        true,
      );
    });

    it('takes no tokens until there is an issuer', () => {
      expect(readConfig({ OIDC_AUDIENCE: 'port' }).access.oidc).toBeNull();
      expect(
        readConfig({ OIDC_ISSUER: 'https://login.example.org/realms/port' }).access.oidc,
      ).toEqual({
        issuer: 'https://login.example.org/realms/port',
        audience: 'porttrack',
        clientId: 'porttrack',
        scope: 'openid',
        rolesClaim: 'roles',
        terminalsClaim: 'terminals',
      });
    });

    it('asks an issuer in the open only on this machine', () => {
      const { oidc } = readConfig({ OIDC_ISSUER: 'http://127.0.0.1:8080/realms/port' }).access;
      expect(oidc?.issuer).toBe('http://127.0.0.1:8080/realms/port');
    });

    it('limits requests generously, believes no proxy, and does otherwise when told to', () => {
      expect(readConfig({}).access).toMatchObject({
        rateLimits: { address: 6000, caller: 30_000, ingest: 30_000, failures: 30 },
        trustedProxies: 0,
      });
      const told = { RATE_LIMIT_ADDRESS: 'off', RATE_LIMIT_FAILURES: '5', TRUST_PROXY: '2' };
      expect(readConfig(told).access).toMatchObject({
        rateLimits: { address: null, failures: 5 },
        trustedProxies: 2,
      });
    });
  });

  describe('in production', () => {
    it('refuses to start without a database', () => {
      const message = messageOf({ NODE_ENV: 'production' });
      expect(message).toContain('  DATABASE_URL: is missing, and NODE_ENV=production needs it');
      expect(message).toContain('for example: DATABASE_URL=postgresql://');
    });

    it('refuses to simulate', () => {
      const message = messageOf({ NODE_ENV: 'production', DATABASE_URL, SIMULATOR: 'on' });
      expect(message).toContain('  SIMULATOR: is on, and NODE_ENV=production never simulates');
      expect(message).toContain('SIMULATOR=off');
    });

    it('does not simulate by itself', () => {
      const config = readConfig({ NODE_ENV: 'production', DATABASE_URL, SIMULATOR: 'auto' });
      expect(config.isSimulating).toBe(false);
    });
  });

  describe('secrets', () => {
    let folder = '';

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'porttrack-config-'));
      writeFileSync(join(folder, 'url'), `${DATABASE_URL}\n`);
      writeFileSync(join(folder, 'empty'), '\n');
    });

    afterAll(() => {
      rmSync(folder, { recursive: true });
    });

    it('come from a file', () => {
      const config = readConfig({ DATABASE_URL_FILE: join(folder, 'url') });
      expect(config.database.url).toBe(DATABASE_URL);
    });

    it('refuse both the value and the file', () => {
      const message = messageOf({ DATABASE_URL, DATABASE_URL_FILE: join(folder, 'url') });
      expect(message).toContain('  DATABASE_URL_FILE: is set, and so is DATABASE_URL');
    });

    it.each(['empty', 'missing'])('refuse a file that is %s', (name) => {
      const path = join(folder, name);
      const message = messageOf({ REDIS_URL_FILE: path });
      expect(message).toContain(`  REDIS_URL_FILE: ${path} cannot be read, or is empty`);
      expect(message).toContain('REDIS_URL_FILE=/run/secrets/redis-url');
    });

    it('are never printed', () => {
      expect(messageOf({ DATABASE_URL: 'mysql://user:hunter2@db/x' })).not.toContain('hunter2');
      expect(messageOf({ REDIS_URL: 'hunter2' })).not.toContain('hunter2');
    });
  });

  describe('feeds', () => {
    it('are the built-in ones and the simulator by default', () => {
      expect(feedNames({})).toEqual(['tcp', 'udp', 'http', 'replay', 'archive', 'simulator']);
      expect(feedNamed('tcp', {})).toEqual({
        name: 'tcp',
        kind: 'tcp-server',
        host: '127.0.0.1',
        port: 10110,
        source: 'ais',
        timePolicy: 'receiver',
        silenceSeconds: 120,
        licence: null,
      });
      expect(feedNamed('archive', {})).toMatchObject({ source: 'replay', timePolicy: 'recorded' });
    });

    it.each([
      ['AIS_TCP_CONNECT', 'receiver:4001'],
      ['AIS_FEEDS', '[{"name":"a","kind":"http"}]'],
      ['AIS_TCP_PORT', '10110'],
      ['AIS_UDP_PORT', '10110'],
      ['DATABASE_URL', DATABASE_URL],
      ['SIMULATOR', 'off'],
    ])('leave the simulator out when %s is set', (name, value) => {
      const config = readConfig({ [name]: value });
      expect(config.isSimulating).toBe(false);
      expect(config.feeds.map((feed) => feed.kind)).not.toContain('simulator');
    });

    it('run the simulator beside a real feed when told to', () => {
      const names = feedNames({ SIMULATOR: 'on', AIS_TCP_CONNECT: 'receiver:4001' });
      expect(names).toContain('simulator');
      expect(names).toContain('receiver-4001');
    });

    it('do not listen where the port is off, which is no feed either', () => {
      const environment = { AIS_TCP_PORT: 'off', AIS_UDP_PORT: 'off' };
      expect(feedNames(environment)).toEqual(['http', 'replay', 'archive', 'simulator']);
    });

    it('dial the receivers, IPv6 too', () => {
      const environment = { AIS_TCP_CONNECT: 'north.example.org:4001, [2001:db8::1]:4002' };
      expect(feedNamed('north.example.org-4001', environment)).toMatchObject({
        kind: 'tcp-client',
        host: 'north.example.org',
        port: 4001,
      });
      expect(feedNamed('2001-db8--1-4002', environment)?.host).toBe('2001:db8::1');
    });

    it('take all that AIS_FEEDS says', () => {
      const entry = {
        name: 'strait',
        kind: 'udp',
        address: '0.0.0.0:4100',
        silenceSeconds: 30,
        timePolicy: 'server',
        licence: 'CC BY 4.0',
      };
      expect(feedNamed('strait', { AIS_FEEDS: JSON.stringify([entry]) })).toEqual({
        name: 'strait',
        kind: 'udp',
        host: '0.0.0.0',
        port: 4100,
        source: 'ais',
        timePolicy: 'server',
        silenceSeconds: 30,
        licence: 'CC BY 4.0',
      });
    });

    it('let an entry replace the built-in feed of its name', () => {
      const AIS_FEEDS = '[{"name":"tcp","kind":"tcp-server","address":"0.0.0.0:4000"}]';
      expect(feedNames({ AIS_FEEDS })).toEqual(['udp', 'http', 'replay', 'archive', 'tcp']);
      expect(feedNamed('tcp', { AIS_FEEDS })?.port).toBe(4000);
    });

    it.each([
      ['an unknown key', '[{"name":"a","kind":"http","colour":"red"}]', 'colour'],
      ['a name that is no label', '[{"name":"a b","kind":"http"}]', '0.name'],
      ['an unknown kind', '[{"name":"a","kind":"serial"}]', '0.kind'],
      ['the kind simulator', '[{"name":"a","kind":"simulator"}]', '0.kind'],
      ['a missing address', '[{"name":"a","kind":"udp"}]', '0.address'],
      ['an address of an http feed', '[{"name":"a","kind":"http","address":"a:1"}]', '0.address'],
      ['a port above 65535', '[{"name":"a","kind":"udp","address":"a:70000"}]', '0.address'],
      ['no list', '{"name":"a"}', 'expected array'],
      ['a reserved name', '[{"name":"simulator","kind":"http"}]', 'simulator is reserved'],
      [
        'a name twice',
        '[{"name":"a","kind":"http"},{"name":"a","kind":"http"}]',
        'there is more than one feed a',
      ],
      [
        'a listening port twice',
        '[{"name":"a","kind":"tcp-server","address":"0.0.0.0:10110"}]',
        'listens on 10110, which AIS_TCP_PORT has already',
      ],
    ])('refuse %s', (_, AIS_FEEDS, fault) => {
      const message = messageOf({ AIS_FEEDS });
      expect(message).toContain('  AIS_FEEDS: ');
      expect(message).toContain(fault);
    });
  });

  describe('webhooks', () => {
    const keys = [1, 2].map((byte) => Buffer.alloc(32, byte));

    it('take the keys in their order', () => {
      const text = keys.map((key) => key.toString('base64')).join(', ');
      expect(readConfig({ WEBHOOK_SECRET_KEY: text }).webhooks.secretKeys).toEqual(keys);
    });

    it('have a key file with PortTrack’s own PostgreSQL alone, and send nothing inwards', () => {
      expect(readConfig({}).webhooks).toEqual({
        secretKeys: [],
        keyFile: resolve('.porttrack', 'webhook-secret-key'),
        isPrivateAllowed: false,
      });
      expect(readConfig({ DATABASE_URL }).webhooks.keyFile).toBeNull();
      expect(readConfig({ NODE_ENV: 'production', DATABASE_URL }).webhooks.keyFile).toBeNull();
    });
  });
});
