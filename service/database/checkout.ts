import type { Pool, PoolClient } from 'pg';

/**
 * Runs `work` with a connection of its own. It goes back to the pool when `work` succeeded; else it
 * is closed, which rolls back whatever is open on it. A connection that is lost between two
 * statements says so by an event: the next statement fails, so nobody else has to hear it.
 */
export async function withConnection<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  const ignore = (): void => undefined;
  client.on('error', ignore);
  let result: T;
  try {
    result = await work(client);
  } catch (error) {
    client.release(true);
    throw error;
  }
  client.off('error', ignore);
  client.release();
  return result;
}
