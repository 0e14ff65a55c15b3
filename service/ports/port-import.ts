import 'reflect-metadata';

import { SystemClock } from '../clock/clock.js';
import { readConfig, type Environment } from '../config/read-config.js';
import { withDatabase } from '../database/embedded/with-database.js';
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
  const { environment, path, defaults, say } = options;
  const config = readConfig(environment);
  return await withDatabase(config, say, async (url) => {
    if (config.database.migrateOnStart) {
      await migrate(url);
    }
    const opened = await openPortsRepository(url);
    try {
      const ports = new PortsService(opened.repository, new SystemClock());
      return await ports.importFile(path, defaults);
    } finally {
      await opened.close();
    }
  });
}
