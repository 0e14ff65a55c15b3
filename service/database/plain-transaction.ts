import type { Pool } from 'pg';

import { withConnection } from './checkout.js';

/** Runs SQL inside a transaction; a `WriteTransaction` does too. */
export interface PlainTransaction {
  /** Runs one statement; `values` are its `$1 ...`. */
  query<R>(sql: string, values?: readonly unknown[]): Promise<R[]>;
  /** Runs one statement and tells how many rows it changed. */
  execute(sql: string, values?: readonly unknown[]): Promise<number>;
}

/**
 * Runs `work` in a transaction that puts nothing on the stream. `begin` opens it: `BEGIN` and its
 * options, and settings for it alone. Rolls back, and rejects, when anything fails.
 */
export async function inTransaction<T>(
  pool: Pool,
  begin: string,
  work: (tx: PlainTransaction) => Promise<T>,
): Promise<T> {
  return await withConnection(pool, async (client) => {
    await client.query(begin);
    const result = await work({
      query: async <R>(sql: string, values: readonly unknown[] = []): Promise<R[]> =>
        (await client.query<R & Record<string, unknown>>(sql, [...values])).rows,
      execute: async (sql, values = []) => (await client.query(sql, [...values])).rowCount ?? 0,
    });
    await client.query('COMMIT');
    return result;
  });
}
