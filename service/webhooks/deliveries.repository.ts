import { Injectable } from '@nestjs/common';

import { Transactions } from '../database/transactions.js';
import { restrictedTypes, type Delivery, type DeliveryState } from './webhook.js';

const epoch = (column: string) => `(date_part('epoch', ${column}) * 1000)::float8`;

const columns = `d.id, d.webhook_id AS "webhookId", d.event_id::float8 AS "eventId", d.type,
  ${epoch('d.occurred_at')} AS "occurredAt", d.state, d.attempts,
  CASE WHEN d.state = 'pending' THEN ${epoch('d.next_attempt_at')} END AS "nextAttemptAt",
  ${epoch('d.last_attempt_at')} AS "lastAttemptAt", d.last_status AS "lastStatus",
  d.last_error AS "lastError"`;

/** A delivery that this process must now try. */
export interface DueDelivery {
  readonly id: string;
  readonly webhookId: string;
  readonly url: string;
  readonly eventId: number;
  readonly type: string;
  /** Epoch ms. */
  readonly occurredAt: number;
  /** The event's body as JSON text. */
  readonly payload: string;
  /** This try included; also tells it apart from the try of a process that was slower. */
  readonly attempts: number;
  /** Until it is given up, milliseconds; below 0 once the time is over. */
  readonly leftMs: number;
}

/** How a try ended. */
export interface Outcome {
  readonly status: number | null;
  readonly error: string | null;
  /** When to try again, milliseconds from now; `null`: never. */
  readonly retryInMs: number | null;
}

/** Which deliveries are asked for. */
export interface DeliverySlice {
  readonly webhookId: string;
  /** `null`: all. */
  readonly state: DeliveryState | null;
  /** Only those of later events; `null`: from the first on. */
  readonly afterEvent: number | null;
  readonly limit: number;
}

/** How many stand how, over all subscriptions. */
export interface DeliveryCounts {
  readonly pending: number;
  readonly dead: number;
  /** Age of the oldest that is pending, seconds; 0 where there is none. */
  readonly oldestSeconds: number;
}

/**
 * Events above `$1`, at most `$2`, for whom they are for; the types of `$3` only where they are
 * named. What concerns a port call (its claims, bookings, passages, cargo) is of its port and vessel.
 */
const planSql = `
  WITH event AS (
    SELECT id, type, mmsi, payload, committed_at FROM stream_event
    WHERE id > $1 ORDER BY id LIMIT $2),
  planned AS (
    INSERT INTO webhook_delivery (id, webhook_id, event_id, type, record, payload, occurred_at)
    SELECT gen_random_uuid(), w.id, e.id, e.type,
      coalesce(e.payload ->> 'portCallId', e.payload ->> 'staffId', e.payload ->> 'id',
        e.mmsi::text, e.type),
      e.payload, e.committed_at
    FROM event e JOIN webhook w ON w.is_active AND e.committed_at >= w.created_at
      AND CASE WHEN w.types IS NULL THEN e.type <> ALL ($3) ELSE e.type = ANY (w.types) END
    LEFT JOIN port_call c ON c.id = (CASE e.type WHEN 'port-call' THEN e.payload ->> 'id'
      ELSE e.payload ->> 'portCallId' END)::uuid
    WHERE (w.port_locode IS NULL OR w.port_locode IN (c.port_locode, e.payload ->> 'port'))
      AND (w.vessel IS NULL OR w.vessel IN (c.vessel_id::text, lpad(e.mmsi::text, 9, '0'))
        OR e.type = 'vessel-register' AND w.vessel IN (e.payload ->> 'id', e.payload ->> 'otherId'))
    ORDER BY e.id
    ON CONFLICT DO NOTHING)
  SELECT max(id)::float8 AS last FROM event`;

/**
 * Takes the delivery that is due first: of a subscription no event of a record before an earlier
 * one. Whoever dies with it leaves it due again when `$2` seconds are over. MATERIALIZED: a subquery
 * could be run again for each row, and take another one when locks have changed; nobody would try that.
 */
const claimSql = `
  WITH due AS MATERIALIZED (
    SELECT p.id, w.url FROM webhook_delivery p JOIN webhook w ON w.id = p.webhook_id
    WHERE p.state = 'pending' AND p.next_attempt_at <= now() AND w.is_active
      AND p.webhook_id <> ALL ($1::uuid[])
      AND NOT EXISTS (
        SELECT FROM webhook_delivery e WHERE e.webhook_id = p.webhook_id AND e.record = p.record
          AND e.state = 'pending' AND e.event_id < p.event_id)
    ORDER BY p.next_attempt_at, p.event_id LIMIT 1 FOR UPDATE OF p SKIP LOCKED)
  UPDATE webhook_delivery d SET attempts = d.attempts + 1, last_attempt_at = now(),
    next_attempt_at = now() + make_interval(secs => $2)
  FROM due WHERE d.id = due.id
  RETURNING d.id, d.webhook_id AS "webhookId", due.url, d.event_id::float8 AS "eventId", d.type,
    ${epoch('d.occurred_at')} AS "occurredAt", d.payload::text AS payload, d.attempts,
    (${epoch('d.give_up_at')} - ${epoch('now()')}) AS "leftMs"`;

const settleSql = `
  UPDATE webhook_delivery SET last_status = $3, last_error = $4,
    state = CASE WHEN $5::float8 IS NOT NULL THEN 'pending'
      WHEN $4::text IS NULL THEN 'delivered' ELSE 'dead' END,
    next_attempt_at = now() + make_interval(secs => coalesce($5::float8, 0) / 1000),
    settled_at = CASE WHEN $5::float8 IS NULL THEN now() END
  WHERE id = $1 AND attempts = $2 AND state = 'pending'`;

/** SQL of what is to be sent. */
@Injectable()
export class DeliveriesRepository {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Makes the deliveries of the next events, in the open transaction.
   * @returns the number of the last of these events, `null` where there is none.
   */
  async plan(after: number, limit: number): Promise<number | null> {
    const [row] = await this.transactions.query<{ last: number | null }>(planSql, [
      after,
      limit,
      restrictedTypes,
    ]);
    return row?.last ?? null;
  }

  /** @param busy subscriptions to leave alone @param leaseSeconds how long nobody else may have it */
  async claim(busy: readonly string[], leaseSeconds: number): Promise<DueDelivery | null> {
    const [row] = await this.transactions.query<DueDelivery>(claimSql, [busy, leaseSeconds]);
    return row ?? null;
  }

  /** Keeps how a try ended; nothing when another process has taken the delivery over meanwhile. */
  async settle(
    { id, attempts }: Pick<DueDelivery, 'id' | 'attempts'>,
    { status, error, retryInMs }: Outcome,
  ): Promise<void> {
    await this.transactions.query(settleSql, [id, attempts, status, error, retryInMs]);
  }

  /** Deliveries of a subscription in order of event. */
  async findSlice({ webhookId, state, afterEvent, limit }: DeliverySlice): Promise<Delivery[]> {
    return await this.transactions.query<Delivery>(
      `SELECT ${columns} FROM webhook_delivery d WHERE d.webhook_id = $1
         AND ($2::text IS NULL OR d.state = $2) AND ($3::float8 IS NULL OR d.event_id > $3)
       ORDER BY d.event_id LIMIT $4`,
      [webhookId, state, afterEvent, limit],
    );
  }

  async lock(webhookId: string, id: string): Promise<Delivery | null> {
    const [row] = await this.transactions.query<Delivery>(
      `SELECT ${columns} FROM webhook_delivery d WHERE d.webhook_id = $1 AND d.id = $2 FOR UPDATE`,
      [webhookId, id],
    );
    return row ?? null;
  }

  /** Makes it due at once, for another 24 hours. */
  async restart(id: string): Promise<void> {
    await this.transactions.query(
      `UPDATE webhook_delivery SET state = 'pending', next_attempt_at = now(), settled_at = NULL,
         give_up_at = now() + interval '24 hours' WHERE id = $1`,
      [id],
    );
  }

  async count(): Promise<DeliveryCounts> {
    const [row] = await this.transactions.query<DeliveryCounts>(
      `SELECT count(*) FILTER (WHERE state = 'pending')::integer AS pending,
         count(*) FILTER (WHERE state = 'dead')::integer AS dead,
         coalesce(date_part('epoch', now() - min(occurred_at) FILTER (WHERE state = 'pending')), 0)
           AS "oldestSeconds"
       FROM webhook_delivery WHERE state <> 'delivered'`,
    );
    return row ?? { pending: 0, dead: 0, oldestSeconds: 0 };
  }

  /** Forgets deliveries that were made, or given up, so many days ago. */
  async prune(
    keptDays: Readonly<Record<Exclude<DeliveryState, 'pending'>, number>>,
  ): Promise<void> {
    await this.transactions.query(
      `DELETE FROM webhook_delivery
       WHERE state = 'delivered' AND settled_at < now() - make_interval(days => $1)
         OR state = 'dead' AND settled_at < now() - make_interval(days => $2)`,
      [keptDays.delivered, keptDays.dead],
    );
  }
}
