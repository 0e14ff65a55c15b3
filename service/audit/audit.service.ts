import { Injectable } from '@nestjs/common';

import { Transactions } from '../database/transactions.js';

/** One write, as it is kept for ever. */
export interface AuditedChange {
  /** What was done, in the API's words: `create`, `edit`, `delete`, `cancel`, `accept`, ... */
  readonly action: string;
  /** Kind of record, singular with hyphens: `port-call`, `booking`, `api-key`. */
  readonly entity: string;
  readonly entityId: string;
  /** UN/LOCODE of the port it belongs to; `null` where it belongs to none. */
  readonly locode?: string | null;
  /** The record before and after, as the API shows it; `null` where there was or is none. */
  readonly before: object | null;
  readonly after: object | null;
  /** Why, where the caller was asked. */
  readonly reason?: string | null;
}

const appendSql = `
  INSERT INTO audit_entry (actor_kind, actor_id, actor_name, request_id, action, entity, entity_id,
    port_locode, before, after, reason)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;

/**
 * Keeps who changed what. The database refuses to change or remove an entry, so personal data and
 * secrets must not be in `before` and `after`: of a person the id, and which fields changed.
 */
@Injectable()
export class AuditService {
  constructor(private readonly transactions: Transactions) {}

  /** Adds an entry to the open transaction, with its actor and request. @throws Error outside of one. */
  async record(change: AuditedChange): Promise<void> {
    const { actor, requestId } = this.transactions.context;
    await this.transactions.query(appendSql, [
      actor.kind,
      actor.id,
      actor.name,
      requestId,
      change.action,
      change.entity,
      change.entityId,
      change.locode ?? null,
      jsonOrNull(change.before),
      jsonOrNull(change.after),
      change.reason ?? null,
    ]);
  }
}

function jsonOrNull(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
