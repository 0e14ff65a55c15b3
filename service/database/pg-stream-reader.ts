import { Inject, Injectable } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';

import { StreamReader, type StreamSnapshot } from '../events/stream-reader.js';
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
    const client = await this.pool.connect();
    let isClean = false;
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      const result = await work(await snapshotOf(client));
      await client.query('COMMIT');
      isClean = true;
      return result;
    } finally {
      // A connection whose transaction may still be open is closed, not given back.
      client.release(!isClean);
    }
  }
}

async function snapshotOf(client: PoolClient): Promise<StreamSnapshot> {
  const position = onlyPosition((await client.query<{ position: number }>(positionSql)).rows);
  return {
    position,
    query: async <R>(sql: string, values: readonly unknown[] = []): Promise<R[]> =>
      (await client.query<R & Record<string, unknown>>(sql, [...values])).rows,
  };
}

function onlyPosition(rows: readonly { position: number }[]): number {
  const [row] = rows;
  if (row === undefined) throw new Error('stream_position is empty: run the migrations');
  return row.position;
}
