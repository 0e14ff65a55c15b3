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
import {
  copyStagingSql,
  createStagingSql,
  encodeReports,
  reportColumns,
} from './position-staging.js';

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

/** A report that is stored already: `seq` in the batch, and what names the stored one. */
interface KnownRow {
  readonly seq: number;
  readonly mmsi: number;
  readonly time_ms: number;
  readonly digest: number;
  readonly stations: string[];
}

/** Takes out of the staging table what another process, or an earlier try, has stored already. */
const takeKnownSql = `
  WITH known AS MATERIALIZED (
    SELECT s.seq, stored.mmsi, stored.time, stored.digest, s.stations
    FROM staged_position s CROSS JOIN LATERAL (
      SELECT p.mmsi, p.time, p.digest FROM position p
      WHERE p.mmsi = s.mmsi AND p.digest = s.digest
        AND p.time BETWEEN s.time - ${window} AND s.time + ${window}
        AND p.time BETWEEN $1 AND $2
      LIMIT 1
    ) stored
  ), gone AS (
    DELETE FROM staged_position s USING known WHERE s.seq = known.seq
  )
  SELECT seq, mmsi, date_part('epoch', time) * 1000 AS time_ms, digest, stations
  FROM known ORDER BY seq`;

const insertSql = `
  INSERT INTO position (${reportColumns}, committed_at)
  SELECT ${reportColumns}, $1 FROM staged_position ON CONFLICT DO NOTHING`;

const assignments = [...reportColumns.split(','), 'committed_at', 'stream_id']
  .map((column) => column.trim())
  .map((column) => `${column} = excluded.${column}`)
  .join(', ');

/**
 * The newest of the batch against the newest so far. A report without a position (it still tells
 * speed, heading and status) is stored, but never takes the place of one that has a position.
 */
const moveLatestSql = `
  WITH moved AS (
    INSERT INTO latest_position AS known (${reportColumns}, committed_at, stream_id)
    SELECT ${reportColumns}, $1, $2::bigint + seq + 1 FROM (
      SELECT DISTINCT ON (mmsi) * FROM staged_position
      ORDER BY mmsi, (lon IS NOT NULL) DESC, time DESC, seq DESC
    ) newest
    ON CONFLICT (mmsi) DO UPDATE SET ${assignments}
    WHERE (excluded.lon IS NOT NULL, excluded.time) >= (known.lon IS NOT NULL, known.time)
    RETURNING stream_id - $2::bigint - 1 AS seq
  )
  SELECT string_agg(seq::text, ',') AS seqs FROM moved`;

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
    const times = reports.map((report) => report.time);
    const at = new Date(tx.committedAt);
    await this.stage(tx, reports);
    await touchPartitions(tx, times, tx.committedAt);
    const span = spanOf(times);
    const known = await tx.query<KnownRow>(takeKnownSql, span);
    const restationed = await addStations(tx, known, { base, span });
    const written = await tx.execute(insertSql, [at]);
    const [answer] = await tx.query<{ seqs: string | null }>(moveLatestSql, [at, base]);
    const moved = movedOf(reports, base, answer?.seqs ?? null);
    return { written, moved, restationed: withoutMoved(restationed, moved) };
  }

  /** An encoder whose bytes may still be on their way (the connection broke) is not used again. */
  private async stage(tx: WriteTransaction, reports: readonly PositionReport[]): Promise<void> {
    const encoder = this.encoders.pop() ?? new CopyEncoder();
    const bytes = encodeReports(encoder, reports);
    await tx.execute(createStagingSql);
    await tx.copy(copyStagingSql, bytes);
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

async function addStations(
  tx: WriteTransaction,
  known: readonly KnownRow[],
  batch: { readonly base: number; readonly span: Span },
): Promise<LatestPosition[]> {
  if (known.length === 0) return [];
  const additions = new Map<string, { stations: string[]; stream_id: number } & AdditionKey>();
  for (const row of known) {
    const key = `${row.mmsi}/${row.time_ms}/${row.digest}`;
    const stations = additions.get(key)?.stations ?? [];
    for (const station of row.stations) if (!stations.includes(station)) stations.push(station);
    const time = new Date(Math.round(row.time_ms)).toISOString();
    const streamId = batch.base + row.seq + 1;
    additions.set(key, { mmsi: row.mmsi, time, digest: row.digest, stations, stream_id: streamId });
  }
  const json = JSON.stringify([...additions.values()]);
  const rows = await tx.query<LatestPositionRow>(addStationsSql, [json, ...batch.span]);
  return rows.map(toLatestPosition);
}

interface AdditionKey {
  readonly mmsi: number;
  readonly time: string;
  readonly digest: number;
}

/** The reports whose places in the batch `seqs` lists, comma-separated. */
function movedOf(
  reports: readonly PositionReport[],
  base: number,
  seqs: string | null,
): MovedPosition[] {
  if (seqs === null) return [];
  return seqs.split(',').flatMap((text) => {
    const report = reports[Number(text)];
    return report === undefined ? [] : [{ report, streamId: base + Number(text) + 1 }];
  });
}

/** What moved in the same batch is newer than the row whose stations were merged before. */
function withoutMoved(
  restationed: readonly LatestPosition[],
  moved: readonly MovedPosition[],
): readonly LatestPosition[] {
  if (restationed.length === 0) return restationed;
  const movedMmsis = new Set(moved.map(({ report }) => report.mmsi));
  return restationed.filter((position) => !movedMmsis.has(position.mmsi));
}
