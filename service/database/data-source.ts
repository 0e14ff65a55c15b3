import type { DataSourceOptions } from 'typeorm';

import type { Config } from '../config/config.js';
import { migrations } from './migrations.js';

/** How `connectionOptions` may differ from the defaults. */
export interface ConnectionOptions {
  /** `postgresql://user:password@host:port/database`. */
  readonly url: string;
  /** Connections at most. */
  readonly poolSize: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
}

/** Options of a TypeORM data source. The schema only ever changes by migrations. */
export function connectionOptions(options: ConnectionOptions): DataSourceOptions {
  return {
    type: 'postgres',
    url: options.url,
    poolSize: options.poolSize,
    applicationName: options.applicationName,
    connectTimeoutMS: 5000,
    synchronize: false,
    migrationsRun: false,
    migrations: [...migrations],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    logging: false,
    // gen_random_uuid() is PostgreSQL's own since 13: no extension is needed, or made.
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    extra: { keepAlive: true, idleTimeoutMillis: 30_000, query_timeout: 60_000 },
  };
}

/**
 * Options of the service's own data source.
 * @throws TypeError without a database URL: the embedded server is started before, and its URL
 * filled in.
 */
export function serviceDataSourceOptions(config: Config): DataSourceOptions {
  const { url, poolSize } = config.database;
  if (url === null) throw new TypeError('Start the embedded PostgreSQL first: no database URL.');
  return connectionOptions({ url, poolSize, applicationName: 'porttrack' });
}
