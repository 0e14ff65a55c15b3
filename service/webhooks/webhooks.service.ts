import { randomUUID } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import { CONFIG, type Config } from '../config/config.js';
import type { Page } from '../http/collection.js';
import { encodeCursor } from '../http/cursor.js';
import { requireVersion, type Expected } from '../idempotency/precondition.js';
import { SealingKeys } from './sealing-keys.js';
import { targetFault } from './target-rules.js';
import type { Webhook, WebhookFields } from './webhook.js';
import { toWebhookResponse } from './webhooks.dto.js';
import { newWebhookSecret } from './webhook-signature.js';
import { WebhookNotFoundError, WebhookTargetError } from './webhooks.errors.js';
import { WebhooksRepository } from './webhooks.repository.js';

/** A subscription with its secret, which is shown this once. */
export interface RevealedWebhook {
  readonly webhook: Webhook;
  readonly secret: string;
}

/** Subscriptions to events. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly repository: WebhooksRepository,
    private readonly keys: SealingKeys,
    private readonly audit: AuditService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Subscriptions in order of id. */
  async list(afterId: string | null, limit: number): Promise<Page<Webhook>> {
    const found = await this.repository.findSlice(afterId, limit + 1);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const nextCursor = found.length > limit && last !== undefined ? encodeCursor([last.id]) : null;
    const times = items.map(({ updatedAt }) => updatedAt);
    return { items, nextCursor, updatedAt: times.length === 0 ? null : Math.max(...times) };
  }

  /** @throws WebhookNotFoundError */
  async get(id: string): Promise<Webhook> {
    const webhook = await this.repository.find(id);
    if (webhook === null) throw new WebhookNotFoundError(id);
    return webhook;
  }

  /**
   * Subscribes to what happens from now on.
   * @param given the subscriber's own secret; `null`: one is made.
   * @throws WebhookTargetError @throws NoSealingKeyError
   */
  async create(fields: WebhookFields, given: string | null): Promise<RevealedWebhook> {
    this.requireTarget(fields.url);
    const id = randomUUID();
    const secret = given ?? newWebhookSecret();
    await this.repository.insert(id, await this.keys.seal(id, secret), fields);
    const webhook = await this.get(id);
    await this.record('create', null, webhook);
    return { webhook, secret };
  }

  /** @throws WebhookNotFoundError @throws StaleVersionError @throws WebhookTargetError */
  async edit(id: string, fields: Partial<WebhookFields>, expected: Expected): Promise<Webhook> {
    const before = await this.lock(id, expected);
    const after = { ...before, ...fields };
    this.requireTarget(after.url);
    await this.repository.update(id, after);
    const webhook = await this.get(id);
    await this.record('edit', before, webhook);
    return webhook;
  }

  /**
   * Ends a subscription; what was not sent yet is not sent any more.
   * @throws WebhookNotFoundError @throws StaleVersionError
   */
  async delete(id: string, expected: Expected): Promise<void> {
    const before = await this.lock(id, expected);
    await this.repository.delete(id);
    await this.record('delete', before, null);
  }

  /**
   * Replaces the secret.
   * @param overlapHours how long the one before signs too, beside the new one; 0 where it has leaked.
   * @throws WebhookNotFoundError @throws NoSealingKeyError
   */
  async rotate(id: string, given: string | null, overlapHours: number): Promise<RevealedWebhook> {
    const before = await this.lock(id, null);
    const secret = given ?? newWebhookSecret();
    await this.repository.replaceSecret(id, await this.keys.seal(id, secret), overlapHours);
    const webhook = await this.get(id);
    await this.record('rotate-secret', before, webhook);
    return { webhook, secret };
  }

  private async lock(id: string, expected: Expected): Promise<Webhook> {
    const webhook = await this.repository.lock(id);
    if (webhook === null) throw new WebhookNotFoundError(id);
    requireVersion(expected, webhook.version);
    return webhook;
  }

  private requireTarget(url: string): void {
    const fault = targetFault(url, this.config.webhooks.isPrivateAllowed);
    if (fault !== null) throw new WebhookTargetError(fault);
  }

  private async record(
    action: string,
    before: Webhook | null,
    after: Webhook | null,
  ): Promise<void> {
    const entityId = (after ?? before)?.id ?? '';
    const locode = (after ?? before)?.locode ?? null;
    await this.audit.record({
      action,
      entity: 'webhook',
      entityId,
      locode,
      before: before === null ? null : audited(before),
      after: after === null ? null : audited(after),
    });
  }
}

/** As the API shows it, but for the query of the URL: many receivers take a token there. */
function audited(webhook: Webhook): object {
  const url = new URL(webhook.url);
  return { ...toWebhookResponse(webhook), url: url.origin + url.pathname };
}
