import { Injectable } from '@nestjs/common';

import { Transactions } from '../database/transactions.js';
import { qualityFlag } from '../positions/positions.service.js';
import type { PassageState } from './passage-state.js';
import type { PassageTrack, TrackFix } from './passage-track.js';

const ms = (expression: string) => `floor(extract(epoch FROM ${expression}) * 1000)::float8`;

/** A track as it was left, and up to which reports it goes. */
export interface KeptTrack {
  readonly track: PassageTrack;
  /** Mark of what the vessel was watched against (`TrackBasis`). */
  readonly basis: string;
  /** Time of commit of the last reports that were taken, as the database writes it. */
  readonly seenUntil: string | null;
  /** Those of that very time, as `time/digest`: more of them may be committed. */
  readonly seenLast: readonly string[];
}

/** A report of the vessel, with what tells whether it was taken already. */
export interface CommittedFix extends TrackFix {
  readonly key: string;
  readonly committedAt: string;
}

/** Whose reports are wanted. */
export interface FixQuestion {
  readonly mmsi: string;
  /** Epoch ms. */
  readonly from: number;
  /** Epoch ms. */
  readonly to: number;
  /** Only those committed then or later; `null`: all. */
  readonly committedSince: string | null;
}

/** Another passage of the same vessel through the same fairway, the same way. */
export interface Sibling {
  readonly state: PassageState;
  /** Epoch ms. */
  readonly plannedStartAt: number;
  /** Epoch ms. */
  readonly completedAt: number | null;
}

/** Doubtful reports: elsewhere than any vessel can be, of two vessels, or without a fix. */
const doubtful = qualityFlag.jump | qualityFlag.sharedMmsi | qualityFlag.zeroPosition;

const fixesSql = `
  SELECT ${ms('time')} AS time, lon, lat, sog AS "sogKnots", cog AS "cogDegrees",
    ${ms('time')}::bigint || '/' || digest AS key, committed_at::text AS "committedAt"
  FROM position
  WHERE mmsi = $1 AND time BETWEEN $2 AND $3 AND lon IS NOT NULL AND flags & ${doubtful} = 0
    AND ($4::timestamptz IS NULL OR committed_at >= $4)
  ORDER BY position.time, digest`;

/**
 * Passages that are to be watched: confirmed ones around their time, those under way, and for an hour
 * those that have just ended, because reports come late.
 */
const watchedSql = `
  SELECT id FROM passage
  WHERE state = 'under-way'
    OR state = 'confirmed' AND planned_start_at < $1::timestamptz + interval '2 hours'
      AND planned_end_at > $1::timestamptz - interval '12 hours'
    OR state IN ('completed', 'cancelled') AND started_at IS NOT NULL
      AND updated_at > $1::timestamptz - interval '1 hour'
  ORDER BY id`;

/** A merged vessel is the one that it was merged into. Further off than three days nothing is confused. */
const siblingsSql = `
  SELECT o.state, ${ms('o.planned_start_at')} AS "plannedStartAt",
    ${ms('o.completed_at')} AS "completedAt"
  FROM passage p JOIN port_call c ON c.id = p.port_call_id
  JOIN registered_vessel r ON r.id = c.vessel_id
  JOIN passage o ON o.fairway_id = p.fairway_id AND o.is_reversed = p.is_reversed AND o.id <> p.id
    AND o.state IN ('confirmed', 'under-way', 'completed')
    AND o.planned_start_at BETWEEN p.planned_start_at - interval '3 days'
      AND p.planned_start_at + interval '3 days'
  JOIN port_call d ON d.id = o.port_call_id
  JOIN registered_vessel s ON s.id = d.vessel_id
    AND coalesce(s.merged_into, s.id) = coalesce(r.merged_into, r.id)
  WHERE p.id = $1`;

/** SQL of what is seen of vessels on passages. */
@Injectable()
export class PassageTracksRepository {
  constructor(private readonly transactions: Transactions) {}

  /** Number of the newest thing that is committed. */
  async findHead(): Promise<number> {
    const [row] = await this.transactions.query<{ value: number }>(
      'SELECT value::float8 AS value FROM stream_position',
    );
    return row?.value ?? 0;
  }

  /** Ids in a fixed order. @param now epoch ms */
  async findWatched(now: number): Promise<string[]> {
    const rows = await this.transactions.query<{ id: string }>(watchedSql, [new Date(now)]);
    return rows.map(({ id }) => id);
  }

  /** Other passages that the reports of the vessel could belong to. */
  async findSiblings(passageId: string): Promise<Sibling[]> {
    return await this.transactions.query<Sibling>(siblingsSql, [passageId]);
  }

  async find(passageId: string): Promise<KeptTrack | null> {
    const [row] = await this.transactions.query<KeptTrack>(
      `SELECT state->'track' AS track, state->>'basis' AS basis, seen_until::text AS "seenUntil",
         seen_last AS "seenLast"
       FROM passage_track WHERE passage_id = $1`,
      [passageId],
    );
    return row ?? null;
  }

  async keep(passageId: string, { track, basis, seenUntil, seenLast }: KeptTrack): Promise<void> {
    await this.transactions.query(
      `INSERT INTO passage_track (passage_id, state, seen_until, seen_last)
       VALUES ($1, $2, $3, $4)
       ON CONFLICT (passage_id) DO UPDATE SET state = excluded.state,
         seen_until = excluded.seen_until, seen_last = excluded.seen_last`,
      [passageId, JSON.stringify({ track, basis }), seenUntil, seenLast],
    );
  }

  /** In order of time. */
  async findFixes({ mmsi, from, to, committedSince }: FixQuestion): Promise<CommittedFix[]> {
    return await this.transactions.query<CommittedFix>(fixesSql, [
      Number(mmsi),
      new Date(from),
      new Date(to),
      committedSince,
    ]);
  }
}
