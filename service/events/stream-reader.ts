import type { StreamEvent } from './stream-event.js';

/** Reads inside one transaction; `values` are the `$1 ...` parameters of `sql`. */
export interface StreamQuery {
  query<R>(sql: string, values?: readonly unknown[]): Promise<R[]>;
}

/** A look at the database at one stream number. */
export interface StreamSnapshot extends StreamQuery {
  /** Everything committed up to this number is visible, and nothing later. */
  readonly position: number;
}

/** What the stream needs of the database (implemented in database/). */
export abstract class StreamReader {
  /** The last committed stream number. Rejects when the database cannot be asked. */
  abstract position(): Promise<number>;

  /** Runs `work` in one REPEATABLE READ, READ ONLY transaction, together with its position. */
  abstract read<T>(work: (snapshot: StreamSnapshot) => Promise<T>): Promise<T>;
}

/** How a feature gives again what a listener has missed. */
export interface CatchUpSource {
  /** For the log. */
  readonly name: string;
  /**
   * The events of this feature with an id above `afterId`, any order; of state the newest of each
   * key, of happenings all of them. Reads only through `snapshot`, so that all sources agree.
   */
  loadSince(snapshot: StreamSnapshot, afterId: number): Promise<StreamEvent[]>;
}
