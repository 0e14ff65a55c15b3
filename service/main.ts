import { greeting } from './app.greeting.js';
import { listen, ListenError, portOf } from './app.listen.js';
import { createApplication } from './app.setup.js';
import { stopApplication } from './app.stop.js';
import { FirstKeyService } from './auth/first-key.service.js';
import { ConfigError } from './config/config.errors.js';
import type { Config } from './config/config.js';
import { processEnvironment } from './config/environment.js';
import { readConfig } from './config/read-config.js';
import { EmbeddedPostgresError } from './database/embedded/embedded.errors.js';
import { startEmbeddedPostgres } from './database/embedded/embedded-postgres.js';
import { migrate } from './database/migrate.js';
import { explainUnreachable } from './database/unreachable.js';
import { FeedStartError } from './ingest/ingest.errors.js';
import { createPino } from './logging/pino-logger.js';
import { redactText } from './config/redact-text.js';

/** What was started, to be stopped in the opposite order. */
interface Started {
  readonly stops: (() => Promise<void>)[];
  /** Seconds of the configured drain, which stopping begins with. */
  drainSeconds: number;
}

/** One Ctrl-C may arrive twice, from the terminal and from npm; a later one means it. */
const sameSignalMs = 1000;

/** Longest that stopping may take beyond the drain, milliseconds. */
const stopMs = 40_000;

/** Errors whose message says what is wrong and what to do. */
const saidToPeople = [ConfigError, EmbeddedPostgresError, FeedStartError, ListenError];

async function main(): Promise<void> {
  const started: Started = { stops: [], drainSeconds: 0 };
  stopOnSignal(started);
  try {
    await start(started);
  } catch (error) {
    say(process.stderr, [explain(error)]);
    await stopAll(started);
    process.exit(1);
  }
}

async function start(started: Started): Promise<void> {
  const given = readConfig(processEnvironment());
  started.drainSeconds = given.drainSeconds;
  const config = given.database.url === null ? await startDatabase(given, started) : given;
  const log = createPino(config);
  if (config.database.migrateOnStart && config.database.url !== null) {
    for (const name of await migrate(config.database.url))
      log.info(`Migrated the database: ${name}`);
  }
  const application = await createApplication(config, log, given.database.url === null);
  started.stops.push(async () => {
    await stopApplication(application);
  });
  const isEmbedded = given.database.url === null;
  const firstKey = isEmbedded
    ? await application.nest.get(FirstKeyService).ensure(config.dataFolder)
    : null;
  await listen(application, config);
  const lines = greeting(config, isEmbedded, {
    port: portOf(application.publicServer),
    opsPort: portOf(application.opsServer),
    firstKey,
  });
  if (config.nodeEnv === 'production') for (const line of lines) log.info(line.trim());
  else say(process.stdout, ['', ...lines, '', 'Ctrl-C stops it.', '']);
}

/** Starts the embedded PostgreSQL and fills its address in. */
async function startDatabase(config: Config, started: Started): Promise<Config> {
  const embedded = await startEmbeddedPostgres({
    dataFolder: config.dataFolder,
    say: (line) => {
      say(process.stdout, [line]);
    },
  });
  started.stops.push(async () => {
    await embedded.stop();
  });
  return { ...config, database: { ...config.database, url: embedded.url } };
}

/** Stops at the first signal, and at once at a second. */
function stopOnSignal(started: Started): void {
  let firstAt: number | null = null;
  const onSignal = (): void => {
    const now = performance.now();
    if (firstAt !== null) {
      if (now - firstAt > sameSignalMs) process.exit(130);
      return;
    }
    firstAt = now;
    setTimeout(
      () => {
        say(process.stderr, ['Stopping took too long: given up.']);
        process.exit(1);
      },
      started.drainSeconds * 1000 + stopMs,
    ).unref();
    void stopAll(started).then((isClean) => process.exit(isClean ? 0 : 1));
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

/** Stops everything, also when a part fails to; tells whether all went well. Never rejects. */
async function stopAll({ stops }: Started): Promise<boolean> {
  let isClean = true;
  for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) {
    try {
      await stop();
    } catch (error) {
      isClean = false;
      say(process.stderr, [explain(error)]);
    }
  }
  return isClean;
}

/** What went wrong in words, where the error was made for people; else with its stack. */
function explain(error: unknown): string {
  const isForPeople = saidToPeople.some((kind) => error instanceof kind);
  if (isForPeople && error instanceof Error) return error.message;
  const unreachable = explainUnreachable(error);
  if (unreachable !== null) return unreachable;
  return redactText(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

function say(out: NodeJS.WriteStream, lines: readonly string[]): void {
  out.write(`${lines.join('\n')}\n`);
}

await main();
