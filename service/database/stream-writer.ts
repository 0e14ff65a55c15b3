import { Inject, Injectable } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';

import { EventBus } from '../events/event-bus.js';
import type { CommittedBatch, StreamEvent } from '../events/stream-event.js';
import { withConnection } from './checkout.js';
import { POOL } from './pool.js';
import { PgWriteTransaction } from './pg-write-transaction.js';
import { appendHappenings } from './stream-log.js';
import type { WriteTransaction } from './write-transaction.js';

/**
 * A process that freezes or loses its network inside a transaction holds the stream's lock, so the
 * server ends it after seconds; a healthy batch takes well under one.
 */
const beginSql = `BEGIN; SET LOCAL idle_in_transaction_session_timeout = '5s';
  SET LOCAL statement_timeout = '20s'; SET LOCAL lock_timeout = '15s'`;

/** `clock_timestamp` is read once the lock is held: times of commits rise as their numbers do. */
const reserveSql = (count: number): string => `UPDATE stream_position SET value = value + ${count}
  RETURNING value::float8 AS "to", date_part('epoch', clock_timestamp()) * 1000 AS at`;

interface Reserved {
  readonly to: number;
  /** Epoch ms. */
  readonly at: number;
}

/** Writes one transaction at a time over all processes, numbers its changes and announces them. */
@Injectable()
export class StreamWriter {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    private readonly bus: EventBus,
  ) {}

  /**
   * Runs `work` in one transaction with `reserve` stream numbers (0 or more), commits, and only
   * then publishes the events it gave back. Those without a conflation key are kept in
   * `stream_event`. When anything fails nothing is written and nothing is published; only when the
   * connection breaks during the commit itself may the transaction stand nevertheless.
   */
  async run(
    reserve: number,
    work: (tx: WriteTransaction) => Promise<readonly StreamEvent[]>,
  ): Promise<CommittedBatch> {
    const batch = await withConnection(
      this.pool,
      async (client) => await commit(client, reserve, work),
    );
    this.bus.publish(batch);
    return batch;
  }
}

async function commit(
  client: PoolClient,
  reserve: number,
  work: (tx: WriteTransaction) => Promise<readonly StreamEvent[]>,
): Promise<CommittedBatch> {
  const reserved = await begin(client, reserve);
  const from = reserved.to - reserve;
  const tx = new PgWriteTransaction(client, from, reserved.to, Math.floor(reserved.at));
  const events = await work(tx);
  await appendHappenings(tx, events);
  await client.query('COMMIT');
  return { from, to: reserved.to, events };
}

/** One message for all of it: every round trip costs, and the last one of these holds the lock. */
async function begin(client: PoolClient, reserve: number): Promise<Reserved> {
  if (!Number.isSafeInteger(reserve) || reserve < 0) throw new RangeError(`reserve ${reserve}`);
  const answer: unknown = await client.query(`${beginSql}; ${reserveSql(reserve)}`);
  // Of several statements in one message, pg gives a list of results.
  const results: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
  const last = results.at(-1);
  const reserved = isResult(last) ? last.rows[0] : undefined;
  if (!isReserved(reserved)) throw new Error('stream_position is empty: run the migrations');
  return reserved;
}

function isResult(result: unknown): result is { readonly rows: readonly unknown[] } {
  return typeof result === 'object' && result !== null && 'rows' in result;
}

function isReserved(row: unknown): row is Reserved {
  return typeof row === 'object' && row !== null && 'to' in row && 'at' in row;
}
