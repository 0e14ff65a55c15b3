import { Injectable } from '@nestjs/common';

import { Transactions } from '../database/transactions.js';
import type { RegisterEdit } from './register-history.js';
import type { Slice } from './vessel-search.js';

interface EditRow {
  readonly id: number;
  readonly at: Date;
  readonly action: string;
  readonly entity_id: string;
  readonly actor_kind: RegisterEdit['by'];
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly reason: string | null;
}

const editsSql = `
  SELECT id::float8 AS id, at, action, entity_id, actor_kind, before, after, reason
  FROM audit_entry a
  WHERE entity = 'vessel' AND entity_id = ANY($1::text[]) AND ($2::bigint IS NULL OR a.id < $2)
  ORDER BY a.id DESC LIMIT $3`;

/** Reads from the audit what was decided about vessels. */
@Injectable()
export class RegisterHistoryRepository {
  constructor(private readonly transactions: Transactions) {}

  /** Newest first; `after` is the id of one. */
  async findEdits(vesselIds: readonly string[], { after, limit }: Slice): Promise<RegisterEdit[]> {
    const rows = await this.transactions.query<EditRow>(editsSql, [vesselIds, after, limit]);
    return rows.map((row) => ({
      id: row.id,
      at: row.at.getTime(),
      action: row.action,
      vesselId: row.entity_id,
      by: row.actor_kind,
      before: row.before,
      after: row.after,
      reason: row.reason,
    }));
  }
}
