import { Inject, Injectable } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';

import { EventBus } from '../events/event-bus.js';
import type { CommittedBatch, StreamEvent } from '../events/stream-event.js';
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
const reserveSql = `UPDATE stream_position SET value = value + $1
  RETURNING value::float8 AS "to", date_part('epoch', clock_timestamp()) * 1000 AS at`;

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
    const client = await this.pool.connect();
    let batch: CommittedBatch;
    try {
      batch = await commit(client, reserve, work);
    } catch (error) {
      await rollBack(client);
      throw error;
    }
    client.release();
    this.bus.publish(batch);
    return batch;
  }
}

async function commit(
  client: PoolClient,
  reserve: number,
  work: (tx: WriteTransaction) => Promise<readonly StreamEvent[]>,
): Promise<CommittedBatch> {
  await client.query(beginSql);
  const { rows } = await client.query<{ to: number; at: number }>(reserveSql, [reserve]);
  const [reserved] = rows;
  if (reserved === undefined) throw new Error('stream_position is empty: run the migrations');
  const from = reserved.to - reserve;
  const tx = new PgWriteTransaction(client, from, reserved.to, Math.floor(reserved.at));
  const events = await work(tx);
  await appendHappenings(tx, events);
  await client.query('COMMIT');
  return { from, to: reserved.to, events };
}

/** Gives the connection back clean, or closes it when not even that works. */
async function rollBack(client: PoolClient): Promise<void> {
  try {
    await client.query('ROLLBACK');
    client.release();
  } catch {
    client.release(true);
  }
}
