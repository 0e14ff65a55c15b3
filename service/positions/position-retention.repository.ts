import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';

import { inTransaction } from '../database/plain-transaction.js';
import { POOL } from '../database/pool.js';
import { dayMs, partitionTable, preparePartitions } from './position-partitions.js';

/**
 * Dropping a partition locks the whole table for a moment, and whoever comes behind waits too: so
 * it waits only shortly itself for readers to finish, and is tried again in the next round.
 */
const beginDrop = "BEGIN; SET LOCAL lock_timeout = '2s'; SET LOCAL statement_timeout = '30s'";
const beginPrepare = "BEGIN; SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '30s'";
const beginThin = "BEGIN; SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '55s'";

const hourMs = 3_600_000;

/**
 * Speed decides; the status, which is set by hand and often wrong, only where the speed is unknown:
 * 1 at anchor, 5 moored, 6 aground (ITU-R M.1371-5 Annex 8 table 45).
 */
const isStationary = `CASE WHEN sog IS NULL THEN coalesce(nav_status IN (1, 5, 6), false)
  ELSE sog < 0.5 END`;

/**
 * Keeps the first report with a position of each minute under way, and of each hour at rest. A
 * jump, or a report of a shared MMSI (flags 1 and 2), never takes the place of a sound one.
 */
const thinSql = (table: string): string => `
  DELETE FROM ${table} p USING (
    SELECT mmsi, time, digest, row_number() OVER (
      PARTITION BY mmsi, is_stationary, is_doubtful,
        date_bin(CASE WHEN is_stationary THEN interval '1 hour' ELSE interval '1 minute' END,
          time, $1)
      ORDER BY lon IS NULL, time, digest) AS place
    FROM (
      SELECT mmsi, time, digest, lon, ${isStationary} AS is_stationary,
        flags & 3 <> 0 AS is_doubtful
      FROM ${table} WHERE time >= $1 AND time < $2
    ) report
  ) ranked
  WHERE ranked.place > 1
    AND p.mmsi = ranked.mmsi AND p.time = ranked.time AND p.digest = ranked.digest`;

/** Makes, drops and thins the partitions. Everything here can be done twice, or by two at once. */
@Injectable()
export class PositionRetentionRepository {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  /** Makes the partitions of today and the next `daysAhead` days. `now` is epoch ms. */
  async prepare(now: number, daysAhead: number): Promise<void> {
    const times = Array.from({ length: daysAhead + 1 }, (_, ahead) => now + ahead * dayMs);
    await inTransaction(this.pool, beginPrepare, async (tx) => {
      await preparePartitions(tx, times, now);
    });
  }

  /**
   * Days that ended before `before` (epoch ms) and were last written before it too, oldest first,
   * `YYYY-MM-DD`: an archive that is loaded today stays as long as what is heard today.
   */
  async findDaysBefore(before: number): Promise<string[]> {
    return await this.findDays('', before);
  }

  /** The same, but only days that have not been thinned since they were last written. */
  async findDaysToThin(before: number): Promise<string[]> {
    return await this.findDays('AND (thinned_at IS NULL OR thinned_at < last_written_at)', before);
  }

  /**
   * Drops the partition of a day, unless it was written at or after `before` (epoch ms).
   * @returns whether it was dropped here.
   */
  async drop(day: string, before: number): Promise<boolean> {
    return await inTransaction(this.pool, beginDrop, async (tx) => {
      const gone = await tx.execute(
        'DELETE FROM position_partition WHERE day = $1 AND last_written_at < $2',
        [day, new Date(before)],
      );
      if (gone === 1) await tx.execute(`DROP TABLE ${partitionTable(day)}`);
      return gone === 1;
    });
  }

  /**
   * Thins a day, an hour at a time so that no transaction is long.
   * @returns how many reports went.
   */
  async thin(day: string): Promise<number> {
    const { rows } = await this.pool.query<{ at: Date }>('SELECT clock_timestamp() AS at');
    const table = partitionTable(day);
    let removed = 0;
    for (let hour = Date.parse(day); hour < Date.parse(day) + dayMs; hour += hourMs) {
      const values = [new Date(hour), new Date(hour + hourMs)];
      removed += await inTransaction(
        this.pool,
        beginThin,
        async (tx) => await tx.execute(thinSql(table), values),
      );
    }
    // What was written meanwhile is newer than this and will be thinned in its turn.
    await this.pool.query('UPDATE position_partition SET thinned_at = $2 WHERE day = $1', [
      day,
      rows[0]?.at,
    ]);
    return removed;
  }

  private async findDays(condition: string, before: number): Promise<string[]> {
    const { rows } = await this.pool.query<{ day: string }>(
      `SELECT day::text AS day FROM position_partition
       WHERE (day + 1)::timestamp AT TIME ZONE 'UTC' <= $1 AND last_written_at < $1 ${condition}
       ORDER BY day`,
      [new Date(before)],
    );
    return rows.map((row) => row.day);
  }
}
