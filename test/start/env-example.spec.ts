import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig, type Environment } from '../../service/config/read-config.js';
import { settingGuides, settingsSchema } from '../../service/config/settings.js';

const names: readonly string[] = settingsSchema.keyof().options;
const secrets = Object.entries(settingGuides).flatMap(([name, guide]) =>
  guide.isSecret ? [`${name}_FILE`] : [],
);

/** What stands behind the `#` of each setting's line, by name. */
const examples = new Map(
  readFileSync('.env.example', 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, name, value] = /^#([A-Z][A-Z_]+)=(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    }),
);

/** Names of this project's style in a document, outside code that belongs to others. */
function settingsNamedIn(path: string): string[] {
  const found = readFileSync(path, 'utf8').matchAll(
    /\b(?:AIS|DATABASE|REDIS|POSITIONS|INGEST|PORTTRACK|DRAIN|TILE|OPS|LOG|OIDC|ANONYMOUS|RATE|TRUST|STAFF)_[A-Z_]+\b/g,
  );
  return [...new Set([...found].map(([name]) => name))];
}

function documents(): string[] {
  const inDocs = readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join('docs', path));
  return [...inDocs, 'README.md', 'CONTRIBUTING.md', 'SECURITY.md'];
}

/** Settings of the tests and of docker-compose.yml, and one of the Redis operator's pods. */
const ofOthers = ['PORTTRACK_REFERENCE_DIR', 'AIS_LOGS', 'PORTTRACK_SECRETS', 'REDIS_PASSWORD'];

describe('.env.example', () => {
  it('names every setting, and no other', () => {
    expect([...examples.keys()].sort()).toEqual([...names, ...secrets].sort());
  });

  it.each(names)('gives %s a value that is accepted', (name) => {
    const alone: Environment = { [name]: examples.get(name) };
    expect(() => readConfig(alone)).not.toThrow();
  });

  it.each(Object.entries(settingGuides).map(([name, { example }]) => [name, example] as const))(
    'is not needed: the example of %s in the error message is accepted too',
    (name, example) => {
      const production = { DATABASE_URL: settingGuides.DATABASE_URL.example };
      const alone: Environment = {
        ...(example === 'production' ? production : {}),
        [name]: example,
      };
      expect(() => readConfig(alone)).not.toThrow();
    },
  );

  it('shows the defaults', () => {
    const config = readConfig({});
    const defaults = {
      NODE_ENV: config.nodeEnv,
      HOST: config.host,
      PORT: config.port,
      OPS_PORT: config.opsPort,
      LOG_LEVEL: config.logLevel,
      DRAIN_SECONDS: config.drainSeconds,
      DATABASE_POOL_SIZE: config.database.poolSize,
      DATABASE_MIGRATE: config.database.migrateOnStart ? 'on' : 'off',
      INGEST_QUEUE_MESSAGES: config.ingestQueueMessages,
      POSITIONS_RETENTION_DAYS: config.positionsRetentionDays,
      POSITIONS_FULL_RESOLUTION_DAYS: config.positionsFullResolutionDays,
      ANONYMOUS_READ: config.access.isAnonymousReadOn,
      RATE_LIMIT_ADDRESS: config.access.rateLimits.address,
      RATE_LIMIT_CALLER: config.access.rateLimits.caller,
      RATE_LIMIT_INGEST: config.access.rateLimits.ingest,
      RATE_LIMIT_FAILURES: config.access.rateLimits.failures,
      TRUST_PROXY: config.access.trustedProxies,
    };
    for (const [name, value] of Object.entries(defaults)) {
      expect(`${name}=${examples.get(name) ?? ''}`).toBe(`${name}=${String(value)}`);
    }
  });
});

describe('the documents', () => {
  it.each(documents())('%s names only settings that there are', (path) => {
    const known = [...names, ...secrets, ...ofOthers];
    expect(settingsNamedIn(path).filter((name) => !known.includes(name))).toEqual([]);
  });
});
