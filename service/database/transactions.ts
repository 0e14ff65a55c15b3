import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Client } from 'pg';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';

import type { Actor, WriteContext } from './write-context.js';
import { EventBus } from '../events/event-bus.js';
import type { CommittedBatch, StreamEvent } from '../events/stream-event.js';
import { sqlState } from './database.errors.js';
import { toStreamEvents, type Happening } from './happening.js';
import { appendHappenings } from './stream-log.js';

/** A transaction that is open. */
interface Unit extends WriteContext {
  readonly manager: EntityManager;
  readonly happenings: Happening[];
  /** False once it is committed or rolled back: what was started in it may still be running. */
  isOpen: boolean;
}

/** Another writer was in the way in a manner that trying again resolves (PostgreSQL, appendix A). */
const retriedStates = new Set(['40001', '40P01']);
const mostAttempts = 3;

/** A process that freezes in the middle must not hold the rows of others for long. */
const limitsSql = `SET LOCAL idle_in_transaction_session_timeout = '10s';
  SET LOCAL statement_timeout = '20s'; SET LOCAL lock_timeout = '10s'`;

/** `clock_timestamp` is read once the lock is held: times of commits rise as their numbers do. */
const reserveSql = `UPDATE stream_position SET value = value + $1
  RETURNING value::float8 AS "to", date_part('epoch', clock_timestamp()) * 1000 AS at`;

/**
 * Transactions of the domain: business rows, audit, idempotency answer and events commit together or
 * not at all. Whatever runs inside `run` takes part through `manager`, without being handed anything.
 * (AIS goes past this, through the `StreamWriter`.)
 */
@Injectable()
export class Transactions {
  private readonly open = new AsyncLocalStorage<Unit>();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly bus: EventBus,
  ) {}

  /** Inside `run`: of its transaction. Elsewhere: each statement by itself, for reads. */
  get manager(): EntityManager {
    return this.joined()?.manager ?? this.dataSource.manager;
  }

  /** Rows of one statement, in the open transaction if there is one; `values` are its `$1 ...`. */
  async query<R>(sql: string, values: readonly unknown[] = []): Promise<R[]> {
    const answer: unknown = await this.manager.query(sql, [...values]);
    // TypeORM gives [rows, count] for UPDATE and DELETE, and rows for all else.
    const isPair = Array.isArray(answer) && Array.isArray(answer[0]) && answer.length === 2;
    return (isPair ? answer[0] : answer) as R[];
  }

  /** Who writes in the open transaction. @throws Error outside of one: a write must be in one. */
  get context(): WriteContext {
    return this.unit();
  }

  /**
   * Runs `work` in a transaction: in the open one if there is one, else in a new one, which commits
   * when `work` resolves and rolls back when it rejects. `work` may run again after a deadlock, so
   * it does nothing outside the database. Events are announced after the commit.
   */
  async run<T>(context: WriteContext, work: () => Promise<T>): Promise<T> {
    if (this.joined() !== null) return await work();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(context, work);
      } catch (error) {
        if (attempt === mostAttempts || !retriedStates.has(sqlState(error) ?? '')) throw error;
      }
    }
  }

  /** `run` for a worker of the service itself. */
  async runAs<T>(actor: Actor, work: () => Promise<T>): Promise<T> {
    return await this.run({ actor, requestId: null }, work);
  }

  /**
   * Runs `work` so that its failure undoes only what it wrote itself (a savepoint), and the open
   * transaction can go on: to ask who was in the way of an exclusion constraint, for example. One at
   * a time: two that run beside each other would undo each other's work.
   * @throws Error outside of a transaction.
   */
  async attempt<T>(work: () => Promise<T>): Promise<T> {
    const { manager, happenings } = this.unit();
    const told = happenings.length;
    await manager.query('SAVEPOINT attempt');
    try {
      const result = await work();
      await manager.query('RELEASE SAVEPOINT attempt');
      return result;
    } catch (error) {
      await manager.query('ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt');
      happenings.length = told;
      throw error;
    }
  }

  /**
   * Puts a happening on the stream, once the open transaction commits; happenings of one transaction
   * keep their order. @throws Error outside of a transaction.
   */
  tell(happening: Happening): void {
    this.unit().happenings.push(happening);
  }

  /** The open transaction; `null` outside, and for what outlived the one that it was started in. */
  private joined(): Unit | null {
    const unit = this.open.getStore();
    return unit?.isOpen === true ? unit : null;
  }

  private unit(): Unit {
    const unit = this.joined();
    if (unit === null) throw new Error('a write outside of a transaction');
    return unit;
  }

  private async inside<T>(unit: Unit, work: () => Promise<T>): Promise<T> {
    try {
      return await this.open.run(unit, work);
    } finally {
      unit.isOpen = false;
    }
  }

  private async once<T>(context: WriteContext, work: () => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      await runner.query(limitsSql);
      const unit: Unit = { ...context, manager: runner.manager, happenings: [], isOpen: true };
      const result = await this.inside(unit, work);
      const batch = await number(runner, unit.happenings);
      await runner.commitTransaction();
      if (batch !== null) this.bus.publish(batch);
      return result;
    } catch (error) {
      await rollBack(runner);
      throw error;
    } finally {
      await runner.release();
    }
  }
}

/**
 * Takes stream numbers for what happened, as the very last thing: from here to the commit every
 * writer waits, so their order is the order of commits.
 */
async function number(
  runner: QueryRunner,
  happenings: readonly Happening[],
): Promise<CommittedBatch | null> {
  if (happenings.length === 0) {
    // COMMIT of a transaction in which a failure was swallowed rolls back without a word.
    await runner.query('SELECT 1');
    return null;
  }
  const [rows] = (await runner.query(reserveSql, [happenings.length])) as [
    { to: number; at: number }[],
    number,
  ];
  const [reserved] = rows;
  if (reserved === undefined) throw new Error('stream_position is empty: run the migrations');
  const from = reserved.to - happenings.length;
  const events: StreamEvent[] = toStreamEvents(happenings, from);
  await appendHappenings(
    {
      committedAt: Math.floor(reserved.at),
      query: async <R>(sql: string, values: readonly unknown[] = []) =>
        (await runner.query(sql, [...values])) as R[],
    },
    events,
  );
  return { from, to: reserved.to, events };
}

/** Never rejects: the error that led here is the one to tell. */
async function rollBack(runner: QueryRunner): Promise<void> {
  if (!runner.isTransactionActive) return;
  try {
    await runner.rollbackTransaction();
  } catch {
    await close(runner);
  }
}

/** Its connection must not go back to the pool, where others would write in the same transaction. */
async function close(runner: QueryRunner): Promise<void> {
  try {
    const connection: unknown = await runner.connect();
    if (connection instanceof Client) await connection.end();
  } catch {
    // It is lost, and the pool knows.
  }
}
