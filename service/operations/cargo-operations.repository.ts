import { Injectable } from '@nestjs/common';

import { Transactions } from '../database/transactions.js';
import type {
  CargoOperation,
  CargoOperationFacts,
  CargoProgress,
  CargoSuspension,
} from './cargo-operation.js';
import type { CargoState } from './cargo-state.js';
import type { PlacedGoods } from './segregation.js';
import { ms, range, time } from './sql-times.js';

/** Which operations a list holds; `null`: all. */
export interface CargoOperationFilter {
  readonly locode: string | null;
  readonly portCallId: string | null;
  readonly berthId: string | null;
  readonly states: readonly CargoState[] | null;
  /** Time of creation (epoch ms) and id of the last one of the page before. */
  readonly after: readonly [number, string] | null;
  readonly limit: number;
}

/** What becomes of an operation by a step. */
export interface CargoStepChange {
  readonly state: CargoState;
  /** Epoch ms. */
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  readonly cancelReason: string | null;
}

/** An operation's time at a berth: since when its goods lie there, and until when. */
const presence = `tstzrange(coalesce(o.started_at, o.planned_start_at), CASE o.state
    WHEN 'completed' THEN o.completed_at WHEN 'planned' THEN o.planned_end_at END, '[]')`;

const columns = `
  o.id, o.version, o.port_call_id AS "portCallId", o.port_locode AS locode,
  o.berth_id AS "berthId", o.direction, o.hs_chapter AS "hsChapter", o.commodity, o.unit,
  o.planned::float8 AS planned, o.done::float8 AS done, o.gangs, o.cranes,
  o.dangerous_goods AS "dangerousGoods", ${ms('o.planned_start_at')} AS "plannedStartAt",
  ${ms('o.planned_end_at')} AS "plannedEndAt", o.state, ${ms('o.started_at')} AS "startedAt",
  ${ms('o.completed_at')} AS "completedAt", o.cancel_reason AS "cancelReason",
  ${ms('o.created_at')} AS "createdAt", ${ms('o.updated_at')} AS "updatedAt",
  (SELECT ${ms('max(p.at)')} FROM cargo_progress p WHERE p.cargo_operation_id = o.id)
    AS "countedAt",
  coalesce((SELECT json_agg(json_build_object('id', s.id, 'start', ${ms('lower(s.during)')},
      'end', ${ms('upper(s.during)')}, 'reason', s.reason, 'remark', s.remark) ORDER BY s.during)
    FROM cargo_suspension s WHERE s.cargo_operation_id = o.id), '[]') AS suspensions`;

/** Cargo operations, their suspensions and their tally. */
@Injectable()
export class CargoOperationsRepository {
  constructor(private readonly transactions: Transactions) {}

  async find(id: string): Promise<CargoOperation | null> {
    const [row] = await this.transactions.query<CargoOperation>(
      `SELECT ${columns} FROM cargo_operation o WHERE o.id = $1`,
      [id],
    );
    return row ?? null;
  }

  /** In order of creation. */
  async findAll(filter: CargoOperationFilter): Promise<CargoOperation[]> {
    const [afterAt, afterId] = filter.after ?? [null, null];
    return await this.transactions.query<CargoOperation>(
      `SELECT ${columns} FROM cargo_operation o
       WHERE ($1::text IS NULL OR o.port_locode = $1)
         AND ($2::uuid IS NULL OR o.port_call_id = $2)
         AND ($3::uuid IS NULL OR o.berth_id = $3)
         AND ($4::text[] IS NULL OR o.state = ANY ($4))
         AND ($5::float8 IS NULL OR (o.created_at, o.id) > (to_timestamp($5 / 1000), $6::uuid))
       ORDER BY o.created_at, o.id LIMIT $7`,
      [
        filter.locode,
        filter.portCallId,
        filter.berthId,
        filter.states,
        afterAt,
        afterId,
        filter.limit,
      ],
    );
  }

  /** Operations of a port that are at a berth within a time (epoch ms), by their plan or in fact. */
  async findAtWork(locode: string, from: number, to: number): Promise<CargoOperation[]> {
    return await this.transactions.query<CargoOperation>(
      `SELECT ${columns} FROM cargo_operation o
       WHERE o.port_locode = $1 AND o.state <> 'cancelled'
         AND coalesce(o.started_at, o.planned_start_at) IS NOT NULL
         AND ${presence} && ${range('$2', '$3')}
       ORDER BY o.created_at, o.id`,
      [locode, from, to],
    );
  }

  /** Last change of any operation, epoch ms; `null` while there is none. */
  async findUpdatedAt(): Promise<number | null> {
    const [row] = await this.transactions.query<{ at: number | null }>(
      `SELECT ${ms('max(updated_at)')} AS at FROM cargo_operation`,
    );
    return row?.at ?? null;
  }

  /**
   * Every operation of the port call that `id` belongs to, locked until the transaction ends: what
   * the call is told (started, completed, estimated) depends on all of them. Empty: no such operation.
   */
  async lockCall(id: string): Promise<CargoOperation[]> {
    await this.transactions.query(
      `SELECT id FROM cargo_operation WHERE port_call_id =
         (SELECT port_call_id FROM cargo_operation WHERE id = $1) ORDER BY id FOR UPDATE`,
      [id],
    );
    return await this.transactions.query<CargoOperation>(
      `SELECT ${columns} FROM cargo_operation o WHERE port_call_id =
         (SELECT port_call_id FROM cargo_operation WHERE id = $1) ORDER BY o.id`,
      [id],
    );
  }

  async insert(
    place: Pick<CargoOperation, 'id' | 'portCallId' | 'locode'>,
    facts: CargoOperationFacts,
  ): Promise<void> {
    await this.transactions.query(
      `INSERT INTO cargo_operation (id, port_call_id, port_locode, berth_id, direction, hs_chapter,
         commodity, unit, planned, gangs, cranes, dangerous_goods, planned_start_at, planned_end_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, ${time('$13')}, ${time('$14')})`,
      [place.id, place.portCallId, place.locode, ...valuesOf(facts)],
    );
  }

  async update(id: string, facts: CargoOperationFacts): Promise<void> {
    await this.transactions.query(
      `UPDATE cargo_operation SET version = version + 1, updated_at = now(), berth_id = $2,
         direction = $3, hs_chapter = $4, commodity = $5, unit = $6, planned = $7, gangs = $8,
         cranes = $9, dangerous_goods = $10, planned_start_at = ${time('$11')},
         planned_end_at = ${time('$12')}
       WHERE id = $1`,
      [id, ...valuesOf(facts)],
    );
  }

  async step(id: string, change: CargoStepChange): Promise<void> {
    await this.transactions.query(
      `UPDATE cargo_operation SET version = version + 1, updated_at = now(), state = $2,
         started_at = ${time('$3')}, completed_at = ${time('$4')}, cancel_reason = $5
       WHERE id = $1`,
      [id, change.state, change.startedAt, change.completedAt, change.cancelReason],
    );
  }

  /** @param suspension with an open end. */
  async openSuspension(operationId: string, suspension: CargoSuspension): Promise<void> {
    const { id, start, reason, remark } = suspension;
    await this.transactions.query(
      `INSERT INTO cargo_suspension (id, cargo_operation_id, during, reason, remark)
       VALUES ($1, $2, tstzrange(${time('$3')}, NULL), $4, $5)`,
      [id, operationId, start, reason, remark],
    );
  }

  /** Ends the suspension that is open, if there is one. @param at epoch ms. */
  async closeSuspension(operationId: string, at: number): Promise<void> {
    await this.transactions.query(
      `UPDATE cargo_suspension SET during = tstzrange(lower(during), ${time('$2')})
       WHERE cargo_operation_id = $1 AND upper_inf(during)`,
      [operationId, at],
    );
  }

  /** Adds an entry to the tally and to the operation's sum. The operation must be locked. */
  async addProgress(entry: Omit<CargoProgress, 'recordedAt'>): Promise<CargoProgress> {
    const { id, operationId, amount, at, reason } = entry;
    const [row] = await this.transactions.query<{ recordedAt: number }>(
      `INSERT INTO cargo_progress (id, cargo_operation_id, amount, at, reason)
       VALUES ($1, $2, $3, ${time('$4')}, $5) RETURNING ${ms('recorded_at')} AS "recordedAt"`,
      [id, operationId, amount.toFixed(3), at, reason],
    );
    await this.transactions.query(
      `UPDATE cargo_operation SET version = version + 1, updated_at = now(), done = done + $2
       WHERE id = $1`,
      [operationId, amount.toFixed(3)],
    );
    if (row === undefined) throw new Error('an INSERT returned no row');
    return { ...entry, recordedAt: row.recordedAt };
  }

  /** Whether the sum stays 0 or more with `amount` added; reckoned in exact decimals. */
  async canAdd(operationId: string, amount: number): Promise<boolean> {
    const rows = await this.transactions.query(
      'SELECT FROM cargo_operation WHERE id = $1 AND done + $2::numeric >= 0',
      [operationId, amount.toFixed(3)],
    );
    return rows.length > 0;
  }

  /** In order of entry. */
  async findProgress(
    operationId: string,
    after: readonly [number, string] | null,
    limit: number,
  ): Promise<CargoProgress[]> {
    return await this.transactions.query<CargoProgress>(
      `SELECT id, cargo_operation_id AS "operationId", amount::float8 AS amount,
         ${ms('at')} AS at, reason, ${ms('recorded_at')} AS "recordedAt"
       FROM cargo_progress
       WHERE cargo_operation_id = $1
         AND ($2::float8 IS NULL OR (recorded_at, id) > (to_timestamp($2 / 1000), $3::uuid))
       ORDER BY recorded_at, id LIMIT $4`,
      [operationId, after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  /** Dangerous goods that lie at a berth within a time, by operation. Epoch ms. */
  async findGoodsAt(berthId: string, from: number, to: number): Promise<PlacedGoods[]> {
    return await this.transactions.query<PlacedGoods>(
      `SELECT o.id AS "operationId", g->>'imoClass' AS "imoClass", g->>'unNumber' AS "unNumber",
         g->'subsidiaryClasses' AS "subsidiaryClasses", ${ms(`lower(${presence})`)} AS "from",
         ${ms(`upper(${presence})`)} AS "to"
       FROM cargo_operation o, jsonb_array_elements(o.dangerous_goods) WITH ORDINALITY AS e(g, place)
       WHERE o.berth_id = $1 AND o.state <> 'cancelled'
         AND coalesce(o.started_at, o.planned_start_at) IS NOT NULL
         AND ${presence} && tstzrange(${time('$2')}, ${time('$3')}, '[]')
       ORDER BY o.created_at, o.id, e.place`,
      [berthId, from, to],
    );
  }

  /** The completion that the port call was told last, epoch ms; `null`: none yet. */
  async findToldEstimate(portCallId: string): Promise<number | null> {
    const [row] = await this.transactions.query<{ at: number }>(
      `SELECT ${ms('told_at')} AS at FROM cargo_estimate WHERE port_call_id = $1`,
      [portCallId],
    );
    return row?.at ?? null;
  }

  async keepToldEstimate(portCallId: string, at: number): Promise<void> {
    await this.transactions.query(
      `INSERT INTO cargo_estimate (port_call_id, told_at) VALUES ($1, ${time('$2')})
       ON CONFLICT (port_call_id) DO UPDATE SET told_at = excluded.told_at`,
      [portCallId, at],
    );
  }
}

function valuesOf(facts: CargoOperationFacts): unknown[] {
  return [
    facts.berthId,
    facts.direction,
    facts.hsChapter,
    facts.commodity,
    facts.unit,
    facts.planned.toFixed(3),
    facts.gangs,
    facts.cranes,
    JSON.stringify(facts.dangerousGoods),
    facts.plannedStartAt,
    facts.plannedEndAt,
  ];
}
