import { Injectable } from '@nestjs/common';
import { Transactions } from '../database/transactions.js';
import type { Actor } from '../database/write-context.js';

/** One write as it was kept. */
export interface AuditEntry {
  /** Number of the entry; later ones are higher. */
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
  readonly actor: Actor;
  /** `null` where the service itself wrote. */
  readonly requestId: string | null;
  readonly action: string;
  readonly entity: string;
  readonly entityId: string;
  readonly locode: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
}

/** Which entries are wanted; what is `undefined` doesn't matter. */
export interface AuditFilter {
  readonly entity?: string | undefined;
  readonly entityId?: string | undefined;
  /** The actor's id. */
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  /** UN/LOCODE. */
  readonly port?: string | undefined;
  /** Epoch ms, from this moment on. */
  readonly from?: number | undefined;
  /** Epoch ms, before this moment. */
  readonly to?: number | undefined;
}

interface Row {
  readonly id: string;
  readonly at: Date;
  readonly actor_kind: Actor['kind'];
  readonly actor_id: string;
  readonly actor_name: string | null;
  readonly request_id: string | null;
  readonly action: string;
  readonly entity: string;
  readonly entity_id: string;
  readonly port_locode: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
}

/** Entries of the audit. */
@Injectable()
export class AuditRepository {
  constructor(private readonly transactions: Transactions) {}

  /** The newest first, at most `most`, of those below the number `below`. */
  async find(filter: AuditFilter, below: string | null, most: number): Promise<AuditEntry[]> {
    const values: unknown[] = [];
    const conditions = [
      ['entity = ', filter.entity],
      ['entity_id = ', filter.entityId],
      ['actor_id = ', filter.actor],
      ['action = ', filter.action],
      ['port_locode = ', filter.port],
      ['at >= ', dateOrUndefined(filter.from)],
      ['at < ', dateOrUndefined(filter.to)],
      ['id < ', below ?? undefined],
    ].flatMap(([condition, value]) => {
      if (value === undefined) return [];
      values.push(value);
      return [`${String(condition)}$${String(values.length)}`];
    });
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    const rows = await this.transactions.query<Row>(
      `SELECT id, at, actor_kind, actor_id, actor_name, request_id, action, entity, entity_id,
         port_locode, before, after, reason
       FROM audit_entry ${where} ORDER BY id DESC LIMIT ${String(most)}`,
      values,
    );
    return rows.map(toEntry);
  }

  /** When the newest entry was made, epoch ms; `null` while there is none. */
  async updatedAt(): Promise<number | null> {
    const [row] = await this.transactions.query<{ at: Date }>(
      'SELECT at FROM audit_entry ORDER BY id DESC LIMIT 1',
    );
    return row?.at.getTime() ?? null;
  }
}

function dateOrUndefined(time: number | undefined): Date | undefined {
  return time === undefined ? undefined : new Date(time);
}

function toEntry(row: Row): AuditEntry {
  return {
    id: row.id,
    at: row.at.getTime(),
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    requestId: row.request_id,
    action: row.action,
    entity: row.entity,
    entityId: row.entity_id,
    locode: row.port_locode,
    before: row.before,
    after: row.after,
    reason: row.reason,
  };
}
