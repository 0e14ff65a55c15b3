import { Injectable } from '@nestjs/common';

import type { Mmsi } from '../ais/mmsi.js';
import { Transactions } from '../database/transactions.js';
import {
  registerColumns,
  registerRecord,
  toEntry,
  writtenColumns,
  type RegisterRow,
} from './register-row.js';
import type { RegisterEntry } from './registered-vessel.js';
import { toVessel, vesselColumns, type VesselRow } from './vessel-row.js';
import type { Vessel } from './vessel.js';

/** An identifier to be recorded. Times are epoch ms; `null` is an open end. */
export interface NewIdentifier {
  readonly vesselId: string;
  readonly kind: 'mmsi' | 'call-sign' | 'name';
  readonly value: string;
  readonly validFrom: number | null;
  readonly source: string;
}

/** From an entry to the one that it was merged into, and on: the last row is the one that lives. */
const followSql = `
  WITH RECURSIVE chain AS (
    SELECT id, merged_into FROM registered_vessel WHERE id = $1
    UNION SELECT r.id, r.merged_into FROM registered_vessel r JOIN chain c ON r.id = c.merged_into
  )
  SELECT ${registerColumns} FROM registered_vessel r
  WHERE r.id = (SELECT id FROM chain WHERE merged_into IS NULL)`;

const holderSql = `
  SELECT ${registerColumns} FROM vessel_identifier i JOIN registered_vessel r ON r.id = i.vessel_id
  WHERE i.kind = 'mmsi' AND i.value = $1
    AND tstzrange(i.valid_from, i.valid_to) @> $2::timestamptz`;

const record = `id uuid, version integer, imo integer, mmsi integer, name text, call_sign text,
  flag text, ship_type smallint, length_overall_metres real, beam_metres real,
  max_draught_metres real, gross_tonnage integer, operator text, agent text, notes text,
  source text, corrected text[], doubts jsonb, merged_into uuid`;

const writeSql = `
  INSERT INTO registered_vessel (${writtenColumns.join(', ')})
  SELECT ${writtenColumns.join(', ')} FROM jsonb_to_recordset($1::jsonb) AS r(${record})
  ON CONFLICT (id) DO UPDATE SET updated_at = now(),
    ${writtenColumns.map((column) => `${column} = excluded.${column}`).join(', ')}`;

const identifySql = `
  INSERT INTO vessel_identifier (vessel_id, origin_id, kind, value, valid_from, source)
  SELECT vessel_id, vessel_id, kind, value, to_timestamp(valid_from / 1000), source
  FROM jsonb_to_recordset($1::jsonb) AS r(vessel_id uuid, kind text, value text,
    valid_from float8, source text)`;

/** The register's rows. */
@Injectable()
export class RegisterRepository {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Makes every other writer that moves identifiers between entries wait until the open transaction
   * ends: who holds what is then decided one at a time.
   */
  async lock(): Promise<void> {
    await this.transactions.query(`SELECT pg_advisory_xact_lock(hashtext('vessel-register'))`);
  }

  /** The entry of an id or, if it was merged, the one that it is part of now; `null` without one. */
  async find(id: string): Promise<RegisterEntry | null> {
    return await this.one(followSql, [id]);
  }

  /** Who held an MMSI at a time (epoch ms). */
  async findHolder(mmsi: Mmsi, at: number): Promise<RegisterEntry | null> {
    return await this.one(holderSql, [mmsi, new Date(at)]);
  }

  /** What AIS says of vessels, by MMSI. */
  async findHeard(mmsis: readonly Mmsi[]): Promise<Vessel[]> {
    const sql = `SELECT ${vesselColumns} FROM vessel WHERE mmsi = ANY($1::integer[])`;
    const rows = await this.transactions.query<VesselRow>(sql, [mmsis.map(Number)]);
    return rows.map(toVessel);
  }

  /** Writes entries as they are, new ones too. */
  async write(entries: readonly RegisterEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.transactions.query(writeSql, [JSON.stringify(entries.map(registerRecord))]);
  }

  /** Records identifiers that are valid from now on. */
  async identify(identifiers: readonly NewIdentifier[]): Promise<void> {
    if (identifiers.length === 0) return;
    const rows = identifiers.map(({ vesselId, kind, value, validFrom, source }) => {
      return { vessel_id: vesselId, kind, value, valid_from: validFrom, source };
    });
    await this.transactions.query(identifySql, [JSON.stringify(rows)]);
  }

  private async one(sql: string, values: readonly unknown[]): Promise<RegisterEntry | null> {
    const [row] = await this.transactions.query<RegisterRow>(sql, values);
    return row === undefined ? null : toEntry(row);
  }
}
