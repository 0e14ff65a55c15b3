import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Mmsi } from '../ais/mmsi.js';
import { POOL } from '../database/pool.js';
import type { StreamQuery } from '../events/stream-reader.js';
import type { KeptVesselChange, Slice } from './vessel-search.js';
import { toVessel, vesselColumns, type VesselRow } from './vessel-row.js';
import type { Vessel, VesselField } from './vessel.js';
import type { Source } from '../ais/reception.js';

/** Rows of one page when all are read. */
const pageRows = 5_000;

interface ChangeRow {
  readonly id: number;
  readonly field: VesselField;
  readonly old_value: string | null;
  readonly new_value: string | null;
  readonly changed_at: Date;
  readonly committed_at: Date;
  readonly source: Source;
  readonly feed: string;
}

/** Of the rows of AIS that belonged to the vessel, while they did. */
const changesSql = `
  SELECT c.id::float8 AS id, c.field, c.old_value, c.new_value, c.changed_at, c.committed_at,
    c.source, c.feed
  FROM jsonb_to_recordset($1::jsonb) AS held(mmsi integer, valid_from timestamptz,
    valid_to timestamptz)
  JOIN vessel v ON v.mmsi = held.mmsi
  JOIN vessel_change c ON c.vessel_id = v.id
    AND tstzrange(held.valid_from, held.valid_to) @> c.changed_at
  WHERE $2::bigint IS NULL OR c.id < $2
  ORDER BY c.id DESC LIMIT $3`;

/** A time in which an MMSI was a vessel's; epoch ms, `null` is an open end. */
export interface HeldMmsi {
  readonly value: string;
  readonly validFrom: number | null;
  readonly validTo: number | null;
}

/** Reads vessels for whoever asks; what writes them is VesselRepository. */
@Injectable()
export class VesselSearchRepository {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  /** Those of the vessels that are known, in any order, read through `reader`. */
  async findAllOf(reader: StreamQuery, mmsis: readonly Mmsi[]): Promise<Vessel[]> {
    const sql = `SELECT ${vesselColumns} FROM vessel WHERE mmsi = ANY($1::integer[])`;
    return (await reader.query<VesselRow>(sql, [mmsis.map(Number)])).map(toVessel);
  }

  /** Changes of who held the MMSIs, newest first; `after` is the id of one. */
  async findChanges(
    mmsis: readonly HeldMmsi[],
    { after, limit }: Slice,
  ): Promise<KeptVesselChange[]> {
    const held = mmsis.map(({ value, validFrom, validTo }) => ({
      mmsi: Number(value),
      valid_from: isoOrNull(validFrom),
      valid_to: isoOrNull(validTo),
    }));
    const values = [JSON.stringify(held), after, limit];
    const { rows } = await this.pool.query<ChangeRow>(changesSql, values);
    return rows.map((row) => ({
      id: row.id,
      field: row.field,
      oldValue: row.old_value,
      newValue: row.new_value,
      changedAt: row.changed_at.getTime(),
      committedAt: row.committed_at.getTime(),
      source: row.source,
      feed: row.feed,
    }));
  }

  /**
   * Every vessel whose stream number is above `afterId` (-1: every vessel), in pages in order of
   * MMSI, read through `reader`, so that it agrees with what else is read there.
   */
  async *findChangedSince(reader: StreamQuery, afterId: number): AsyncGenerator<Vessel[]> {
    const sql = `SELECT ${vesselColumns} FROM vessel
      WHERE stream_id > $1 AND mmsi > $2 ORDER BY mmsi LIMIT ${pageRows}`;
    for (let last = -1; ;) {
      const rows: VesselRow[] = await reader.query(sql, [afterId, last]);
      if (rows.length > 0) yield rows.map(toVessel);
      if (rows.length < pageRows) return;
      last = rows.at(-1)?.mmsi ?? last;
    }
  }
}

function isoOrNull(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
