import { DataSource } from 'typeorm';

import { connectionOptions } from '../database/data-source.js';
import type { TideHeight } from './tide-table.js';

/** What an import changed, by rows. */
export interface TideImportOutcome {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
}

const removeSql = `
  WITH gone AS (DELETE FROM tide_height kept WHERE port_locode = $1 AND datum = $2
    AND time BETWEEN $4 AND $5
    AND NOT EXISTS (SELECT FROM jsonb_to_recordset($3::jsonb) AS r(time timestamptz)
      WHERE r.time = kept.time)
  RETURNING true) SELECT count(*)::int AS count FROM gone`;

const upsertSql = `
  INSERT INTO tide_height AS kept (port_locode, datum, time, height_metres)
  SELECT $1, $2, time, height FROM jsonb_to_recordset($3::jsonb) AS r(time timestamptz, height float8)
  ON CONFLICT (port_locode, datum, time) DO UPDATE SET height_metres = excluded.height_metres
  WHERE kept.height_metres <> excluded.height_metres
  RETURNING (xmax = 0) AS "isNew"`;

/** SQL of the import of tide tables, with a connection of its own. */
export class TideImportRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Whether the port is kept. */
  async hasPort(locode: string): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>('SELECT FROM port WHERE locode = $1', [
      locode,
    ]);
    return rows.length > 0;
  }

  /**
   * Makes the table of a port and datum what `heights` say, from the first to the last of them, in
   * one transaction; what lies before and after stays.
   * @param heights in order of time, at least one
   */
  async replace(
    locode: string,
    datum: string,
    heights: readonly TideHeight[],
  ): Promise<TideImportOutcome> {
    const [first, last] = [heights[0]?.time ?? 0, heights.at(-1)?.time ?? 0];
    const rows = JSON.stringify(
      heights.map(({ time, heightMetres: height }) => ({ time: new Date(time), height })),
    );
    return await this.dataSource.transaction(async (manager) => {
      // One import of a port after the other; readers go on.
      await manager.query('SELECT FROM port WHERE locode = $1 FOR NO KEY UPDATE', [locode]);
      const [gone] = await manager.query<{ count: number }[]>(removeSql, [
        locode,
        datum,
        rows,
        new Date(first),
        new Date(last),
      ]);
      const written = await manager.query<{ isNew: boolean }[]>(upsertSql, [locode, datum, rows]);
      const added = written.filter(({ isNew }) => isNew).length;
      const changed = written.length - added;
      const unchanged = heights.length - written.length;
      return { added, changed, removed: gone?.count ?? 0, unchanged };
    });
  }
}

/** A repository with a connection of its own, for commands outside the service. */
export async function openTideImport(
  url: string,
): Promise<{ readonly repository: TideImportRepository; readonly close: () => Promise<void> }> {
  const options = connectionOptions({ url, poolSize: 1, applicationName: 'porttrack-tides' });
  const dataSource = new DataSource({ ...options, entities: [] });
  await dataSource.initialize();
  return {
    repository: new TideImportRepository(dataSource),
    async close() {
      await dataSource.destroy();
    },
  };
}
