import { Injectable } from '@nestjs/common';

import { Transactions } from '../database/transactions.js';
import type { Passage, PassageOverride, PassagePlan, PassageWitness } from './passage.js';
import type { PassageState } from './passage-state.js';
import type { Occupancy } from './separation.js';
import type { UnderKeel } from './under-keel.js';

/** A timestamp as epoch ms: SQL text. (`extract` is exact, `date_part` is not.) */
const ms = (expression: string) => `floor(extract(epoch FROM ${expression}) * 1000)::float8`;

const columns = `
  p.id, p.version, p.port_call_id AS "portCallId", p.port_locode AS locode,
  json_build_object('id', v.id, 'imo', v.imo, 'mmsi', lpad(v.mmsi::text, 9, '0'), 'name', v.name)
    AS vessel,
  p.fairway_id AS "fairwayId", z.code AS "fairwayCode", p.direction,
  p.is_reversed AS "isReversed", ${ms('p.planned_start_at')} AS "plannedStartAt",
  ${ms('p.planned_end_at')} AS "plannedEndAt", p.pilot_id AS "pilotId", p.tug_count AS "tugCount",
  p.tug_names AS "tugNames", p.draught_metres AS "draughtMetres", p.under_keel AS "underKeel",
  p.override, p.state, ${ms('p.started_at')} AS "startedAt", p.started_by AS "startedBy",
  ${ms('p.completed_at')} AS "completedAt", p.completed_by AS "completedBy",
  p.cancel_reason AS "cancelReason", p.notes, ${ms('p.created_at')} AS "createdAt",
  ${ms('p.updated_at')} AS "updatedAt"`;

/** A merged vessel shows as the one that it was merged into. */
const tables = `
  passage p JOIN port_zone z ON z.id = p.fairway_id JOIN port_call c ON c.id = p.port_call_id
  JOIN registered_vessel r ON r.id = c.vessel_id
  JOIN registered_vessel v ON v.id = coalesce(r.merged_into, r.id)`;

const selectSql = `SELECT ${columns} FROM ${tables}`;

const insertSql = `
  INSERT INTO passage (id, port_call_id, port_locode, fairway_id, created_at, updated_at,
    direction, is_reversed, planned_start_at, planned_end_at, draught_metres, tug_count, tug_names,
    notes, under_keel, override)
  VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`;

const replanSql = `
  UPDATE passage SET version = version + 1, updated_at = $2, direction = $3, is_reversed = $4,
    planned_start_at = $5, planned_end_at = $6, draught_metres = $7, tug_count = $8,
    tug_names = $9, notes = $10, under_keel = $11, override = $12
  WHERE id = $1`;

const stepSql = `
  UPDATE passage SET version = version + 1, updated_at = $2, state = $3, started_at = $4,
    started_by = $5, completed_at = $6, completed_by = $7, cancel_reason = $8
  WHERE id = $1`;

const listSql = `${selectSql}
  WHERE ($1::text IS NULL OR p.port_locode = $1) AND ($2::uuid IS NULL OR p.port_call_id = $2)
    AND ($3::uuid IS NULL OR p.fairway_id = $3) AND ($4::text[] IS NULL OR p.state = ANY ($4))
    AND ($5::timestamptz IS NULL OR p.planned_end_at > $5)
    AND ($6::timestamptz IS NULL OR p.planned_start_at < $6)
    AND ($7::timestamptz IS NULL OR (p.planned_start_at, p.id) > ($7, $8::uuid))
  ORDER BY p.planned_start_at, p.id LIMIT $9`;

/**
 * Those whose time in the fairway comes within `$4` of the time from `$2` to `$3`: nearer ones are
 * compared one by one.
 */
const neighboursSql = `
  SELECT p.id, p.is_reversed AS "isReversed", ${ms('p.planned_start_at')} AS "from",
    ${ms('p.planned_end_at')} AS "to", v.name AS "vesselName",
    lpad(v.mmsi::text, 9, '0') AS "vesselMmsi", v.id AS "vesselId"
  FROM ${tables}
  WHERE p.fairway_id = $1 AND p.state IN ('planned', 'confirmed', 'under-way')
    AND p.planned_start_at < $3::timestamptz + $4 * interval '1 millisecond'
    AND p.planned_end_at > $2::timestamptz - $4 * interval '1 millisecond'
    AND ($5::uuid IS NULL OR p.id <> $5)
  ORDER BY p.planned_start_at, p.id`;

/** What the planner decided. */
export interface PlannedPassage extends PassagePlan {
  readonly underKeel: UnderKeel;
  readonly override: PassageOverride | null;
}

/** Which passages a list holds; `null`: all. */
export interface PassageFilter {
  readonly locode: string | null;
  readonly portCallId: string | null;
  readonly fairwayId: string | null;
  readonly states: readonly PassageState[] | null;
  /** Epoch ms: those that are planned to end after it. */
  readonly from: number | null;
  /** Epoch ms: those that are planned to start before it. */
  readonly to: number | null;
  /** Planned start (epoch ms) and id of the last one of the page before. */
  readonly after: readonly [number, string] | null;
  readonly limit: number;
}

/** What a step makes of a passage. */
export interface StepChange {
  readonly state: PassageState;
  readonly startedAt: number | null;
  readonly startedBy: PassageWitness | null;
  readonly completedAt: number | null;
  readonly completedBy: PassageWitness | null;
  readonly cancelReason: string | null;
}

/** A passage that holds a fairway, with what another is told about it. */
export interface Neighbour extends Occupancy {
  readonly id: string;
  readonly vesselId: string;
  readonly vesselName: string | null;
  readonly vesselMmsi: string | null;
}

/** When a fairway is wanted, and by whom. */
export interface Wish {
  readonly fairwayId: string;
  /** Epoch ms. */
  readonly from: number;
  /** Epoch ms. */
  readonly to: number;
  /** How far around it others matter, milliseconds. */
  readonly marginMs: number;
  /** Passage that is left out: the one that is planned anew. */
  readonly except: string | null;
}

/** SQL of passages. */
@Injectable()
export class PassagesRepository {
  constructor(private readonly transactions: Transactions) {}

  async find(id: string): Promise<Passage | null> {
    const [row] = await this.transactions.query<Passage>(`${selectSql} WHERE p.id = $1`, [id]);
    return row ?? null;
  }

  /** The passage, with its row locked until the end of the transaction. */
  async findLocked(id: string): Promise<Passage | null> {
    await this.transactions.query('SELECT 1 FROM passage WHERE id = $1 FOR UPDATE', [id]);
    return await this.find(id);
  }

  /** In order of planned start. */
  async findAll(filter: PassageFilter): Promise<Passage[]> {
    const { after } = filter;
    return await this.transactions.query<Passage>(listSql, [
      filter.locode,
      filter.portCallId,
      filter.fairwayId,
      filter.states,
      dateOf(filter.from),
      dateOf(filter.to),
      dateOf(after?.[0] ?? null),
      after?.[1] ?? null,
      filter.limit,
    ]);
  }

  /** Last change of any passage, epoch ms; `null` while there is none. */
  async findUpdatedAt(): Promise<number | null> {
    const [row] = await this.transactions.query<{ at: number | null }>(
      `SELECT ${ms('max(updated_at)')} AS at FROM passage`,
    );
    return row?.at ?? null;
  }

  /**
   * Locks a fairway against others who plan in it, until the end of the transaction: what is asked
   * afterwards (`findNeighbours`) holds until then.
   */
  async lockFairway(id: string): Promise<void> {
    // Not FOR UPDATE: rows that only refer to the fairway must not wait.
    await this.transactions.query('SELECT 1 FROM port_zone WHERE id = $1 FOR NO KEY UPDATE', [id]);
  }

  /** Passages that hold the fairway around a time, in order of start. */
  async findNeighbours(wish: Wish): Promise<Neighbour[]> {
    const { fairwayId, from, to, marginMs, except } = wish;
    return await this.transactions.query<Neighbour>(neighboursSql, [
      fairwayId,
      new Date(from),
      new Date(to),
      marginMs,
      except,
    ]);
  }

  async insert(
    place: Pick<Passage, 'id' | 'portCallId' | 'locode' | 'fairwayId'>,
    planned: PlannedPassage,
    now: number,
  ): Promise<void> {
    const { id, portCallId, locode, fairwayId } = place;
    await this.transactions.query(insertSql, [
      id,
      portCallId,
      locode,
      fairwayId,
      new Date(now),
      ...valuesOf(planned),
    ]);
  }

  async replan(id: string, planned: PlannedPassage, now: number): Promise<void> {
    await this.transactions.query(replanSql, [id, new Date(now), ...valuesOf(planned)]);
  }

  async step(id: string, change: StepChange, now: number): Promise<void> {
    await this.transactions.query(stepSql, [
      id,
      new Date(now),
      change.state,
      dateOf(change.startedAt),
      change.startedBy,
      dateOf(change.completedAt),
      change.completedBy,
      change.cancelReason,
    ]);
  }

  async setPilot(id: string, pilotId: string | null, now: number): Promise<void> {
    await this.transactions.query(
      'UPDATE passage SET version = version + 1, updated_at = $2, pilot_id = $3 WHERE id = $1',
      [id, new Date(now), pilotId],
    );
  }
}

function dateOf(time: number | null): Date | null {
  return time === null ? null : new Date(time);
}

function valuesOf(planned: PlannedPassage): unknown[] {
  return [
    planned.direction,
    planned.isReversed,
    new Date(planned.plannedStartAt),
    new Date(planned.plannedEndAt),
    planned.draughtMetres,
    planned.tugCount,
    planned.tugNames,
    planned.notes,
    JSON.stringify(planned.underKeel),
    planned.override === null ? null : JSON.stringify(planned.override),
  ];
}
