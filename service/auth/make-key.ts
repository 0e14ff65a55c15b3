import { AuditService } from '../audit/audit.service.js';
import { SystemClock } from '../clock/clock.js';
import { ConfigError } from '../config/config.errors.js';
import { processEnvironment } from '../config/environment.js';
import { readConfig } from '../config/read-config.js';
import { EmbeddedPostgresError } from '../database/embedded/embedded.errors.js';
import { withDatabase } from '../database/embedded/with-database.js';
import { migrate } from '../database/migrate.js';
import { explainUnreachable } from '../database/unreachable.js';
import { withTransactions } from '../database/with-transactions.js';
import { systemActor } from '../database/write-context.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { ApiKeysService } from './api-keys.service.js';
import { ApiKeyRuleError } from './auth.errors.js';
import { KeyUsageError, keyUsage, parseKeyArguments } from './key-arguments.js';

/**
 * The command `npm run key`: makes an API key in the configured database, the embedded one where none
 * is configured, whether the service runs or not. The key goes to standard output, all else to
 * standard error.
 * @param words what follows the command.
 * @returns the exit code: 0 made, 1 failed, 2 wrong usage.
 */
export async function runKey(words: readonly string[]): Promise<number> {
  try {
    const wish = parseKeyArguments(words);
    const config = readConfig(processEnvironment());
    await withDatabase(config, complain, async (url) => {
      if (config.database.migrateOnStart) await migrate(url);
      await withTransactions(url, 'porttrack-key', async (transactions) => {
        const repository = new ApiKeysRepository(transactions);
        const audit = new AuditService(transactions);
        const keys = new ApiKeysService(repository, transactions, audit, new SystemClock());
        const { key, text } = await transactions.runAs(
          systemActor('command-line'),
          async () => await keys.create(wish),
        );
        complain(`Made the key ${key.prefix} (${key.roles.join(', ')}). It is not shown again:`);
        process.stdout.write(`${text}\n`);
      });
    });
    return 0;
  } catch (error) {
    complain(explain(error));
    return error instanceof KeyUsageError ? 2 : 1;
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof KeyUsageError) return `${error.message}\n\n${keyUsage}`;
  if (error instanceof ApiKeyRuleError) {
    return error.errors.map(({ detail }) => `The key was not made: ${detail}.`).join('\n');
  }
  const isForPeople = error instanceof ConfigError || error instanceof EmbeddedPostgresError;
  if (isForPeople) return error.message;
  return explainUnreachable(error) ?? error.stack ?? error.message;
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}
