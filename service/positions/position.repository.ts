import { Injectable } from '@nestjs/common';

import { CopyEncoder } from '../database/copy-encoder.js';
import type { WriteTransaction } from '../database/write-transaction.js';
import { touchPartitions } from './position-partitions.js';
import type { LatestPosition, PositionReport } from './position-report.js';
import {
  storedColumns,
  streamIdColumn,
  toLatestPosition,
  type LatestPositionRow,
} from './position-row.js';
import { encodeReports, reportColumns, stageSql } from './position-staging.js';

/** A report that became the latest of its MMSI. */
export interface MovedPosition {
  readonly report: PositionReport;
  readonly streamId: number;
}

/** What a batch did. */
export interface WrittenPositions {
  /** Reports stored; the others of the batch were stored already. */
  readonly written: number;
  /** Reports that are now the latest of their MMSI, at most one of each. */
  readonly moved: readonly MovedPosition[];
  /** Latest positions of which more stations are known now. */
  readonly restationed: readonly LatestPosition[];
}

/** Copies of one message are at most this far apart (docs/architecture.md, "Time"), milliseconds. */
const windowMs = 10_000;
const window = `interval '${windowMs} milliseconds'`;

/** A report that is stored already: its place in the batch, and what names the stored one. */
interface KnownReport {
  readonly seq: number;
  readonly mmsi: number;
  readonly timeMs: number;
  readonly digest: number;
  readonly stations: readonly string[];
}

interface StoreAnswer {
  /** Places in the batch of those that became the latest, comma-separated. */
  readonly moved: string | null;
  readonly known: readonly KnownReport[] | null;
}

const assignments = [...reportColumns.split(','), 'committed_at', 'stream_id']
  .map((column) => column.trim())
  .map((column) => `${column} = excluded.${column}`)
  .join(', ');

/**
 * `known`: what another process, or an earlier try, has stored already. All the rest is stored, and
 * the newest of each MMSI stands against the newest so far. A report without a position (it still
 * tells speed, heading and status) is stored, but never takes the place of one that has a position.
 */
const storeSql = `
  WITH known AS MATERIALIZED (
    SELECT s.seq, stored.mmsi, stored.time, stored.digest, s.stations
    FROM staged_position s CROSS JOIN LATERAL (
      SELECT p.mmsi, p.time, p.digest FROM position p
      WHERE p.mmsi = s.mmsi AND p.digest = s.digest
        AND p.time BETWEEN s.time - ${window} AND s.time + ${window} AND p.time BETWEEN $1 AND $2
      LIMIT 1
    ) stored
  ), stored AS (
    INSERT INTO position (${reportColumns}, committed_at)
    SELECT ${reportColumns}, $3 FROM staged_position s
    WHERE NOT EXISTS (SELECT FROM known WHERE known.seq = s.seq)
  ), moved AS (
    INSERT INTO latest_position AS latest (${reportColumns}, committed_at, stream_id)
    SELECT ${reportColumns}, $3, $4::bigint + seq + 1 FROM (
      SELECT DISTINCT ON (mmsi) * FROM staged_position s
      WHERE NOT EXISTS (SELECT FROM known WHERE known.seq = s.seq)
      ORDER BY mmsi, (lon IS NOT NULL) DESC, time DESC, seq DESC
    ) newest
    ON CONFLICT (mmsi) DO UPDATE SET ${assignments}
    WHERE (excluded.lon IS NOT NULL, excluded.time) >= (latest.lon IS NOT NULL, latest.time)
    RETURNING stream_id - $4::bigint - 1 AS seq
  )
  SELECT (SELECT string_agg(seq::text, ',') FROM moved) AS moved,
    (SELECT json_agg(json_build_object('seq', seq, 'mmsi', mmsi, 'digest', digest,
      'timeMs', date_part('epoch', time) * 1000, 'stations', stations) ORDER BY seq)
      FROM known) AS known`;

const addStationsSql = `
  WITH added AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb)
      AS a(mmsi integer, time timestamptz, digest integer, stations text[], stream_id bigint)
  ), merged AS (
    UPDATE position p SET stations = p.stations || ARRAY(
      SELECT station FROM unnest(a.stations) WITH ORDINALITY AS heard(station, place)
      WHERE station <> ALL (p.stations) ORDER BY place)
    FROM added a
    WHERE p.mmsi = a.mmsi AND p.time = a.time AND p.digest = a.digest
      AND p.time BETWEEN $2 AND $3 AND NOT a.stations <@ p.stations
    RETURNING p.mmsi, p.time, p.digest, p.stations, a.stream_id
  )
  UPDATE latest_position p SET stations = merged.stations, stream_id = merged.stream_id
  FROM merged WHERE p.mmsi = merged.mmsi AND p.time = merged.time AND p.digest = merged.digest
  RETURNING ${storedColumns}, ${streamIdColumn}`;

/**
 * Writes positions: COPY into a staging table, then statements over the whole batch. Which report
 * is a copy and which is the latest is decided here, whatever order and process they come by.
 */
@Injectable()
export class PositionRepository {
  private readonly encoders: CopyEncoder[] = [];

  /**
   * Stores `reports`, merges the stations of those that are stored already, and moves the latest
   * positions. Takes one stream number a report. Partitions are made for days that have none.
   * @throws UnstorableValueError for a time that no column can hold.
   */
  async write(tx: WriteTransaction, reports: readonly PositionReport[]): Promise<WrittenPositions> {
    if (reports.length === 0) return { written: 0, moved: [], restationed: [] };
    const base = tx.takeStreamIds(reports.length);
    await this.stage(tx, reports);
    const times = reports.map((report) => report.time);
    await touchPartitions(tx, times, tx.committedAt);
    const span = spanOf(times);
    const values = [...span, new Date(tx.committedAt), base];
    const [answer] = await tx.query<StoreAnswer>(storeSql, values);
    const known = answer?.known ?? [];
    const restationed = await addStations(tx, known, { base, span });
    const moved = movedOf(reports, base, answer?.moved ?? null);
    return { written: reports.length - known.length, moved, restationed };
  }

  /** An encoder whose bytes may still be on their way (the connection broke) is not used again. */
  private async stage(tx: WriteTransaction, reports: readonly PositionReport[]): Promise<void> {
    const encoder = this.encoders.pop() ?? new CopyEncoder();
    await tx.copy(stageSql, encodeReports(encoder, reports));
    this.encoders.push(encoder);
  }
}

/** The times between which a stored copy of one of the batch can lie. */
type Span = readonly [Date, Date];

function spanOf(times: readonly number[]): Span {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const time of times) {
    if (time < first) first = time;
    if (time > last) last = time;
  }
  return [new Date(first - windowMs), new Date(last + windowMs)];
}

/** What the latest positions are that have more stations now. */
async function addStations(
  tx: WriteTransaction,
  known: readonly KnownReport[],
  batch: { readonly base: number; readonly span: Span },
): Promise<LatestPosition[]> {
  if (known.length === 0) return [];
  const additions = new Map<string, StationAddition>();
  for (const { seq, mmsi, timeMs, digest, stations } of known) {
    const key = `${mmsi}/${timeMs}/${digest}`;
    const merged = new Set([...(additions.get(key)?.stations ?? []), ...stations]);
    const time = new Date(Math.round(timeMs)).toISOString();
    const streamId = batch.base + seq + 1;
    additions.set(key, { mmsi, time, digest, stations: [...merged], stream_id: streamId });
  }
  const json = JSON.stringify([...additions.values()]);
  const rows = await tx.query<LatestPositionRow>(addStationsSql, [json, ...batch.span]);
  return rows.map(toLatestPosition);
}

/** Stations to be merged into a stored report, as `addStationsSql` reads it. */
interface StationAddition {
  readonly mmsi: number;
  readonly time: string;
  readonly digest: number;
  readonly stations: readonly string[];
  readonly stream_id: number;
}

/** The reports whose places in the batch `seqs` lists, comma-separated. */
function movedOf(
  reports: readonly PositionReport[],
  base: number,
  seqs: string | null,
): MovedPosition[] {
  const moved: MovedPosition[] = [];
  if (seqs === null) return moved;
  for (const text of seqs.split(',')) {
    const seq = Number(text);
    const report = reports[seq];
    if (report !== undefined) moved.push({ report, streamId: base + seq + 1 });
  }
  return moved;
}
