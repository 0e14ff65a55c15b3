import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';

import type { Source } from '../ais/reception.js';
import type { FeedKind } from '../config/config.js';
import { POOL } from '../database/pool.js';
import type { WriteTransaction } from '../database/write-transaction.js';
import type { FeedState } from './feed.js';
import type { FeedStatus } from './feed-status.js';

/** A process that has not reported for so long is gone. */
const FRESH = "interval '15 seconds'";
/** What is left of processes that are gone is deleted after this. */
const FORGOTTEN = "interval '1 hour'";

interface FeedStatusRow {
  readonly feed: string;
  readonly process: string;
  readonly kind: FeedKind;
  readonly source: Source;
  readonly licence: string | null;
  readonly silence_seconds: number;
  readonly state: FeedState;
  readonly last_message_at: Date | null;
  readonly rate_per_second: number;
  readonly rejected: Record<string, number>;
}

/** A feed's state over all processes, as it was announced last. */
export interface AnnouncedState {
  readonly feed: string;
  readonly state: FeedState;
  /** Epoch ms. */
  readonly changedAt: number;
}

const columns = `feed, process, kind, source, licence, silence_seconds, state, last_message_at,
  rate_per_second, rejected`;

const freshSql = `SELECT ${columns} FROM feed_status
  WHERE updated_at > clock_timestamp() - ${FRESH} ORDER BY feed, process`;

/** What the processes say of their feeds, and what was announced of them. */
@Injectable()
export class FeedStatusRepository {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  /** What processes that are alive say, without this one. */
  async findOfOthers(process: string): Promise<FeedStatus[]> {
    const { rows } = await this.pool.query<FeedStatusRow>(freshSql);
    return rows.filter((row) => row.process !== process).map(toStatus);
  }

  /** What this process says, in place of what it said before. */
  async report(process: string, statuses: readonly FeedStatus[]): Promise<void> {
    await this.pool.query(
      `INSERT INTO feed_status (${columns}, updated_at)
       SELECT feed, $1::uuid, kind, source, licence, silence_seconds, state, last_message_at,
              rate_per_second, rejected, clock_timestamp()
       FROM jsonb_to_recordset($2::jsonb) AS said (feed text, kind text, source text, licence text,
         silence_seconds integer, state text, last_message_at timestamptz, rate_per_second real,
         rejected jsonb)
       ON CONFLICT (feed, process) DO UPDATE SET
         state = excluded.state,
         last_message_at = excluded.last_message_at,
         rate_per_second = excluded.rate_per_second,
         rejected = excluded.rejected,
         updated_at = excluded.updated_at`,
      [process, JSON.stringify(statuses.map(toRecord))],
    );
  }

  /** Takes back what this process said, and forgets processes that are long gone. */
  async withdraw(process: string): Promise<void> {
    await this.pool.query(
      `DELETE FROM feed_status
       WHERE process = $1 OR updated_at < clock_timestamp() - ${FORGOTTEN}`,
      [process],
    );
  }

  /** The states as announced last. */
  async findAnnounced(): Promise<AnnouncedState[]> {
    const { rows } = await this.pool.query<AnnouncedState>(
      `SELECT feed, state, (date_part('epoch', changed_at) * 1000)::float8 AS "changedAt"
       FROM feed_state`,
    );
    return rows;
  }

  /** What all processes that are alive say, in the transaction that announces it. */
  async findAll(tx: WriteTransaction): Promise<FeedStatus[]> {
    return (await tx.query<FeedStatusRow>(freshSql)).map(toStatus);
  }

  /** Keeps the states. @returns the names of the feeds whose state is another than before. */
  async announce(tx: WriteTransaction, statuses: readonly FeedStatus[]): Promise<string[]> {
    const rows = await tx.query<{ feed: string }>(
      `INSERT INTO feed_state AS known (feed, state, changed_at)
       SELECT feed, state, $3 FROM unnest($1::text[], $2::text[]) AS said (feed, state)
       ON CONFLICT (feed) DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at
       WHERE known.state <> excluded.state
       RETURNING known.feed`,
      [
        statuses.map(({ name }) => name),
        statuses.map(({ state }) => state),
        new Date(tx.committedAt),
      ],
    );
    return rows.map(({ feed }) => feed);
  }
}

function toRecord(status: FeedStatus): Omit<FeedStatusRow, 'process'> {
  return {
    feed: status.name,
    kind: status.kind,
    source: status.source,
    licence: status.licence,
    silence_seconds: status.silenceSeconds,
    state: status.state,
    last_message_at: status.lastMessageAt === null ? null : new Date(status.lastMessageAt),
    rate_per_second: status.ratePerSecond,
    rejected: status.rejected,
  };
}

function toStatus(row: FeedStatusRow): FeedStatus {
  return {
    name: row.feed,
    kind: row.kind,
    source: row.source,
    licence: row.licence,
    silenceSeconds: row.silence_seconds,
    state: row.state,
    lastMessageAt: row.last_message_at?.getTime() ?? null,
    ratePerSecond: row.rate_per_second,
    rejected: row.rejected,
  };
}
