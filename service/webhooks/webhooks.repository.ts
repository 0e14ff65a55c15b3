import { Injectable } from '@nestjs/common';

import { Transactions } from '../database/transactions.js';
import type { SealedSecrets, Webhook, WebhookFields } from './webhook.js';

const epoch = (column: string) => `(date_part('epoch', ${column}) * 1000)::float8`;

/** A secret that has been replaced is none any more once its time is over. */
const columns = `id, version, url, description, types, port_locode AS locode, vessel,
  is_active AS "isActive", ${epoch('created_at')} AS "createdAt",
  ${epoch('updated_at')} AS "updatedAt",
  CASE WHEN previous_until > now() THEN ${epoch('previous_until')} END AS "previousUntil"`;

/** SQL of subscriptions. */
@Injectable()
export class WebhooksRepository {
  constructor(private readonly transactions: Transactions) {}

  /** Subscriptions in order of id, from the one after `afterId` on. */
  async findSlice(afterId: string | null, limit: number): Promise<Webhook[]> {
    return await this.transactions.query<Webhook>(
      `SELECT ${columns} FROM webhook WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT $2`,
      [afterId, limit],
    );
  }

  async find(id: string): Promise<Webhook | null> {
    return await this.one(`SELECT ${columns} FROM webhook WHERE id = $1`, [id]);
  }

  /** Keeps everybody else from changing it until the open transaction ends. */
  async lock(id: string): Promise<Webhook | null> {
    return await this.one(`SELECT ${columns} FROM webhook WHERE id = $1 FOR UPDATE`, [id]);
  }

  async insert(id: string, secret: string, fields: WebhookFields): Promise<void> {
    await this.transactions.query(
      `INSERT INTO webhook (id, secret, url, description, types, port_locode, vessel, is_active)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, secret, ...valuesOf(fields)],
    );
  }

  async update(id: string, fields: WebhookFields): Promise<void> {
    await this.transactions.query(
      `UPDATE webhook SET url = $2, description = $3, types = $4, port_locode = $5, vessel = $6,
         is_active = $7, version = version + 1, updated_at = now() WHERE id = $1`,
      [id, ...valuesOf(fields)],
    );
  }

  async delete(id: string): Promise<void> {
    await this.transactions.query('DELETE FROM webhook WHERE id = $1', [id]);
  }

  /** Secrets that sign now, sealed. */
  async secrets(id: string): Promise<SealedSecrets | null> {
    const [row] = await this.transactions.query<SealedSecrets>(
      `SELECT secret, CASE WHEN previous_until > now() THEN previous_secret END AS "previousSecret"
       FROM webhook WHERE id = $1`,
      [id],
    );
    return row ?? null;
  }

  /** Replaces the secret; the one before signs too for `overlapHours` (0 or more). */
  async replaceSecret(id: string, secret: string, overlapHours: number): Promise<void> {
    await this.transactions.query(
      `UPDATE webhook SET secret = $2,
         previous_secret = CASE WHEN $3 > 0 THEN secret END,
         previous_until = CASE WHEN $3 > 0 THEN now() + make_interval(hours => $3) END,
         version = version + 1, updated_at = now() WHERE id = $1`,
      [id, secret, overlapHours],
    );
  }

  private async one(sql: string, values: readonly unknown[]): Promise<Webhook | null> {
    const [row] = await this.transactions.query<Webhook>(sql, values);
    return row ?? null;
  }
}

function valuesOf({ url, description, types, locode, vessel, isActive }: WebhookFields): unknown[] {
  return [url, description, types, locode, vessel, isActive];
}
