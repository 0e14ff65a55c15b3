import { Injectable } from '@nestjs/common';

import { Transactions } from '../database/transactions.js';
import type { Ending, PortCall, PortCallParticulars, PortCallStatus } from './port-call.js';
import type { PublishedTime, PublishedTimes } from './published-times.js';

/** A port call as PostgreSQL gives it. */
export interface PortCallRecord extends Omit<PortCall, 'ending' | 'times'> {
  readonly endingKind: Ending | null;
  readonly endingReason: string | null;
  readonly endedAt: number | null;
  readonly published: Partial<PublishedTimes>;
}

/** What a new port call begins with. */
export interface NewPortCallRow {
  readonly id: string;
  readonly locode: string;
  readonly vesselId: string;
  readonly isUnannounced: boolean;
  readonly particulars: PortCallParticulars;
  readonly now: number;
}

/** What follows from the claims of a port call. */
export interface Settlement {
  readonly status: PortCallStatus;
  readonly times: PublishedTimes;
  /** Mark of the ranks in force. */
  readonly rules: string;
}

const epoch = (time: string) => `date_part('epoch', ${time})::float8 * 1000`;

/** Columns of `PortCallRecord`; a merged vessel shows as the one it was merged into. */
export const portCallColumns = `
  c.id, c.version, c.port_locode AS locode, v.id AS "vesselId",
  json_build_object('id', v.id, 'imo', v.imo, 'mmsi', lpad(v.mmsi::text, 9, '0'), 'name', v.name)
    AS vessel,
  c.status, c.is_unannounced AS "isUnannounced", c.voyage_in AS "voyageIn",
  c.voyage_out AS "voyageOut", c.agent, c.previous_port AS "previousPort",
  c.next_port AS "nextPort", c.purpose, c.arrival_draught_metres AS "arrivalDraughtMetres",
  c.departure_draught_metres AS "departureDraughtMetres", c.crew, c.passengers,
  c.dangerous_goods AS "dangerousGoods", c.security_level AS "securityLevel",
  c.ending AS "endingKind", c.ending_reason AS "endingReason", ${epoch('c.ended_at')} AS "endedAt",
  c.published, ${epoch('c.created_at')} AS "createdAt", ${epoch('c.updated_at')} AS "updatedAt"`;

/** Where `portCallColumns` come from. */
export const portCallTables = `
  port_call c JOIN registered_vessel r ON r.id = c.vessel_id
  JOIN registered_vessel v ON v.id = coalesce(r.merged_into, r.id)`;

const selectSql = `SELECT ${portCallColumns} FROM ${portCallTables}`;

const insertSql = `
  INSERT INTO port_call (id, port_locode, vessel_id, is_unannounced, created_at, updated_at,
    voyage_in, voyage_out, agent, previous_port, next_port, purpose, arrival_draught_metres,
    departure_draught_metres, crew, passengers, dangerous_goods, security_level)
  VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`;

const editSql = `
  UPDATE port_call SET version = version + 1, updated_at = $2,
    voyage_in = $3, voyage_out = $4, agent = $5, previous_port = $6, next_port = $7, purpose = $8,
    arrival_draught_metres = $9, departure_draught_metres = $10, crew = $11, passengers = $12,
    dangerous_goods = $13, security_level = $14
  WHERE id = $1`;

const endSql = `
  UPDATE port_call SET version = version + 1, updated_at = $2, status = 'cancelled', ending = $3,
    ending_reason = $4, ended_at = $2
  WHERE id = $1`;

const settleSql = `
  UPDATE port_call SET version = version + 1, updated_at = $2, status = $3, published = $4,
    rules = $5, eta = $6, ata = $7, etb = $8, atb = $9, etd = $10, atd = $11
  WHERE id = $1`;

/** Merged vessels count as the one that they are now, which the unique index cannot know. */
const rivalSql = `
  SELECT o.id FROM port_call c JOIN registered_vessel r ON r.id = c.vessel_id
  JOIN port_call o ON o.port_locode = c.port_locode AND o.id <> c.id
    AND o.status IN ('arrived', 'at-anchor', 'berthed')
  JOIN registered_vessel s ON s.id = o.vessel_id
    AND coalesce(s.merged_into, s.id) = coalesce(r.merged_into, r.id)
  WHERE c.id = $1 LIMIT 1`;

const openSql = `c.status IN ('arrived', 'at-anchor', 'berthed')`;

/** SQL of port calls. */
@Injectable()
export class PortCallsRepository {
  constructor(private readonly transactions: Transactions) {}

  async find(id: string): Promise<PortCall | null> {
    return await this.one(`${selectSql} WHERE c.id = $1`, [id]);
  }

  /** The port call, with its row locked until the end of the transaction. */
  async findLocked(id: string): Promise<PortCall | null> {
    await this.transactions.query('SELECT 1 FROM port_call WHERE id = $1 FOR UPDATE', [id]);
    return await this.find(id);
  }

  /** The port call by which one of the vessels is in the port. */
  async findOpen(vesselIds: readonly string[], locode: string): Promise<PortCall | null> {
    return await this.one(
      `${selectSql} WHERE c.vessel_id = ANY ($1) AND c.port_locode = $2 AND ${openSql} LIMIT 1`,
      [vesselIds, locode],
    );
  }

  /**
   * The expected port call of one of the vessels whose arrival is nearest to `at` (epoch ms), at
   * most `windowMs` away from it; one without any arrival time comes last, measured by when it was
   * made.
   */
  async findExpectedNear(
    vesselIds: readonly string[],
    locode: string,
    { at, windowMs }: { readonly at: number; readonly windowMs: number },
  ): Promise<PortCall | null> {
    const arrival = 'coalesce(c.eta, c.etb)';
    const distance = `abs(date_part('epoch', coalesce(${arrival}, c.created_at) - $3))`;
    return await this.one(
      `${selectSql}
       WHERE c.vessel_id = ANY ($1) AND c.port_locode = $2 AND c.status = 'expected'
         AND ${distance} * 1000 <= $4
       ORDER BY ${arrival} IS NULL, ${distance}, c.id LIMIT 1`,
      [vesselIds, locode, new Date(at), windowMs],
    );
  }

  /** Id of another port call by which the vessel of this one is in the port. */
  async findRival(id: string): Promise<string | null> {
    const [row] = await this.transactions.query<{ id: string }>(rivalSql, [id]);
    return row?.id ?? null;
  }

  /** Ports in which both sets of vessels have an open port call. */
  async findOpenInCommon(
    ones: readonly string[],
    others: readonly string[],
  ): Promise<{ readonly id: string; readonly otherId: string }[]> {
    return await this.transactions.query(
      `SELECT c.id, o.id AS "otherId" FROM port_call c
       JOIN port_call o ON o.port_locode = c.port_locode AND o.vessel_id = ANY ($2)
         AND o.status IN ('arrived', 'at-anchor', 'berthed')
       WHERE c.vessel_id = ANY ($1) AND ${openSql}`,
      [ones, others],
    );
  }

  /** Ids of port calls whose published times were made by other ranks, at most `limit`. */
  async findMadeByOtherRules(rules: string, limit: number): Promise<string[]> {
    const rows = await this.transactions.query<{ id: string }>(
      `SELECT id FROM port_call WHERE rules NOT IN ($1, '') LIMIT $2`,
      [rules, limit],
    );
    return rows.map(({ id }) => id);
  }

  async insert(row: NewPortCallRow): Promise<void> {
    const { id, locode, vesselId, isUnannounced, particulars, now } = row;
    await this.transactions.query(insertSql, [
      id,
      locode,
      vesselId,
      isUnannounced,
      new Date(now),
      ...columnsOf(particulars),
    ]);
  }

  async edit(id: string, particulars: PortCallParticulars, now: number): Promise<void> {
    await this.transactions.query(editSql, [id, new Date(now), ...columnsOf(particulars)]);
  }

  async end(id: string, kind: Ending, reason: string, now: number): Promise<void> {
    await this.transactions.query(endSql, [id, new Date(now), kind, reason]);
  }

  /** Keeps what follows from the claims. Rejects by the unique index of open port calls. */
  async settle(id: string, { status, times, rules }: Settlement, now: number): Promise<void> {
    const { eta, ata, etb, atb, etd, atd } = times;
    await this.transactions.query(settleSql, [
      id,
      new Date(now),
      status,
      JSON.stringify(times),
      rules,
      ...[eta, ata, etb, atb, etd, atd].map(dateOf),
    ]);
  }

  /** Takes note that other ranks led to the same times. */
  async markRules(id: string, rules: string): Promise<void> {
    await this.transactions.query('UPDATE port_call SET rules = $2 WHERE id = $1', [id, rules]);
  }

  private async one(sql: string, values: readonly unknown[]): Promise<PortCall | null> {
    const [row] = await this.transactions.query<PortCallRecord>(sql, values);
    return row === undefined ? null : toPortCall(row);
  }
}

/** A port call from its record. */
export function toPortCall(record: PortCallRecord): PortCall {
  const { endingKind, endingReason, endedAt, published, ...call } = record;
  const isEnded = endingKind !== null && endedAt !== null;
  return {
    ...call,
    ending: isEnded ? { kind: endingKind, reason: endingReason ?? '', at: endedAt } : null,
    times: { ...noTimes, ...published },
  };
}

/** Of a port call that nobody has said a time of. */
export const noTimes: PublishedTimes = {
  eta: null,
  rta: null,
  pta: null,
  ata: null,
  etb: null,
  rtb: null,
  ptb: null,
  atb: null,
  etd: null,
  rtd: null,
  ptd: null,
  atd: null,
  services: [],
};

function dateOf(published: PublishedTime | null): Date | null {
  return published === null ? null : new Date(published.time);
}

function columnsOf(particulars: PortCallParticulars): unknown[] {
  return [
    particulars.voyageIn,
    particulars.voyageOut,
    particulars.agent,
    particulars.previousPort,
    particulars.nextPort,
    particulars.purpose,
    particulars.arrivalDraughtMetres,
    particulars.departureDraughtMetres,
    particulars.crew,
    particulars.passengers,
    JSON.stringify(particulars.dangerousGoods),
    particulars.securityLevel,
  ];
}
