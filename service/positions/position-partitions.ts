import type { PlainTransaction } from '../database/plain-transaction.js';

/** Milliseconds of a day (UTC). */
export const dayMs = 86_400_000;

/**
 * The row of `position_partition` stands for the partition and is its lock: who drops a partition
 * deletes the row first, so whoever writes has either kept it alive or makes it anew.
 */
const touchSql = `
  INSERT INTO position_partition AS known (day, last_written_at)
  SELECT day, $2 FROM unnest($1::date[]) AS day ORDER BY day
  ON CONFLICT (day) DO UPDATE SET last_written_at = greatest(known.last_written_at, $2)
  RETURNING day::text AS day, xmax = 0 AS "isNew"`;

const prepareSql = `
  INSERT INTO position_partition (day, last_written_at)
  SELECT day, $2 FROM unnest($1::date[]) AS day ORDER BY day
  ON CONFLICT (day) DO NOTHING RETURNING day::text AS day`;

/**
 * Makes sure that there is a partition for every day (UTC) of `times` (epoch ms), and notes that it
 * was written at `writtenAt`.
 */
export async function touchPartitions(
  tx: PlainTransaction,
  times: readonly number[],
  writtenAt: number,
): Promise<void> {
  const values = [daysOf(times), new Date(writtenAt)];
  const touched = await tx.query<{ day: string; isNew: boolean }>(touchSql, values);
  for (const { day, isNew } of touched) if (isNew) await createPartition(tx, day);
}

/** Makes the partitions of the days (UTC) of `times` (epoch ms) where there are none. */
export async function preparePartitions(
  tx: PlainTransaction,
  times: readonly number[],
  now: number,
): Promise<void> {
  const made = await tx.query<{ day: string }>(prepareSql, [daysOf(times), new Date(now)]);
  for (const { day } of made) await createPartition(tx, day);
}

/** The table of a day, `YYYY-MM-DD`. */
export function partitionTable(day: string): string {
  return `position_${day.replaceAll('-', '')}`;
}

function daysOf(times: readonly number[]): string[] {
  const days = new Set<number>();
  for (const time of times) days.add(Math.floor(time / dayMs));
  return [...days].map((day) => isoDay(day * dayMs));
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Attaching, unlike `CREATE TABLE ... PARTITION OF`, lets readers and writers of other days go on. */
async function createPartition(tx: PlainTransaction, day: string): Promise<void> {
  const next = isoDay(Date.parse(day) + dayMs);
  const table = partitionTable(day);
  await tx.execute(`CREATE TABLE ${table} (LIKE position INCLUDING ALL)`);
  await tx.execute(
    `ALTER TABLE position ATTACH PARTITION ${table}
     FOR VALUES FROM ('${day} 00:00:00+00') TO ('${next} 00:00:00+00')`,
  );
}
