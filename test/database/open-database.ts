import { Pool } from 'pg';

import { EventBus } from '../../service/events/event-bus.js';
import type { CommittedBatch } from '../../service/events/stream-event.js';
import { migrate } from '../../service/database/migrate.js';
import { StreamWriter } from '../../service/database/stream-writer.js';
import type { WriteTransaction } from '../../service/database/write-transaction.js';
import { startTestDatabase } from '../support/database.js';

/** Keeps what was published, in order. */
export class RecordingBus extends EventBus {
  readonly batches: CommittedBatch[] = [];

  override publish(batch: CommittedBatch): void {
    this.batches.push(batch);
  }

  override subscribe(): () => void {
    return () => undefined;
  }
}

/** A migrated database and what a writing process needs of it. */
export interface OpenDatabase {
  readonly url: string;
  readonly pool: Pool;
  readonly bus: RecordingBus;
  readonly writer: StreamWriter;
  /** Runs `work` in one transaction with 10,000 stream numbers and gives back what it returned. */
  write<T>(work: (tx: WriteTransaction) => Promise<T>): Promise<T>;
  /** Rows of a query. */
  rows<R>(sql: string, values?: readonly unknown[]): Promise<R[]>;
  stop(): Promise<void>;
}

/** Makes a fresh database with the whole schema. */
export async function openDatabase(): Promise<OpenDatabase> {
  const database = await startTestDatabase();
  await migrate(database.url);
  const pool = new Pool({ connectionString: database.url, max: 10 });
  // Whoever stops the database ends idle connections with an error.
  pool.on('error', () => undefined);
  const bus = new RecordingBus();
  const writer = new StreamWriter(pool, bus);
  return {
    url: database.url,
    pool,
    bus,
    writer,
    async write<T>(work: (tx: WriteTransaction) => Promise<T>): Promise<T> {
      const results: T[] = [];
      await writer.run(10_000, async (tx) => {
        results.push(await work(tx));
        return [];
      });
      const [result] = results;
      if (results.length === 0) throw new Error('the transaction did not run');
      return result as T;
    },
    async rows<R>(sql: string, values: readonly unknown[] = []): Promise<R[]> {
      return (await pool.query<R & Record<string, unknown>>(sql, [...values])).rows;
    },
    async stop() {
      await pool.end();
      await database.stop();
    },
  };
}
