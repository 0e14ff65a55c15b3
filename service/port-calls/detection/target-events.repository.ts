import { Injectable } from '@nestjs/common';

import type { Mmsi } from '../../ais/mmsi.js';
import { Transactions } from '../../database/transactions.js';
import type { Evidence } from '../claim.js';
import type { OddityKind } from './fix.js';

/** A target in a port that was not what it seemed. */
export interface TargetEvent {
  readonly id: string;
  /** Order of recording. */
  readonly number: number;
  readonly kind: OddityKind;
  readonly locode: string;
  readonly mmsi: Mmsi;
  /** Epoch ms, as the other times. */
  readonly time: number;
  readonly lon: number;
  readonly lat: number;
  readonly silentSeconds: number | null;
  readonly portCallId: string | null;
  readonly recordedAt: number;
  readonly evidence: readonly Evidence[];
}

/** Which target events are wanted; what is left out does not matter. */
export interface TargetEventSearch {
  readonly locode?: string | undefined;
  readonly mmsi?: Mmsi | undefined;
  readonly kinds?: readonly OddityKind[] | undefined;
  /** Epoch ms, included. */
  readonly from?: number | undefined;
  /** Epoch ms, included. */
  readonly to?: number | undefined;
  /** Time (epoch ms) and number of the last one of the page before. */
  readonly after?: readonly [time: number, number: number] | undefined;
  readonly limit: number;
}

const ms = (column: string): string => `date_part('epoch', ${column}) * 1000`;

const columns = `id, number::float8 AS number, kind, port_locode AS locode,
  lpad(mmsi::text, 9, '0') AS mmsi, round(${ms('time')}) AS time, lon, lat,
  silent_seconds AS "silentSeconds", port_call_id AS "portCallId",
  round(${ms('recorded_at')}) AS "recordedAt", evidence`;

const insertSql = `
  INSERT INTO target_event (id, kind, port_locode, mmsi, time, lon, lat, silent_seconds, port_call_id,
    recorded_at, evidence)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  ON CONFLICT ON CONSTRAINT target_event_once DO NOTHING RETURNING ${columns}`;

const searchSql = `
  SELECT ${columns} FROM target_event
  WHERE ($1::text IS NULL OR port_locode = $1) AND ($2::integer IS NULL OR mmsi = $2)
    AND ($3::text[] IS NULL OR kind = ANY($3)) AND time >= $4 AND time <= $5
    AND (time, number) > ($6, $7::bigint)
  ORDER BY target_event.time, target_event.number LIMIT $8`;

/** Beyond every time that a report can have. */
const ever = ['-infinity', 'infinity'] as const;

/** SQL of target events. */
@Injectable()
export class TargetEventsRepository {
  constructor(private readonly transactions: Transactions) {}

  /** Keeps an event. @returns `null` when the same one was kept before. */
  async insert(event: Omit<TargetEvent, 'number'>): Promise<TargetEvent | null> {
    const [row] = await this.transactions.query<TargetEvent>(insertSql, [
      event.id,
      event.kind,
      event.locode,
      Number(event.mmsi),
      new Date(event.time),
      event.lon,
      event.lat,
      event.silentSeconds === null ? null : Math.round(event.silentSeconds),
      event.portCallId,
      new Date(event.recordedAt),
      JSON.stringify(event.evidence),
    ]);
    return row ?? null;
  }

  /** Target events in the order of their time. */
  async find(search: TargetEventSearch): Promise<TargetEvent[]> {
    const { locode, mmsi, kinds, from, to, after, limit } = search;
    return await this.transactions.query<TargetEvent>(searchSql, [
      locode ?? null,
      mmsi === undefined ? null : Number(mmsi),
      kinds ?? null,
      from === undefined ? ever[0] : new Date(from),
      to === undefined ? ever[1] : new Date(to),
      after === undefined ? ever[0] : new Date(after[0]),
      after?.[1] ?? 0,
      limit,
    ]);
  }

  /** Target events of a port call, in the order of their time. */
  async findOf(portCallId: string): Promise<TargetEvent[]> {
    return await this.transactions.query<TargetEvent>(
      `SELECT ${columns} FROM target_event WHERE port_call_id = $1
       ORDER BY target_event.time, target_event.number`,
      [portCallId],
    );
  }

  /** When the last one was recorded, epoch ms; `null` while there is none. */
  async findUpdatedAt(): Promise<number | null> {
    const [row] = await this.transactions.query<{ at: number | null }>(
      `SELECT round(${ms('recorded_at')}) AS at FROM target_event ORDER BY number DESC LIMIT 1`,
    );
    return row?.at ?? null;
  }
}
