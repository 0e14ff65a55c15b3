import { Injectable } from '@nestjs/common';

import { Transactions } from '../database/transactions.js';
import type { Excess, ExcessFix, ExcessKind } from './excess.js';
import type { TrafficEvent } from './traffic-event.js';

const ms = (expression: string) => `floor(extract(epoch FROM ${expression}) * 1000)::float8`;

interface TrafficEventRecord extends Omit<TrafficEvent, 'excess'> {
  readonly kind: ExcessKind;
  readonly beginAt: number;
  readonly endAt: number | null;
  readonly peakAt: number;
  readonly evidence: readonly ExcessFix[];
}

const selectSql = `
  SELECT e.id, e.version, e.passage_id AS "passageId", e.port_locode AS locode, e.kind,
    ${ms('e.begin_at')} AS "beginAt", ${ms('e.end_at')} AS "endAt", ${ms('e.peak_at')} AS "peakAt",
    e.evidence, ${ms('e.withdrawn_at')} AS "withdrawnAt", ${ms('e.created_at')} AS "createdAt",
    ${ms('e.updated_at')} AS "updatedAt"
  FROM traffic_event e`;

const listSql = `${selectSql}
  WHERE ($1::text IS NULL OR e.port_locode = $1) AND ($2::uuid IS NULL OR e.passage_id = $2)
    AND ($3::text IS NULL OR e.kind = $3)
    AND ($4::timestamptz IS NULL OR coalesce(e.end_at, 'infinity') >= $4)
    AND ($5::timestamptz IS NULL OR e.begin_at < $5)
    AND ($6::timestamptz IS NULL OR (e.begin_at, e.id) > ($6, $7::uuid))
  ORDER BY e.begin_at, e.id LIMIT $8`;

/** Which events a list holds; `null`: all. */
export interface TrafficEventFilter {
  readonly locode: string | null;
  readonly passageId: string | null;
  readonly kind: ExcessKind | null;
  /** Epoch ms. */
  readonly from: number | null;
  /** Epoch ms. */
  readonly to: number | null;
  /** Begin (epoch ms) and id of the last one of the page before. */
  readonly after: readonly [number, string] | null;
  readonly limit: number;
}

/** SQL of excesses. */
@Injectable()
export class TrafficEventsRepository {
  constructor(private readonly transactions: Transactions) {}

  async find(id: string): Promise<TrafficEvent | null> {
    const rows = await this.transactions.query<TrafficEventRecord>(`${selectSql} WHERE e.id = $1`, [
      id,
    ]);
    return rows.map(toEvent)[0] ?? null;
  }

  /** Those of a passage, withdrawn ones too, in order of begin. */
  async findOf(passageId: string): Promise<TrafficEvent[]> {
    const rows = await this.transactions.query<TrafficEventRecord>(
      `${selectSql} WHERE e.passage_id = $1 ORDER BY e.begin_at, e.id`,
      [passageId],
    );
    return rows.map(toEvent);
  }

  /** In order of begin. */
  async findAll(filter: TrafficEventFilter): Promise<TrafficEvent[]> {
    const { after } = filter;
    const rows = await this.transactions.query<TrafficEventRecord>(listSql, [
      filter.locode,
      filter.passageId,
      filter.kind,
      dateOf(filter.from),
      dateOf(filter.to),
      dateOf(after?.[0] ?? null),
      after?.[1] ?? null,
      filter.limit,
    ]);
    return rows.map(toEvent);
  }

  /** Last change of any event, epoch ms; `null` while there is none. */
  async findUpdatedAt(): Promise<number | null> {
    const [row] = await this.transactions.query<{ at: number | null }>(
      `SELECT ${ms('max(updated_at)')} AS at FROM traffic_event`,
    );
    return row?.at ?? null;
  }

  async insert(
    place: Pick<TrafficEvent, 'id' | 'passageId' | 'locode'>,
    excess: Excess,
    now: number,
  ): Promise<void> {
    await this.transactions.query(
      `INSERT INTO traffic_event (id, passage_id, port_locode, kind, leg, begin_at, end_at, allowed,
         peak, peak_at, evidence, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)`,
      [place.id, place.passageId, place.locode, excess.kind, ...valuesOf(excess), new Date(now)],
    );
  }

  /** Writes what the excess is now, and that it is one. */
  async update(id: string, excess: Excess, now: number): Promise<void> {
    await this.transactions.query(
      `UPDATE traffic_event SET version = version + 1, leg = $2, begin_at = $3, end_at = $4,
         allowed = $5, peak = $6, peak_at = $7, evidence = $8, updated_at = $9, withdrawn_at = NULL
       WHERE id = $1`,
      [id, ...valuesOf(excess), new Date(now)],
    );
  }

  async withdraw(id: string, now: number): Promise<void> {
    await this.transactions.query(
      `UPDATE traffic_event SET version = version + 1, withdrawn_at = $2, updated_at = $2
       WHERE id = $1`,
      [id, new Date(now)],
    );
  }
}

function toEvent(record: TrafficEventRecord): TrafficEvent {
  const { kind, beginAt, endAt, peakAt, evidence, ...rest } = record;
  const peak = evidence.find(({ time }) => time === peakAt);
  if (peak === undefined) throw new Error(`traffic event ${record.id} has no peak`);
  return { ...rest, excess: { kind, beginAt, endAt, peak, evidence } };
}

function valuesOf({ beginAt, endAt, peak, evidence }: Excess): unknown[] {
  return [
    peak.leg,
    new Date(beginAt),
    dateOf(endAt),
    peak.allowed,
    peak.value,
    new Date(peak.time),
    JSON.stringify(evidence),
  ];
}

function dateOf(time: number | null): Date | null {
  return time === null ? null : new Date(time);
}
