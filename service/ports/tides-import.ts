import 'reflect-metadata';

import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

import { readConfig, type Environment } from '../config/read-config.js';
import { withDatabase } from '../database/embedded/with-database.js';
import { migrate } from '../database/migrate.js';
import { TideFileError } from './ports.errors.js';
import { readTideFile } from './tide-file.js';
import { openTideImport, type TideImportOutcome } from './tide-import.repository.js';


/** What `npm run tides:import` was asked for. */
export interface TidesImport {
  readonly environment: Environment;
  /** Path of the file. */
  readonly path: string;
  /** UN/LOCODE of the port; it must be imported. */
  readonly locode: string;
  /** What the heights are measured from, as the berths' `depthDatum` names it. */
  readonly datum: string;
  /** Called with one line for each thing that the operator should know. */
  readonly say: (line: string) => void;
}

/**
 * Imports a tide table into the configured database, the embedded one where none is configured,
 * whether the service runs or not. It replaces what was there of the same port and datum between its
 * first and last time; importing it again changes nothing.
 * @throws TideFileError when the file has faults or the port is not here (nothing is changed),
 * ConfigError
 */
export async function importTides(options: TidesImport): Promise<TideImportOutcome> {
  const { environment, path, locode, datum, say } = options;
  const name = basename(path);
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) throw new TideFileError(name, [{ line: null, reason: 'cannot be read' }]);
  const file = readTideFile(text);
  if ('faults' in file) throw new TideFileError(name, file.faults);
  const config = readConfig(environment);
  return await withDatabase(config, say, async (url) => {
    if (config.database.migrateOnStart) await migrate(url);
    const { repository, close } = await openTideImport(url);
    try {
      if (!(await repository.hasPort(locode))) {
        const reason = `is for port ${locode}, which was not imported`;
        throw new TideFileError(name, [{ line: null, reason }]);
      }
      return await repository.replace(locode, datum, file.heights);
    } finally {
      await close();
    }
  });
}
