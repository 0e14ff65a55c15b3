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
    if (this.last >= this.to) {
      throw new RangeError(`more than the ${this.to - this.from} reserved stream numbers taken`);
    }
    this.last += 1;
    return this.last;
  }

  async query<R>(sql: string, values: readonly unknown[] = []): Promise<R[]> {
    const result = await this.client.query<R & Record<string, unknown>>(sql, [...values]);
    return result.rows;
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
