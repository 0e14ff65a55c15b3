import { Injectable } from '@nestjs/common';

import { Transactions } from '../database/transactions.js';
import type { PortCall } from './port-call.js';
import { searchSql, type PortCallSearch } from './port-call-search.js';
import {
  portCallColumns,
  portCallTables,
  toPortCall,
  type PortCallRecord,
} from './port-calls.repository.js';

/** A port call and the time that the list is sorted by, epoch ms. */
export interface FoundPortCall {
  readonly call: PortCall;
  readonly sortTime: number | null;
}

/** SQL of lists of port calls. */
@Injectable()
export class PortCallSearchRepository {
  constructor(private readonly transactions: Transactions) {}

  /** One more than `limit`, if there are as many. */
  async find(search: PortCallSearch): Promise<FoundPortCall[]> {
    const { where, order, column, values } = searchSql(search);
    const rows = await this.transactions.query<PortCallRecord & { sortTime: number | null }>(
      `SELECT ${portCallColumns}, date_part('epoch', ${column})::float8 * 1000 AS "sortTime"
       FROM ${portCallTables} WHERE ${where} ORDER BY ${order} LIMIT ${search.limit + 1}`,
      values,
    );
    return rows.map(({ sortTime, ...row }) => ({ call: toPortCall(row), sortTime }));
  }

  /** Last change of any port call, epoch ms; `null` while there is none. */
  async findUpdatedAt(): Promise<number | null> {
    const [row] = await this.transactions.query<{ at: number | null }>(
      `SELECT date_part('epoch', max(updated_at))::float8 * 1000 AS at FROM port_call`,
    );
    return row?.at ?? null;
  }
}
