import { Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import type { Page } from '../http/collection.js';
import { encodeCursor } from '../http/cursor.js';
import { DeliveriesRepository, type DeliverySlice } from './deliveries.repository.js';
import type { Delivery } from './webhook.js';
import { DeliveryNotFoundError } from './webhooks.errors.js';
import { WebhooksService } from './webhooks.service.js';

/** What was sent to a subscription, and what could not be. */
@Injectable()
export class DeliveriesService {
  constructor(
    private readonly repository: DeliveriesRepository,
    private readonly webhooks: WebhooksService,
    private readonly audit: AuditService,
  ) {}

  /** Deliveries in order of event. @throws WebhookNotFoundError */
  async list(slice: DeliverySlice): Promise<Page<Delivery>> {
    await this.webhooks.get(slice.webhookId);
    const found = await this.repository.findSlice({ ...slice, limit: slice.limit + 1 });
    const items = found.slice(0, slice.limit);
    const last = items.at(-1);
    const isMore = found.length > slice.limit && last !== undefined;
    const times = items.map(({ lastAttemptAt, occurredAt }) => lastAttemptAt ?? occurredAt);
    return {
      items,
      nextCursor: isMore ? encodeCursor([last.eventId]) : null,
      updatedAt: times.length === 0 ? null : Math.max(...times),
    };
  }

  /**
   * Sends again what was given up or delivered, under the same id; what is pending, at once.
   * @throws WebhookNotFoundError @throws DeliveryNotFoundError
   */
  async redeliver(webhookId: string, id: string): Promise<Delivery> {
    await this.webhooks.get(webhookId);
    const before = await this.lock(webhookId, id);
    await this.repository.restart(id);
    const after = await this.lock(webhookId, id);
    const entity = 'webhook-delivery';
    await this.audit.record({ action: 'redeliver', entity, entityId: id, before, after });
    return after;
  }

  private async lock(webhookId: string, id: string): Promise<Delivery> {
    const delivery = await this.repository.lock(webhookId, id);
    if (delivery === null) throw new DeliveryNotFoundError(id);
    return delivery;
  }
}
