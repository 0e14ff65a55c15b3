import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { z } from 'zod';
import { accessConfig } from './access-settings.js';
import { ConfigError, type SettingProblem } from './config.errors.js';
import type { Config } from './config.js';
import { buildFeeds, feedProblems, isFeedConfigured } from './feeds.js';
import { settingGuides, settingsSchema, type SettingName, type Settings } from './settings.js';

/** Environment variables, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks the whole configuration. Every secret `X` may come as `X_FILE`, the path of a
 * file that holds it.
 * @throws ConfigError naming every wrong or missing setting at once.
 */
export function readConfig(environment: Environment): Config {
  const problems: SettingProblem[] = [];
  const given = collect(environment, problems);
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) {
    problems.push(...parsed.error.issues.map((issue) => explain(issue, given)));
    throw new ConfigError(problems);
  }
  const config = assemble(parsed.data);
  problems.push(...crossProblems(parsed.data, config));
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** The set values by name, secrets read from their files. */
function collect(environment: Environment, problems: SettingProblem[]): Record<string, string> {
  const given: Record<string, string> = {};
  for (const name of settingNames()) {
    const value = valueOf(environment, name);
    if (value !== undefined) given[name] = value;
    const path = settingGuides[name].isSecret ? valueOf(environment, `${name}_FILE`) : undefined;
    if (path === undefined) continue;
    if (value === undefined) {
      const content = readSecret(path);
      if (content !== null) given[name] = content;
      else problems.push(secretFileProblem(name, `${path} cannot be read, or is empty`));
    } else {
      problems.push(secretFileProblem(name, `is set, and so is ${name}`));
    }
  }
  return given;
}

function assemble(settings: Settings): Config {
  const isProduction = settings.NODE_ENV === 'production';
  const host = settings.HOST ?? (isProduction ? '0.0.0.0' : '127.0.0.1');
  const isSimulating = simulates(settings);
  const retention = settings.POSITIONS_RETENTION_DAYS;
  return {
    nodeEnv: settings.NODE_ENV,
    host,
    port: settings.PORT,
    opsPort: settings.OPS_PORT,
    logLevel: settings.LOG_LEVEL,
    database: {
      url: settings.DATABASE_URL,
      poolSize: settings.DATABASE_POOL_SIZE,
      // In production a job of its own brings the schema up to date, before the new pods start.
      migrateOnStart: (settings.DATABASE_MIGRATE ?? (isProduction ? 'off' : 'on')) === 'on',
    },
    redisUrl: settings.REDIS_URL,
    dataFolder: resolve(settings.PORTTRACK_DATA_DIR),
    feeds: buildFeeds(settings, host, isSimulating),
    isSimulating,
    positionsRetentionDays: retention,
    positionsFullResolutionDays: settings.POSITIONS_FULL_RESOLUTION_DAYS ?? Math.min(7, retention),
    staffRetentionDays: settings.STAFF_RETENTION_DAYS,
    ingestQueueMessages: settings.INGEST_QUEUE_MESSAGES,
    portCallSources: settings.PORT_CALL_SOURCES,
    tileUrl: settings.TILE_URL,
    drainSeconds: settings.DRAIN_SECONDS ?? (isProduction ? 5 : 0),
    access: accessConfig(settings),
    apiKey: settings.PORTTRACK_API_KEY,
    webhooks: webhookConfig(settings),
  };
}

function webhookConfig(settings: Settings): Config['webhooks'] {
  const isEmbedded = settings.NODE_ENV !== 'production' && settings.DATABASE_URL === null;
  return {
    secretKeys: settings.WEBHOOK_SECRET_KEY,
    keyFile: isEmbedded ? join(resolve(settings.PORTTRACK_DATA_DIR), 'webhook-secret-key') : null,
    isPrivateAllowed: settings.WEBHOOK_ALLOW_PRIVATE === 'true',
  };
}

/** `auto` simulates only where nothing else can be meant: no feed, no database, not production. */
function simulates(settings: Settings): boolean {
  const { SIMULATOR: mode } = settings;
  if (mode !== 'auto') return mode === 'on';
  if (settings.NODE_ENV === 'production' || settings.DATABASE_URL !== null) return false;
  return !isFeedConfigured(settings);
}

/** What is wrong between settings that are right by themselves. */
function crossProblems(settings: Settings, config: Config): SettingProblem[] {
  const problems = feedProblems(settings);
  if (config.nodeEnv === 'production') {
    if (config.database.url === null) {
      problems.push(problemOf('DATABASE_URL', 'is missing, and NODE_ENV=production needs it'));
    }
    if (config.isSimulating) {
      const fault = 'is on, and NODE_ENV=production never simulates';
      problems.push({ ...problemOf('SIMULATOR', fault), example: 'SIMULATOR=off' });
    }
  }
  if (config.positionsFullResolutionDays > config.positionsRetentionDays) {
    const fault = `is above POSITIONS_RETENTION_DAYS (${String(config.positionsRetentionDays)})`;
    problems.push(problemOf('POSITIONS_FULL_RESOLUTION_DAYS', fault));
  }
  return [...problems, ...portProblems(config)];
}

/** Two listeners cannot share a port; 0 is a different one each time. */
function portProblems(config: Config): SettingProblem[] {
  const listeners: { name: SettingName; port: number | null }[] = [
    { name: 'PORT', port: config.port },
    { name: 'OPS_PORT', port: config.opsPort },
    ...config.feeds
      .filter(({ kind }) => kind === 'tcp-server')
      .map(({ name, port }) => ({
        name: name === 'tcp' ? ('AIS_TCP_PORT' as const) : ('AIS_FEEDS' as const),
        port,
      })),
  ];
  return listeners.flatMap(({ name, port }, index) => {
    const first = listeners.slice(0, index).find((other) => other.port === port && port !== 0);
    if (first === undefined) return [];
    return [problemOf(name, `listens on ${String(port)}, which ${first.name} has already`)];
  });
}

function explain(issue: z.core.$ZodIssue, given: Record<string, string>): SettingProblem {
  const name = settingNames().find((candidate) => candidate === issue.path[0]);
  if (name === undefined) throw new Error(`no such setting: ${String(issue.path[0])}`);
  if (settingGuides[name].isSecret) return problemOf(name, 'its value (not shown) is not valid');
  const inside = issue.path.slice(1).map(String).join('.');
  const detail = inside === '' ? issue.message : `at ${inside}: ${issue.message}`;
  return problemOf(name, `${JSON.stringify(shorten(given[name] ?? ''))} is not valid (${detail})`);
}

function problemOf(name: SettingName, fault: string): SettingProblem {
  const { rule, example } = settingGuides[name];
  return { name, fault, rule, example: `${name}=${example}` };
}

function secretFileProblem(name: SettingName, fault: string): SettingProblem {
  return {
    name: `${name}_FILE`,
    fault,
    rule: `the path of a readable file that holds ${settingGuides[name].rule}; or ${name}, not both`,
    example: `${name}_FILE=/run/secrets/${name.toLowerCase().replaceAll('_', '-')}`,
  };
}

function readSecret(path: string): string | null {
  try {
    const content = readFileSync(path, 'utf8').trim();
    return content === '' ? null : content;
  } catch {
    return null;
  }
}

function valueOf(environment: Environment, name: string): string | undefined {
  const value = environment[name]?.trim();
  return value === '' ? undefined : value;
}

function settingNames(): SettingName[] {
  return settingsSchema.keyof().options;
}

function shorten(value: string): string {
  const LONGEST = 80;
  return value.length > LONGEST ? `${value.slice(0, LONGEST)}...` : value;
}
