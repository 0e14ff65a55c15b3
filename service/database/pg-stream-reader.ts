import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';

import { StreamReader, type StreamSnapshot } from '../events/stream-reader.js';
import { inTransaction } from './plain-transaction.js';
import { POOL } from './pool.js';

const positionSql = 'SELECT value::float8 AS position FROM stream_position';

/** Reads the stream's position and what lies behind it from PostgreSQL. */
@Injectable()
export class PgStreamReader extends StreamReader {
  constructor(@Inject(POOL) private readonly pool: Pool) {
    super();
  }

  override async position(): Promise<number> {
    return onlyPosition((await this.pool.query<{ position: number }>(positionSql)).rows);
  }

  override async read<T>(work: (snapshot: StreamSnapshot) => Promise<T>): Promise<T> {
    const begin = 'BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY';
    return await inTransaction(this.pool, begin, async (tx) => {
      const position = onlyPosition(await tx.query<{ position: number }>(positionSql));
      return await work({
        position,
        query: async <R>(sql: string, values?: readonly unknown[]) =>
          await tx.query<R>(sql, values),
      });
    });
  }
}

function onlyPosition(rows: readonly { position: number }[]): number {
  const [row] = rows;
  if (row === undefined) throw new Error('stream_position is empty: run the migrations');
  return row.position;
}
