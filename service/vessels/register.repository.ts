import { Injectable } from '@nestjs/common';

import { isMmsi, mmsiFromNumber, type Mmsi } from '../ais/mmsi.js';
import { Transactions } from '../database/transactions.js';
import {
  registerColumns,
  registerRecord,
  toEntry,
  writtenColumns,
  type RegisterRow,
} from './register-row.js';
import {
  RegisterLedger,
  type Identifier,
  type IdentifierKind,
  type LedgerChanges,
} from './register-ledger.js';
import type { RegisterEntry } from './registered-vessel.js';
import { toVessel, vesselColumns, type VesselRow } from './vessel-row.js';
import type { Vessel } from './vessel.js';
import type { KnownWhereabouts, Whereabouts } from './whereabouts.js';

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

const currentHolderSql = `
  SELECT ${registerColumns} FROM vessel_identifier i JOIN registered_vessel r ON r.id = i.vessel_id
  WHERE i.kind = 'mmsi' AND i.value = $1 AND i.valid_to IS NULL`;

const familySql = `
  WITH RECURSIVE family AS (
    SELECT $1::uuid AS id
    UNION SELECT r.id FROM registered_vessel r JOIN family f ON r.merged_into = f.id
  )
  SELECT id FROM family`;

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
  INSERT INTO vessel_identifier (vessel_id, origin_id, kind, value, valid_from, valid_to, source)
  SELECT vessel_id, origin_id, kind, value, valid_from, valid_to, source
  FROM jsonb_to_recordset($1::jsonb) AS i(vessel_id uuid, origin_id uuid, kind text, value text,
    valid_from timestamptz, valid_to timestamptz, source text)`;

const amendSql = `
  UPDATE vessel_identifier v SET vessel_id = i.vessel_id, origin_id = i.origin_id,
    valid_from = i.valid_from, valid_to = i.valid_to
  FROM jsonb_to_recordset($1::jsonb) AS i(id bigint, vessel_id uuid, origin_id uuid,
    valid_from timestamptz, valid_to timestamptz)
  WHERE v.id = i.id`;

/** Entries by id, by IMO number, and who holds an MMSI; each by its index. */
const entriesSql = `
  SELECT ${registerColumns} FROM registered_vessel r
  WHERE r.id IN (
    SELECT unnest($1::uuid[])
    UNION SELECT id FROM registered_vessel WHERE imo = ANY($2::integer[])
    UNION SELECT vessel_id FROM vessel_identifier
      WHERE kind = 'mmsi' AND value = ANY($3::text[]) AND valid_to IS NULL)`;

const identifierColumns = `i.id::float8 AS id, i.vessel_id, i.origin_id, i.kind, i.value,
  i.valid_from, i.valid_to, i.source, i.recorded_at`;

const identifiersSql = `
  SELECT ${identifierColumns} FROM vessel_identifier i
  WHERE i.vessel_id = ANY($1::uuid[]) OR (i.kind = 'mmsi' AND i.value = ANY($2::text[]))
  ORDER BY i.id`;

interface IdentifierRow {
  readonly id: number;
  readonly vessel_id: string;
  readonly origin_id: string;
  readonly kind: IdentifierKind;
  readonly value: string;
  readonly valid_from: Date | null;
  readonly valid_to: Date | null;
  readonly source: string;
  readonly recorded_at: Date;
}

/** Which entries a ledger needs. */
export interface LedgerScope {
  readonly ids?: readonly string[];
  readonly imos?: readonly number[];
  readonly mmsis?: readonly string[];
}

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

  /** Who holds an MMSI now. */
  async findCurrentHolder(mmsi: Mmsi): Promise<RegisterEntry | null> {
    return await this.one(currentHolderSql, [mmsi]);
  }

  /** What AIS says of vessels, by MMSI. */
  async findHeard(mmsis: readonly Mmsi[]): Promise<Vessel[]> {
    const sql = `SELECT ${vesselColumns} FROM vessel WHERE mmsi = ANY($1::integer[])`;
    const rows = await this.transactions.query<VesselRow>(sql, [mmsis.map(Number)]);
    return rows.map(toVessel);
  }

  /** What AIS says, by the id of its row or by MMSI; `null` for nothing. */
  async findHeardById(id: string): Promise<Vessel | null> {
    const column = isMmsi(id) ? 'mmsi' : 'id';
    const sql = `SELECT ${vesselColumns} FROM vessel WHERE ${column} = $1`;
    const [row] = await this.transactions.query<VesselRow>(sql, [id]);
    return row === undefined ? null : toVessel(row);
  }

  /** What AIS says under MMSIs that changed after a stream number, in its order. */
  async findHeardSince(streamId: number, limit: number): Promise<Vessel[]> {
    const sql = `SELECT ${vesselColumns} FROM vessel WHERE vessel.stream_id > $1
      ORDER BY vessel.stream_id LIMIT $2`;
    return (await this.transactions.query<VesselRow>(sql, [streamId, limit])).map(toVessel);
  }

  /** Where MMSIs were last heard. */
  async findWhereabouts(mmsis: readonly string[]): Promise<KnownWhereabouts> {
    const rows = await this.transactions.query<Whereabouts & { readonly mmsi: number }>(
      `SELECT mmsi, lon, lat, date_part('epoch', time) * 1000 AS time FROM latest_position
       WHERE mmsi = ANY($1::integer[])`,
      [mmsis.map(Number)],
    );
    return new Map(rows.map((row) => [mmsiFromNumber(row.mmsi), row]));
  }

  /** The part of the register that `scope` touches; `lock` first, to decide on it. */
  async load({ ids = [], imos = [], mmsis = [] }: LedgerScope): Promise<RegisterLedger> {
    const values = [ids, imos, mmsis];
    const rows = await this.transactions.query<RegisterRow>(entriesSql, values);
    const entries = rows.map(toEntry);
    const held = await this.transactions.query<IdentifierRow>(identifiersSql, [
      entries.map(({ id }) => id),
      mmsis,
    ]);
    return new RegisterLedger(entries, held.map(toIdentifier));
  }

  /** Identifiers of entries, with when they were recorded (epoch ms), oldest first. */
  async findIdentifiers(
    vesselIds: readonly string[],
  ): Promise<(Identifier & { readonly recordedAt: number })[]> {
    const rows = await this.transactions.query<IdentifierRow>(identifiersSql, [vesselIds, []]);
    return rows.map((row) => ({ ...toIdentifier(row), recordedAt: row.recorded_at.getTime() }));
  }

  /** MMSIs of entries, in the order in which they were recorded. */
  async findMmsis(vesselIds: readonly string[]): Promise<Identifier[]> {
    const rows = await this.transactions.query<IdentifierRow>(
      `SELECT ${identifierColumns} FROM vessel_identifier i
       WHERE i.vessel_id = ANY($1::uuid[]) AND i.kind = 'mmsi' ORDER BY i.id`,
      [vesselIds],
    );
    return rows.map(toIdentifier);
  }

  /** Ids of an entry and of all that were merged into it, directly or not. */
  async findIds(id: string): Promise<string[]> {
    const rows = await this.transactions.query<{ id: string }>(familySql, [id]);
    return rows.map((row) => row.id);
  }

  /**
   * Writes what was decided in a ledger. Identifiers that end go before those that begin, so that
   * an MMSI can pass from one entry to another.
   */
  async save({ entries, identifiers }: LedgerChanges): Promise<void> {
    if (entries.length > 0) {
      const records = JSON.stringify(entries.map(registerRecord));
      await this.transactions.query(writeSql, [records]);
    }
    const known = identifiers.filter(({ id }) => id !== null);
    if (known.length > 0) await this.transactions.query(amendSql, [identifierRecords(known)]);
    const fresh = identifiers.filter(({ id }) => id === null);
    if (fresh.length > 0) await this.transactions.query(identifySql, [identifierRecords(fresh)]);
  }

  private async one(sql: string, values: readonly unknown[]): Promise<RegisterEntry | null> {
    const [row] = await this.transactions.query<RegisterRow>(sql, values);
    return row === undefined ? null : toEntry(row);
  }
}

function toIdentifier(row: IdentifierRow): Identifier {
  return {
    id: row.id,
    vesselId: row.vessel_id,
    originId: row.origin_id,
    kind: row.kind,
    value: row.value,
    validFrom: row.valid_from?.getTime() ?? null,
    validTo: row.valid_to?.getTime() ?? null,
    source: row.source,
  };
}

function identifierRecords(identifiers: readonly Identifier[]): string {
  const isoOrNull = (time: number | null) => (time === null ? null : new Date(time).toISOString());
  const records = identifiers.map((held) => ({
    id: held.id,
    vessel_id: held.vesselId,
    origin_id: held.originId,
    kind: held.kind,
    value: held.value,
    valid_from: isoOrNull(held.validFrom),
    valid_to: isoOrNull(held.validTo),
    source: held.source,
  }));
  return JSON.stringify(records);
}
