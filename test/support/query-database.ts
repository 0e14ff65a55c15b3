import { Client } from 'pg';

/** Runs `work` on a connection of its own. */
export async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Runs one statement on a connection of its own. @returns its rows */
export async function queryDatabase<R = Record<string, unknown>>(
  url: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<R[]> {
  return await connected(url, async (client) => {
    const { rows } = await client.query<R & Record<string, unknown>>(sql, [...values]);
    return rows;
  });
}
