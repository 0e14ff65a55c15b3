import type { WriteTransaction } from '../database/write-transaction.js';

const dayMs = 86_400_000;

/**
 * The row of `position_partition` stands for the partition and is its lock: who drops a partition
 * deletes the row first, so whoever writes has either kept it alive or makes it anew.
 */
const touchSql = `
  INSERT INTO position_partition AS known (day, last_written_at)
  SELECT day, $2 FROM unnest($1::date[]) AS day ORDER BY day
  ON CONFLICT (day) DO UPDATE SET last_written_at = greatest(known.last_written_at, $2)
  RETURNING day::text AS day, xmax = 0 AS "isNew"`;

/** Runs SQL in some transaction; a `WriteTransaction` does. */
export type PartitionTransaction = Pick<WriteTransaction, 'query' | 'execute'>;

/**
 * Makes sure that there is a partition for every day (UTC) of `times` (epoch ms), and notes that it
 * was written at `writtenAt`.
 */
export async function touchPartitions(
  tx: PartitionTransaction,
  times: Iterable<number>,
  writtenAt: number,
): Promise<void> {
  const days = new Set<number>();
  for (const time of times) days.add(Math.floor(time / dayMs));
  const names = [...days].map((day) => new Date(day * dayMs).toISOString().slice(0, 10));
  const touched = await tx.query<{ day: string; isNew: boolean }>(touchSql, [
    names,
    new Date(writtenAt),
  ]);
  for (const { day, isNew } of touched) if (isNew) await createPartition(tx, day);
}

/** The table of a day, `YYYY-MM-DD`. */
export function partitionTable(day: string): string {
  return `position_${day.replaceAll('-', '')}`;
}

/** Attaching, unlike `CREATE TABLE ... PARTITION OF`, lets readers and writers of other days go on. */
async function createPartition(tx: PartitionTransaction, day: string): Promise<void> {
  const next = new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10);
  const table = partitionTable(day);
  await tx.execute(`CREATE TABLE ${table} (LIKE position INCLUDING ALL)`);
  await tx.execute(
    `ALTER TABLE position ATTACH PARTITION ${table}
     FOR VALUES FROM ('${day} 00:00:00+00') TO ('${next} 00:00:00+00')`,
  );
}
