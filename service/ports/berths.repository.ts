import { Injectable } from '@nestjs/common';

import { Transactions } from '../database/transactions.js';
import { berthFields, type Berth, type BerthClosure, type BerthParticulars } from './berth.js';
import { berthColumnNames, berthRecordColumns, berthZonesSql } from './berth-columns.js';
import type { Zone } from './zone.js';

/** Which berths are asked for. */
export interface BerthSlice {
  /** `null`: of every port. */
  readonly locode: string | null;
  /** Port and code of the last one before; `null`: from the first on. */
  readonly after: readonly [locode: string, code: string] | null;
  readonly limit: number;
}

const epoch = (time: string) => `(extract(epoch FROM ${time}) * 1000)::float8`;

const closureSql = `json_build_object('id', c.id, 'from', ${epoch('lower(c.during)')},
    'to', ${epoch('upper(c.during)')}, 'reason', c.reason)`;

/** Berths as the domain knows them; `$1`: closures that ended by then are left out. */
const selectSql = `
  SELECT b.id, b.version, b.port_locode AS locode, z.code, z.geometry, b.terminal, b.name,
    b.length_metres AS "lengthMetres", b.depth_metres AS "depthMetres",
    b.depth_datum AS "depthDatum", b.max_length_metres AS "maxLengthMetres",
    b.max_beam_metres AS "maxBeamMetres", b.max_draught_metres AS "maxDraughtMetres",
    b.mooring_allowance_metres AS "mooringAllowanceMetres",
    b.under_keel_metres AS "underKeelMetres", b.cargo_kinds AS "cargoKinds",
    b.bollard_from AS "bollardFrom", b.bollard_to AS "bollardTo", b.edited,
    ${epoch('b.updated_at')} AS "updatedAt",
    (SELECT coalesce(json_agg(${closureSql} ORDER BY lower(c.during), c.id), '[]')
     FROM berth_closure c
     WHERE c.berth_id = b.id AND (upper_inf(c.during) OR upper(c.during) > $1)) AS closures
  FROM berth b JOIN port_zone z ON z.id = b.id`;

const updateSql = `
  UPDATE berth SET (${berthColumnNames.join(', ')}) =
    (SELECT ${berthFields.map((field) => `r."${field}"`).join(', ')}
     FROM jsonb_to_record($2::jsonb) AS r(${berthRecordColumns})),
    edited = $3, version = version + 1, updated_at = now()
  WHERE id = $1`;

/** SQL of berths and their closures. */
@Injectable()
export class BerthsRepository {
  constructor(private readonly transactions: Transactions) {}

  /** @param now closures that ended before are left out */
  async find(id: string, now: number): Promise<Berth | null> {
    const sql = `${selectSql} WHERE b.id = $2`;
    return await this.one<Berth>(sql, [new Date(now), id]);
  }

  /** Berths in order of port and code. */
  async findSlice({ locode, after, limit }: BerthSlice, now: number): Promise<Berth[]> {
    return await this.transactions.query<Berth>(
      `${selectSql} WHERE ($2::text IS NULL OR b.port_locode = $2)
        AND ($3::text IS NULL OR (b.port_locode, z.code COLLATE "C") > ($3, $4::text))
       ORDER BY b.port_locode, z.code COLLATE "C" LIMIT $5`,
      [new Date(now), locode, after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  /** Last change of any berth, epoch ms; `null` without berths. */
  async findLastUpdate(): Promise<number | null> {
    const row = await this.one<{ at: number | null }>(
      `SELECT ${epoch('max(updated_at)')} AS at FROM berth`,
      [],
    );
    return row?.at ?? null;
  }

  /** Holds the berth until the transaction ends. @returns whether it is there */
  async lock(id: string): Promise<boolean> {
    const sql = 'SELECT true FROM berth WHERE id = $1 FOR NO KEY UPDATE';
    return (await this.one(sql, [id])) !== null;
  }

  /** What the port file says: the zones of kind `berth` and `terminal`. */
  async findZones(locode: string): Promise<Zone[]> {
    return await this.transactions.query<Zone>(berthZonesSql, [[locode]]);
  }

  /** Writes all that a berth says, and raises its version. */
  async update(
    id: string,
    particulars: BerthParticulars,
    edited: readonly string[],
  ): Promise<void> {
    await this.transactions.query(updateSql, [id, JSON.stringify(particulars), [...edited]]);
  }

  /** Raises the version, for what is shown with the berth changed. */
  async touch(id: string): Promise<void> {
    await this.transactions.query(
      'UPDATE berth SET version = version + 1, updated_at = now() WHERE id = $1',
      [id],
    );
  }

  /** One closure of a berth, over or not. */
  async findClosure(berthId: string, id: string): Promise<BerthClosure | null> {
    const row = await this.one<{ closure: BerthClosure }>(
      `SELECT ${closureSql} AS closure FROM berth_closure c WHERE c.berth_id = $1 AND c.id = $2`,
      [berthId, id],
    );
    return row?.closure ?? null;
  }

  /** Closures of some berths that touch a time, epoch ms; by berth, in order of their beginning. */
  async findClosuresIn(
    berthIds: readonly string[],
    { from, to }: { readonly from: number; readonly to: number },
  ): Promise<(BerthClosure & { readonly berthId: string })[]> {
    const rows = await this.transactions.query<{ berthId: string; closure: BerthClosure }>(
      `SELECT c.berth_id AS "berthId", ${closureSql} AS closure FROM berth_closure c
       WHERE c.berth_id = ANY($1) AND c.during && tstzrange($2, $3)
       ORDER BY lower(c.during), c.id`,
      [[...berthIds], new Date(from), new Date(to)],
    );
    return rows.map(({ berthId, closure }) => ({ ...closure, berthId }));
  }

  async addClosure(berthId: string, { id, from, to, reason }: BerthClosure): Promise<void> {
    await this.transactions.query(
      `INSERT INTO berth_closure (id, berth_id, during, reason)
       VALUES ($1, $2, tstzrange($3, $4), $5)`,
      [id, berthId, new Date(from), to === null ? null : new Date(to), reason],
    );
  }

  /** @param at epoch ms, within the closure; `null` removes what has not begun. */
  async endClosure(id: string, at: number | null): Promise<void> {
    await (at === null
      ? this.transactions.query('DELETE FROM berth_closure WHERE id = $1', [id])
      : this.transactions.query(
          `UPDATE berth_closure SET during = tstzrange(lower(during), $2) WHERE id = $1`,
          [id, new Date(at)],
        ));
  }

  private async one<R>(sql: string, values: readonly unknown[]): Promise<R | null> {
    const [row] = await this.transactions.query<R>(sql, values);
    return row ?? null;
  }
}
