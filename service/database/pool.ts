import { Pool } from 'pg';
import type { DataSource } from 'typeorm';

/** Injection token of the `Pool` that everything in this process shares. */
export const POOL = Symbol('POOL');

/**
 * The pool that TypeORM made for `dataSource`, for what goes past TypeORM: one pool a process, so
 * that `DATABASE_POOL_SIZE` means what it says.
 * @throws TypeError when the data source is not connected.
 */
export function poolOf(dataSource: DataSource): Pool {
  const { driver } = dataSource;
  if ('master' in driver && driver.master instanceof Pool) return driver.master;
  throw new TypeError('The data source has no PostgreSQL pool: initialize it first.');
}
