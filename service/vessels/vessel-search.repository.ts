import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Mmsi } from '../ais/mmsi.js';
import { POOL } from '../database/pool.js';
import type { StreamQuery } from '../events/stream-reader.js';
import type { KeptVesselChange, SeenVessel, Slice, VesselFilter } from './vessel-search.js';
import { toVessel, vesselColumns, type VesselRow } from './vessel-row.js';
import type { Vessel, VesselField } from './vessel.js';
import type { Source } from '../ais/reception.js';

/** Rows of one page when all are read. */
const pageRows = 5_000;

interface SeenVesselRow extends VesselRow {
  readonly last_seen_ms: number;
}

/** A position is news of a vessel too; both tables have one row for each MMSI. */
const seenSql = `
  SELECT ${vesselColumns}, date_part('epoch', greatest(first_seen_at, last_static_at,
    (SELECT time FROM latest_position p WHERE p.mmsi = vessel.mmsi))) * 1000 AS last_seen_ms
  FROM vessel`;

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

const changesSql = `
  SELECT id::float8 AS id, field, old_value, new_value, changed_at, committed_at, source, feed
  FROM vessel_change WHERE vessel_id = $1 AND ($2::bigint IS NULL OR id < $2)
  ORDER BY id DESC LIMIT $3`;

/** Reads vessels for whoever asks; what writes them is VesselRepository. */
@Injectable()
export class VesselSearchRepository {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  /** Vessels in order of MMSI; `after` is one. */
  async findMatching(filter: VesselFilter, { after, limit }: Slice): Promise<SeenVessel[]> {
    const where = conditions(filter, after);
    const sql = `${seenSql} ${where.sql} ORDER BY mmsi LIMIT $${where.values.length + 1}`;
    const { rows } = await this.pool.query<SeenVesselRow>(sql, [...where.values, limit]);
    return rows.map(toSeenVessel);
  }

  async findById(id: string): Promise<SeenVessel | null> {
    return await this.findOne('id = $1', id);
  }

  async findByMmsi(mmsi: number): Promise<SeenVessel | null> {
    return await this.findOne('mmsi = $1', mmsi);
  }

  /** Those of the vessels that are known, in any order, read through `reader`. */
  async findAllOf(reader: StreamQuery, mmsis: readonly Mmsi[]): Promise<Vessel[]> {
    const sql = `SELECT ${vesselColumns} FROM vessel WHERE mmsi = ANY($1::integer[])`;
    return (await reader.query<VesselRow>(sql, [mmsis.map(Number)])).map(toVessel);
  }

  /** Changes of a vessel, newest first; `after` is the id of one. */
  async findChanges(vesselId: string, { after, limit }: Slice): Promise<KeptVesselChange[]> {
    const { rows } = await this.pool.query<ChangeRow>(changesSql, [vesselId, after, limit]);
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

  /** When any vessel last changed, epoch ms; null without vessels. */
  async findLastUpdate(): Promise<number | null> {
    const { rows } = await this.pool.query<{ at: Date | null }>(
      'SELECT max(updated_at) AS at FROM vessel',
    );
    return rows[0]?.at?.getTime() ?? null;
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

  private async findOne(condition: string, value: unknown): Promise<SeenVessel | null> {
    const { rows } = await this.pool.query<SeenVesselRow>(`${seenSql} WHERE ${condition}`, [value]);
    return rows[0] === undefined ? null : toSeenVessel(rows[0]);
  }
}

function conditions(
  filter: VesselFilter,
  after: number | null,
): { readonly sql: string; readonly values: unknown[] } {
  const values: unknown[] = [];
  const sql: string[] = [];
  const add = (condition: string, value: unknown): void => {
    if (value === null) return;
    values.push(value);
    sql.push(condition.replaceAll('?', `$${values.length}`));
  };
  if (filter.text !== null) addText(filter.text, add);
  add('mmsi = ANY(?::integer[])', filter.mmsis?.map(Number) ?? null);
  add('imo = ANY(?::integer[])', filter.imos);
  add('call_sign = upper(?)', filter.callSign);
  add('ship_type = ANY(?::smallint[])', filter.shipTypes);
  add('mmsi > ?', after);
  if (filter.isWithoutSimulated) sql.push("source <> 'simulated'");
  return { sql: sql.length === 0 ? '' : `WHERE ${sql.join(' AND ')}`, values };
}

/** Names are stored in upper case, the six-bit alphabet having no other. */
function addText(text: string, add: (condition: string, value: unknown) => void): void {
  const literal = text
    .trim()
    .toUpperCase()
    .replaceAll(/[\\%_]/g, '\\$&');
  const starts = ['call_sign', "lpad(mmsi::text, 9, '0')", 'imo::text'];
  const anywhere = `name LIKE '%' || ? || '%'`;
  const beginning = starts.map((column) => `${column} LIKE ? || '%'`);
  add(`(${[anywhere, ...beginning].join(' OR ')})`, literal);
}

function toSeenVessel(row: SeenVesselRow): SeenVessel {
  return { ...toVessel(row), lastSeenAt: Math.round(row.last_seen_ms) };
}
