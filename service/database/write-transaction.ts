/**
 * What a writer may do inside one transaction of the `StreamWriter`. Writers of all processes take
 * turns (the row of `stream_position` stays locked until commit), so what is read here cannot
 * change before it is written, as long as everybody who writes the same rows comes this way.
 */
export interface WriteTransaction {
  /** The stream number before this transaction's first: what everybody else has committed so far. */
  readonly from: number;
  /** The time of this transaction by the database's clock, epoch milliseconds. */
  readonly committedAt: number;
  /**
   * The next stream number of this transaction, rising by one.
   * @throws RangeError when more are taken than were reserved.
   */
  nextStreamId(): number;
  /**
   * Takes `count` stream numbers at once and returns the one before the first of them.
   * @throws RangeError when more are taken than were reserved.
   */
  takeStreamIds(count: number): number;
  /** Runs one statement; `values` are its `$1 ...`. Rows as `pg` reads them (bigint as text). */
  query<R>(sql: string, values?: readonly unknown[]): Promise<R[]>;
  /** Runs one statement and tells how many rows it changed. */
  execute(sql: string, values?: readonly unknown[]): Promise<number>;
  /** `COPY ... FROM STDIN (FORMAT binary)`; resolves when the server has taken all of `data`. */
  copy(sql: string, data: Buffer): Promise<void>;
}
