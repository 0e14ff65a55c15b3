import type { Config } from '../../config/config.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';

/** Does something with the configured database; the embedded one is started for it, and stopped. */
export async function withDatabase<T>(
  config: Config,
  say: (line: string) => void,
  work: (url: string) => Promise<T>,
): Promise<T> {
  if (config.database.url !== null) return await work(config.database.url);
  const embedded = await startEmbeddedPostgres({ dataFolder: config.dataFolder, say });
  try {
    return await work(embedded.url);
  } finally {
    await embedded.stop();
  }
}
