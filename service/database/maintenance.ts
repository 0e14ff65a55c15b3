import { ConfigError } from '../config/config.errors.js';
import { processEnvironment } from '../config/environment.js';
import { readConfig } from '../config/read-config.js';
import { backUpTo, restoreFrom } from './backup/backup-file.js';
import { BackupError } from './backup/backup.errors.js';
import { EmbeddedPostgresError } from './embedded/embedded.errors.js';
import { withDatabase } from './embedded/with-database.js';
import { migrate } from './migrate.js';
import { explainUnreachable } from './unreachable.js';

/** What can be done to the database from the command line; each answers what it has done. */
const tasks = {
  backup: async (url: string, path: string) => {
    const { tables, rows } = await backUpTo(url, path);
    return `Backed up ${String(rows)} rows of ${String(tables)} tables into ${path}.`;
  },
  restore: async (url: string, path: string) =>
    `Restored ${String(await restoreFrom(url, path))} rows from ${path}.`,
  migrate: async (url: string) => {
    const names = await migrate(url);
    return names.length === 0 ? 'The schema is current.' : `Migrated: ${names.join(', ')}.`;
  },
} as const;

/**
 * Does one task on the configured database (`npm run backup`, `restore`, `migrate`), and says how
 * it went.
 * @param path of the backup; unused by `migrate`.
 * @returns the exit code.
 */
export async function runTask(task: keyof typeof tasks, path: string): Promise<number> {
  try {
    const config = readConfig(processEnvironment());
    say(await withDatabase(config, say, async (url) => await tasks[task](url, path)));
    return 0;
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    return 1;
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const forPeople = [BackupError, ConfigError, EmbeddedPostgresError];
  if (forPeople.some((kind) => error instanceof kind)) return error.message;
  return explainUnreachable(error) ?? error.stack ?? error.message;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
