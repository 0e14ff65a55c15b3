import { Inject, Injectable } from '@nestjs/common';

import type { HullDimensions } from '../../geo/hull.js';
import type { BoundingBox } from '../../geo/bounding-box.js';
import { CONFIG, type Config } from '../../config/config.js';
import { Transactions } from '../../database/transactions.js';
import type { DetectionState } from './detection-state.js';
import type { StoredFix } from './reorder.js';

/** A vessel that has to be looked at. */
export interface Candidate {
  readonly mmsi: number;
  /** Of its newest position. */
  readonly streamId: number;
  readonly aisClass: string;
  readonly lon: number;
  readonly lat: number;
  /** Of its newest position, epoch ms. */
  readonly time: number;
  readonly dimensions: HullDimensions;
  /** ITU-R M.1371-5 table 53; `null` when not known. */
  readonly shipType: number | null;
}

/** The port call of a vessel's present stay, and what of it has been counted. */
export interface Presence {
  readonly portCallId: string;
  readonly berths: number;
  readonly anchorages: number;
}

/** How far one vessel was followed in one port; times are epoch ms. */
export interface Follow {
  readonly mmsi: number;
  readonly locode: string;
  readonly state: DetectionState;
  readonly presence: Presence | null;
  /** Fixes up to it are done with. */
  readonly processedTime: number | null;
  /** Fixes committed up to it were seen. */
  readonly seenAt: number;
  /** When to look again though nothing more is heard: fixes are waiting. */
  readonly dueAt: number | null;
  /** When the vessel is lost, or a ghost. */
  readonly silentAt: number | null;
}

/** What to find candidates by. */
export interface CandidateScope {
  /** Stream number. */
  readonly after: number;
  readonly boxes: readonly BoundingBox[];
  /** Epoch ms. */
  readonly now: number;
  readonly limit: number;
}

/** Reports of one vessel from a time on. */
export interface FixScope {
  readonly mmsi: number;
  /** Epoch ms, not included. */
  readonly after: number;
}

/** Jumps are read too, to be told; two vessels under one MMSI and 0/0 are of no use (quality-flags.ts). */
const unusableFlags = 2 | 16;
const jumpFlag = 1;
/** Ships proper: their MMSIs begin with a country (ITU-R M.585-9 Annex 1). */
const ships = 'BETWEEN 200000000 AND 799999999';

const ms = (column: string): string => `date_part('epoch', ${column}) * 1000`;

const candidateColumns = `l.mmsi, l.stream_id::float8 AS "streamId", l.ais_class AS "aisClass", l.lon,
  l.lat, ${ms('l.time')} AS time, v.ship_type AS "shipType",
  json_build_object('a', v.dim_a, 'b', v.dim_b, 'c', v.dim_c, 'd', v.dim_d) AS dimensions`;

const usable = (alias: string): string =>
  `${alias}.mmsi ${ships} AND ${alias}.ais_class IN ('A', 'B') AND ${alias}.lon IS NOT NULL`;

const movedSql = `
  SELECT ${candidateColumns} FROM latest_position l LEFT JOIN vessel v ON v.mmsi = l.mmsi
  WHERE l.stream_id > $1 AND ${usable('l')} AND ($6 OR l.source <> 'simulated')
    AND (EXISTS (SELECT FROM unnest($2::float8[], $3::float8[], $4::float8[], $5::float8[])
        AS box(west, south, east, north)
        WHERE l.lon BETWEEN west AND east AND l.lat BETWEEN south AND north)
      OR l.mmsi IN (SELECT mmsi FROM detection_state WHERE is_open))
  ORDER BY l.stream_id LIMIT $7`;

const dueSql = `
  SELECT ${candidateColumns} FROM latest_position l LEFT JOIN vessel v ON v.mmsi = l.mmsi
  WHERE ${usable('l')} AND ($2 OR l.source <> 'simulated') AND l.mmsi IN (
    SELECT mmsi FROM detection_state WHERE due_at <= $1 OR silent_at <= $1
    ORDER BY least(due_at, silent_at) LIMIT $3)`;

const followSql = `
  SELECT mmsi, port_locode AS locode, state, presence, ${ms('processed_time')} AS "processedTime",
    ${ms('seen_at')} AS "seenAt", ${ms('due_at')} AS "dueAt", ${ms('silent_at')} AS "silentAt"
  FROM detection_state WHERE mmsi = ANY($1::integer[])`;

/** The lower bound over all of them lets whole days be left out before anything is read. */
const fixesSql = `
  SELECT p.* FROM unnest($1::integer[], $2::timestamptz[]) AS wanted(mmsi, after)
  CROSS JOIN LATERAL (
    SELECT mmsi, ${ms('time')} AS time, digest, lon, lat, sog, heading, nav_status AS "navStatus",
      (flags & ${jumpFlag}) <> 0 AS "isDoubtful", ${ms('committed_at')} AS "committedAt"
    FROM position WHERE mmsi = wanted.mmsi AND time > wanted.after AND time > $3
      AND lon IS NOT NULL AND (flags & ${unusableFlags}) = 0
      AND ($4 OR source <> 'simulated')
    ORDER BY position.time, digest LIMIT $5
  ) p`;

const saveSql = `
  INSERT INTO detection_state AS kept (mmsi, port_locode, version, state, presence, is_open,
    processed_time, seen_at, due_at, silent_at, updated_at)
  SELECT mmsi, locode, 1, state, presence, is_open, processed_time, seen_at, due_at, silent_at, $2
  FROM jsonb_to_recordset($1::jsonb) AS r(mmsi integer, locode text, state jsonb, presence jsonb,
    is_open boolean, processed_time timestamptz, seen_at timestamptz, due_at timestamptz,
    silent_at timestamptz)
  ON CONFLICT (mmsi, port_locode) DO UPDATE SET version = kept.version + 1, state = excluded.state,
    presence = excluded.presence, is_open = excluded.is_open, processed_time = excluded.processed_time,
    seen_at = excluded.seen_at, due_at = excluded.due_at, silent_at = excluded.silent_at,
    updated_at = excluded.updated_at`;

/** Rows of how far vessels were followed, and the positions that they are followed by. */
@Injectable()
export class DetectionRepository {
  constructor(
    private readonly transactions: Transactions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The number up to which everything on the stream is committed. */
  async findHead(): Promise<number> {
    const [row] = await this.transactions.query<{ value: number }>(
      'SELECT value::float8 AS value FROM stream_position',
    );
    return row?.value ?? 0;
  }

  /** Vessels near a port, or followed there, whose newest position changed; in order of the stream. */
  async findMoved(scope: CandidateScope): Promise<Candidate[]> {
    const { after, boxes, limit } = scope;
    return await this.transactions.query<Candidate>(movedSql, [
      after,
      boxes.map(({ west }) => west),
      boxes.map(({ south }) => south),
      boxes.map(({ east }) => east),
      boxes.map(({ north }) => north),
      this.config.isSimulating,
      limit,
    ]);
  }

  /** Vessels of which it is time to look again. */
  async findDue({ now, limit }: CandidateScope): Promise<Candidate[]> {
    return await this.transactions.query<Candidate>(dueSql, [
      new Date(now),
      this.config.isSimulating,
      limit,
    ]);
  }

  async findFollowed(mmsis: readonly number[]): Promise<Follow[]> {
    return await this.transactions.query<Follow>(followSql, [mmsis]);
  }

  /** Usable reports of vessels, by MMSI, each in order of time; at most `limit` of each. */
  async findFixes(
    scopes: readonly FixScope[],
    limit: number,
  ): Promise<ReadonlyMap<number, readonly StoredFix[]>> {
    const found = new Map<number, StoredFix[]>();
    if (scopes.length === 0) return found;
    const rows = await this.transactions.query<StoredFix & { readonly mmsi: number }>(fixesSql, [
      scopes.map(({ mmsi }) => mmsi),
      scopes.map(({ after }) => new Date(after)),
      new Date(Math.min(...scopes.map(({ after }) => after))),
      this.config.isSimulating,
      limit,
    ]);
    for (const { mmsi, time, committedAt, ...rest } of rows) {
      const fix = { ...rest, time: Math.round(time), committedAt: Math.round(committedAt) };
      found.set(mmsi, [...(found.get(mmsi) ?? []), fix]);
    }
    return found;
  }

  async save(follows: readonly Follow[], now: number): Promise<void> {
    if (follows.length === 0) return;
    const rows = follows.map(({ mmsi, locode, state, presence, ...times }) => ({
      mmsi,
      locode,
      state,
      presence,
      is_open: state.isInside || state.stay !== null,
      processed_time: iso(times.processedTime),
      seen_at: iso(times.seenAt),
      due_at: iso(times.dueAt),
      silent_at: iso(times.silentAt),
    }));
    await this.transactions.query(saveSql, [JSON.stringify(rows), new Date(now)]);
  }

  /** Forgets vessels that have been out of their port for `hours`. */
  async forget(now: number, hours: number): Promise<void> {
    await this.transactions.query(
      'DELETE FROM detection_state WHERE NOT is_open AND updated_at < $1',
      [new Date(now - hours * 3_600_000)],
    );
  }
}

function iso(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
