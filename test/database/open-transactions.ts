import { DataSource } from 'typeorm';

import { connectionOptions } from '../../service/database/data-source.js';
import type { Happening } from '../../service/database/happening.js';
import { Transactions } from '../../service/database/transactions.js';
import { openDatabase, RecordingBus, type OpenDatabase } from './open-database.js';

/** One process that writes the domain. */
export interface WritingProcess {
  readonly transactions: Transactions;
  readonly bus: RecordingBus;
}

/** A migrated database with a table `note (id, text unique)`, and processes that write it. */
export interface OpenTransactions {
  readonly database: OpenDatabase;
  /** Another process with connections of its own. */
  another(settings?: { poolSize?: number; queryTimeoutMs?: number }): Promise<WritingProcess>;
  stop(): Promise<void>;
}

/** Makes a fresh database for domain writes. */
export async function openTransactions(): Promise<OpenTransactions> {
  const database = await openDatabase();
  await database.rows('CREATE TABLE note (id integer PRIMARY KEY, text text NOT NULL UNIQUE)');
  const sources: DataSource[] = [];
  return {
    database,
    async another({ poolSize = 5, queryTimeoutMs = 60_000 } = {}) {
      const options = connectionOptions({
        url: database.url,
        poolSize,
        applicationName: 'test',
      });
      const source = new DataSource({
        ...options,
        extra: { query_timeout: queryTimeoutMs },
      });
      await source.initialize();
      sources.push(source);
      const bus = new RecordingBus();
      return { transactions: new Transactions(source, bus), bus };
    },
    async stop() {
      for (const source of sources) await source.destroy();
      await database.stop();
    },
  };
}

/** Something that happened, told apart by `text`. */
export function happening(text: string): Happening {
  const body = {
    id: '1',
    mmsi: null,
    destinationMmsi: null,
    text,
    time: '2026-01-31T06:00:00.000Z',
    source: 'operator',
    feed: null,
    stations: [],
  };
  // The stream is indifferent to what it carries; a text is enough here.
  return { type: 'safety', mmsi: null, lon: null, lat: null, body } as unknown as Happening;
}

/** Waits at `arrive` until `parties` have come, the first time round only. */
export class Meeting {
  private waiting = 0;
  private open: () => void = () => undefined;
  private readonly opened = new Promise<void>((resolve) => {
    this.open = resolve;
  });

  constructor(private readonly parties: number) {}

  async arrive(): Promise<void> {
    this.waiting += 1;
    if (this.waiting >= this.parties) this.open();
    await this.opened;
  }
}
