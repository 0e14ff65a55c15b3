import type { Client } from 'pg';

/** A table that holds rows of its own: a plain one, or one partition. Names are quoted for SQL. */
export interface StoredTable {
  readonly name: string;
  /** Columns that can be written, in order. */
  readonly columns: readonly string[];
  /** The partitioned table it belongs to, and its share of it; `null` for a plain table. */
  readonly partition: { readonly of: string; readonly bounds: string } | null;
}

const storedTablesSql = `
  SELECT c.oid::regclass::text AS name,
    (SELECT array_agg(quote_ident(a.attname) ORDER BY a.attnum) FROM pg_attribute a
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '')
      AS columns,
    i.inhparent::regclass::text AS parent,
    pg_get_expr(c.relpartbound, c.oid) AS bounds
  FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid AND c.relispartition
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relpersistence = 'p'
    AND c.relname <> 'migration'
  ORDER BY 1`;

const referencesSql = `
  SELECT DISTINCT conrelid::regclass::text AS "from", confrelid::regclass::text AS "to"
  FROM pg_constraint WHERE contype = 'f' AND conrelid <> confrelid`;

const sequencesSql = `
  SELECT format('%I.%I', schemaname, sequencename) AS name, last_value AS value
  FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY 1`;

/** Tables that migrations leave rows in: where the stream stands, and who follows it from its beginning. */
const filledByMigrations: ReadonlySet<string> = new Set(['stream_position', 'stream_cursor']);

/** Every table with rows of its own, each after those that its foreign keys name. */
export async function readTables(client: Client): Promise<StoredTable[]> {
  const { rows } = await client.query<{
    name: string;
    columns: string[];
    parent: string | null;
    bounds: string | null;
  }>(storedTablesSql);
  const { rows: references } = await client.query<{ from: string; to: string }>(referencesSql);
  const tables = rows.map(({ name, columns, parent, bounds }): StoredTable => {
    const partition = parent === null || bounds === null ? null : { of: parent, bounds };
    return { name, columns, partition };
  });
  return inOrder(tables, references);
}

/** Sequences that have been used, with their last values. */
export async function readSequences(client: Client): Promise<{ name: string; value: string }[]> {
  const { rows } = await client.query<{ name: string; value: string }>(sequencesSql);
  return rows;
}

/** Names of the migrations that have run, oldest first. */
export async function readMigrations(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('SELECT name FROM migration ORDER BY id');
  return rows.map(({ name }) => name);
}

/** Whether the schema has a table that holds rows, those left out that a migration itself writes. */
export async function hasRows(client: Client): Promise<boolean> {
  for (const { name } of await readTables(client)) {
    if (filledByMigrations.has(name)) continue;
    const { rows } = await client.query<{ any: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM ${name}) AS any`,
    );
    if (rows[0]?.any === true) return true;
  }
  return false;
}

function inOrder(
  tables: readonly StoredTable[],
  references: readonly { from: string; to: string }[],
): StoredTable[] {
  const ordered: StoredTable[] = [];
  const waiting = new Set(tables);
  while (waiting.size > 0) {
    const missing = new Set([...waiting].map(({ name }) => name));
    const ready = [...waiting].filter(
      ({ name }) => !references.some(({ from, to }) => from === name && missing.has(to)),
    );
    // Tables that refer to each other in a circle would wait for ever.
    for (const table of ready.length > 0 ? ready : waiting) {
      ordered.push(table);
      waiting.delete(table);
    }
  }
  return ordered;
}
