import { Injectable } from '@nestjs/common';

import { Transactions } from '../database/transactions.js';
import { longestStepMs, type TideHeight } from './tide-table.js';

/** A row of a tide table, and what its height is measured from. */
export interface KeptTideHeight extends TideHeight {
  readonly datum: string;
}

/** Part of a port's tide tables. */
export interface TideSlice {
  readonly locode: string;
  /** Epoch ms, both included. */
  readonly from: number;
  readonly to: number;
  /** The last row before; `null`: from the first on. */
  readonly after: readonly [datum: string, time: number] | null;
  readonly limit: number;
}

const selectSql = `
  SELECT datum, (extract(epoch FROM time) * 1000)::float8 AS time, height_metres AS "heightMetres"
  FROM tide_height WHERE port_locode = $1 AND time BETWEEN $2 AND $3`;

/** SQL of tide tables. */
@Injectable()
export class TidesRepository {
  constructor(private readonly transactions: Transactions) {}

  /** Rows in order of datum and time. */
  async findSlice({ locode, from, to, after, limit }: TideSlice): Promise<KeptTideHeight[]> {
    return await this.transactions.query<KeptTideHeight>(
      `${selectSql}
         AND ($4::text IS NULL OR (datum COLLATE "C", time) > ($4, $5::timestamptz))
       ORDER BY datum COLLATE "C", time LIMIT $6`,
      [
        locode,
        new Date(from),
        new Date(to),
        after?.[0] ?? null,
        after === null ? null : new Date(after[1]),
        limit,
      ],
    );
  }

  /** Rows of every datum that heights in a time are found between; by datum, in order of time. */
  async findAround(locode: string, from: number, to: number): Promise<KeptTideHeight[]> {
    return await this.transactions.query<KeptTideHeight>(`${selectSql} ORDER BY datum, time`, [
      locode,
      new Date(from - longestStepMs),
      new Date(to + longestStepMs),
    ]);
  }

  /** Datums of the port's tide tables, in order; empty where it has none. */
  async findDatums(locode: string): Promise<string[]> {
    const rows = await this.transactions.query<{ datum: string }>(
      'SELECT DISTINCT datum FROM tide_height WHERE port_locode = $1 ORDER BY datum',
      [locode],
    );
    return rows.map(({ datum }) => datum);
  }
}
