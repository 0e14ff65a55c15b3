import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

import type { WriteTransaction } from './write-transaction.js';

/** A write transaction on a connection on which `BEGIN` has run already. */
export class PgWriteTransaction implements WriteTransaction {
  private last: number;

  /** `from` exclusive, `to` inclusive: the numbers that were reserved. */
  constructor(
    private readonly client: ClientBase,
    readonly from: number,
    private readonly to: number,
    readonly committedAt: number,
  ) {
    this.last = from;
  }

  nextStreamId(): number {
    return this.takeStreamIds(1) + 1;
  }

  takeStreamIds(count: number): number {
    if (this.last + count > this.to) {
      throw new RangeError(`more than the ${this.to - this.from} reserved stream numbers taken`);
    }
    const before = this.last;
    this.last += count;
    return before;
  }

  async query<R>(sql: string, values: readonly unknown[] = []): Promise<R[]> {
    const result = await this.client.query<R & Record<string, unknown>>(sql, [...values]);
    return result.rows;
  }

  async execute(sql: string, values: readonly unknown[] = []): Promise<number> {
    const result = await this.client.query(sql, [...values]);
    return result.rowCount ?? 0;
  }

  async copy(sql: string, data: Buffer): Promise<void> {
    const stream = this.client.query(copyFrom(sql));
    await new Promise<void>((resolve, reject) => {
      stream.once('finish', resolve);
      stream.once('error', reject);
      stream.end(data);
    });
  }
}
