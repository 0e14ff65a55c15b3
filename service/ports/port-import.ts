import 'reflect-metadata';

import { SystemClock } from '../clock/clock.js';
import { readConfig, type Environment } from '../config/read-config.js';
import { startEmbeddedPostgres } from '../database/embedded/embedded-postgres.js';
import { migrate } from '../database/migrate.js';
import type { PortFileDefaults } from './port-file.js';
import { openPortsRepository, type ImportOutcome } from './ports.repository.js';
import { PortsService } from './ports.service.js';

/** What `npm run port:import` was asked for. */
export interface PortImport {
  readonly environment: Environment;
  /** Path of the file. */
  readonly path: string;
  readonly defaults: PortFileDefaults;
  /** Called with one line for each thing that the operator should know. */
  readonly say: (line: string) => void;
}

/**
 * Imports a port file into the configured database, the embedded one where none is configured,
 * whether the service runs or not.
 * @throws PortFileError when the file has faults (nothing is changed), ConfigError
 */
export async function importPortFile(options: PortImport): Promise<ImportOutcome> {
  const { database, dataFolder } = readConfig(options.environment);
  if (database.url !== null) {
    return await importInto(database.url, database.migrateOnStart, options);
  }
  const embedded = await startEmbeddedPostgres({ dataFolder, say: options.say });
  try {
    return await importInto(embedded.url, true, options);
  } finally {
    await embedded.stop();
  }
}

async function importInto(
  url: string,
  isMigrating: boolean,
  { path, defaults }: PortImport,
): Promise<ImportOutcome> {
  if (isMigrating) {
    await migrate(url);
  }
  const opened = await openPortsRepository(url);
  try {
    return await new PortsService(opened.repository, new SystemClock()).importFile(path, defaults);
  } finally {
    await opened.close();
  }
}
