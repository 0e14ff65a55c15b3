import type { Pool } from 'pg';

import type { StreamEvent } from '../events/stream-event.js';
import type { StreamQuery } from '../events/stream-reader.js';
import type { WriteTransaction } from './write-transaction.js';

/** A happening as it was kept; `json` is the event's body. */
export interface KeptHappening {
  readonly id: number;
  readonly type: string;
  readonly mmsi: number | null;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly json: string;
}

const appendSql = `
  INSERT INTO stream_event (id, type, mmsi, lon, lat, payload, committed_at)
  SELECT id, type, mmsi, lon, lat, payload::jsonb, $7
  FROM unnest($1::bigint[], $2::text[], $3::integer[], $4::float8[], $5::float8[], $6::text[])
    AS event(id, type, mmsi, lon, lat, payload)`;

/** Keeps the events that must each be delivered (no conflation key), so that a stream can resume. */
export async function appendHappenings(
  tx: Pick<WriteTransaction, 'committedAt' | 'query'>,
  events: readonly StreamEvent[],
): Promise<void> {
  const happenings = events.filter((event) => event.conflationKey === null);
  if (happenings.length === 0) return;
  await tx.query(appendSql, [
    happenings.map((event) => event.id),
    happenings.map((event) => event.type),
    happenings.map((event) => (event.mmsi === null ? null : Number(event.mmsi))),
    happenings.map((event) => event.lon),
    happenings.map((event) => event.lat),
    happenings.map((event) => event.json()),
    new Date(tx.committedAt),
  ]);
}

/** Happenings with a number above `afterId` that are still kept, in order. */
export async function findHappenings(
  reader: StreamQuery,
  afterId: number,
): Promise<KeptHappening[]> {
  return await reader.query<KeptHappening>(
    `SELECT id::float8 AS id, type, mmsi, lon, lat, payload::text AS json
     FROM stream_event WHERE id > $1 ORDER BY id`,
    [afterId],
  );
}

/**
 * The newest happening that was committed more than `minutes` ago; `null` when there is none, and
 * then never was one: see `pruneHappenings`.
 */
export async function findNewestOlderThan(
  reader: StreamQuery,
  minutes: number,
): Promise<number | null> {
  const [newest] = await reader.query<{ id: number }>(
    `SELECT id::float8 AS id FROM stream_event
     WHERE committed_at < now() - make_interval(mins => $1) ORDER BY id DESC LIMIT 1`,
    [minutes],
  );
  return newest?.id ?? null;
}

/**
 * How far each worker is behind: seconds since the oldest event that it has before it was committed,
 * 0 where there is none.
 */
export async function findWorkerLags(pool: Pool): Promise<ReadonlyMap<string, number>> {
  const { rows } = await pool.query<{ name: string; seconds: number }>(
    `SELECT name, coalesce(greatest(date_part('epoch', clock_timestamp() - committed_at), 0), 0)
       AS seconds
     FROM stream_cursor LEFT JOIN LATERAL (
       SELECT committed_at FROM stream_event WHERE id > position ORDER BY id LIMIT 1) next ON true`,
  );
  return new Map(rows.map(({ name, seconds }) => [name, seconds]));
}

/** A worker whose cursor stands before happenings that were removed. */
export interface LaggingWorker {
  readonly name: string;
  /** Happenings that it will never see. */
  readonly lost: number;
}

/** How long happenings are kept. */
export interface KeptFor {
  /** For streams that resume. */
  readonly minutes: number;
  /** For workers (`stream_cursor`) that haven't come so far, at most. */
  readonly workerHours: number;
}

const lostSql = `
  SELECT name, count(*)::integer AS lost FROM stream_cursor
  JOIN stream_event ON id > position AND committed_at < now() - make_interval(hours => $1)
  GROUP BY name ORDER BY name`;

const pruneSql = `
  DELETE FROM stream_event WHERE id < (
    SELECT max(id) FROM stream_event WHERE committed_at < now() - make_interval(mins => $1))
  AND (id <= ALL (SELECT position FROM stream_cursor)
    OR committed_at < now() - make_interval(hours => $2))`;

/**
 * Removes happenings that were committed more than `minutes` ago, but for those that a worker still
 * has before it, and for the newest of them: it tells how far back the log is whole.
 * @returns workers that lose something, because it is older than `workerHours`.
 */
export async function pruneHappenings(
  pool: Pool,
  { minutes, workerHours }: KeptFor,
): Promise<LaggingWorker[]> {
  const lagging = await pool.query<LaggingWorker>(lostSql, [workerHours]);
  await pool.query(pruneSql, [minutes, workerHours]);
  return lagging.rows;
}
