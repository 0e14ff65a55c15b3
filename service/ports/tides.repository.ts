import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

import { connectionOptions } from '../database/data-source.js';
import { longestStepMs, type TideHeight } from './tide-table.js';

/** A row of a tide table, and what its height is measured from. */
export interface KeptTideHeight extends TideHeight {
  readonly datum: string;
}

/** What an import changed, by rows. */
export interface TideImportOutcome {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
}

/** Part of a port's tide tables. */
export interface TideSlice {
  readonly locode: string;
  /** Epoch ms, both included. */
  readonly from: number;
  readonly to: number;
  /** The last row before; `null`: from the first on. */
  readonly after: readonly [datum: string, time: number] | null;
  readonly limit: number;
}

const selectSql = `
  SELECT datum, (extract(epoch FROM time) * 1000)::float8 AS time, height_metres AS "heightMetres"
  FROM tide_height WHERE port_locode = $1 AND time BETWEEN $2 AND $3`;

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

/** SQL of tide tables. */
@Injectable()
export class TidesRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Whether the port is kept. */
  async hasPort(locode: string): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>('SELECT FROM port WHERE locode = $1', [
      locode,
    ]);
    return rows.length > 0;
  }

  /** Rows in order of datum and time. */
  async findSlice({ locode, from, to, after, limit }: TideSlice): Promise<KeptTideHeight[]> {
    return await this.dataSource.query<KeptTideHeight[]>(
      `${selectSql}
         AND ($4::text IS NULL OR (datum COLLATE "C", time) > ($4, $5::timestamptz))
       ORDER BY datum COLLATE "C", time LIMIT $6`,
      [
        locode,
        new Date(from),
        new Date(to),
        after?.[0] ?? null,
        after === null ? null : new Date(after[1]),
        limit,
      ],
    );
  }

  /** Rows of every datum that heights in a time are found between; by datum, in order of time. */
  async findAround(locode: string, from: number, to: number): Promise<KeptTideHeight[]> {
    return await this.dataSource.query<KeptTideHeight[]>(`${selectSql} ORDER BY datum, time`, [
      locode,
      new Date(from - longestStepMs),
      new Date(to + longestStepMs),
    ]);
  }

  /** Datums of the port's tide tables, in order; empty where it has none. */
  async findDatums(locode: string): Promise<string[]> {
    const rows = await this.dataSource.query<{ datum: string }[]>(
      'SELECT DISTINCT datum FROM tide_height WHERE port_locode = $1 ORDER BY datum',
      [locode],
    );
    return rows.map(({ datum }) => datum);
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
export async function openTidesRepository(
  url: string,
): Promise<{ readonly repository: TidesRepository; readonly close: () => Promise<void> }> {
  const options = connectionOptions({ url, poolSize: 1, applicationName: 'porttrack-tides' });
  const dataSource = new DataSource({ ...options, entities: [] });
  await dataSource.initialize();
  return {
    repository: new TidesRepository(dataSource),
    async close() {
      await dataSource.destroy();
    },
  };
}
