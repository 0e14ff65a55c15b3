import { Injectable } from '@nestjs/common';

import { Transactions } from '../database/transactions.js';
import type { Berth, BerthField, CargoKind } from './berth.js';

/** A berth as PostgreSQL gives it. */
type BerthRecord = Omit<Berth, 'cargoKinds' | 'edited' | 'closures'> & {
  readonly cargoKinds: CargoKind[];
  readonly edited: BerthField[];
  readonly closures: Berth['closures'];
};

const epoch = (time: string) => `date_part('epoch', ${time})::float8 * 1000`;

/** A closure that is over is of no use to anybody who plans. */
const closuresSql = `
  SELECT coalesce(json_agg(json_build_object('id', c.id, 'from', ${epoch('lower(c.during)')},
    'to', ${epoch('upper(c.during)')}, 'reason', c.reason) ORDER BY lower(c.during), c.id), '[]')
  FROM berth_closure c
  WHERE c.berth_id = b.id AND (upper_inf(c.during) OR upper(c.during) > $1)`;

const selectSql = `
  SELECT b.id, b.version, b.port_locode AS locode, z.code, z.geometry, b.terminal, b.name,
    b.length_metres AS "lengthMetres", b.depth_metres AS "depthMetres",
    b.depth_datum AS "depthDatum", b.max_length_metres AS "maxLengthMetres",
    b.max_beam_metres AS "maxBeamMetres", b.max_draught_metres AS "maxDraughtMetres",
    b.mooring_allowance_metres AS "mooringAllowanceMetres",
    b.under_keel_metres AS "underKeelMetres", b.cargo_kinds AS "cargoKinds",
    b.bollard_from AS "bollardFrom", b.bollard_to AS "bollardTo", b.edited,
    ${epoch('b.updated_at')} AS "updatedAt", (${closuresSql}) AS closures
  FROM berth b JOIN port_zone z ON z.id = b.id`;

/** SQL of berths. */
@Injectable()
export class BerthsRepository {
  constructor(private readonly transactions: Transactions) {}

  /** @param now closures that ended before are left out */
  async find(id: string, now: number): Promise<Berth | null> {
    const [row] = await this.transactions.query<BerthRecord>(`${selectSql} WHERE b.id = $2`, [
      new Date(now),
      id,
    ]);
    return row ?? null;
  }

  /** Berths of a port in order of their codes. */
  async findOfPort(locode: string, now: number): Promise<Berth[]> {
    return await this.transactions.query<BerthRecord>(
      `${selectSql} WHERE b.port_locode = $2 ORDER BY z.code COLLATE "C"`,
      [new Date(now), locode],
    );
  }
}
