import { Injectable } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import { SealingKeys } from './sealing-keys.js';
import { signatureHeader } from './webhook-signature.js';
import { WebhooksRepository } from './webhooks.repository.js';

/** What is to be signed. */
export interface Unsigned {
  /** Of the delivery. */
  readonly id: string;
  readonly webhookId: string;
  readonly body: string;
}

/** Signs deliveries with the secrets of their subscription. */
@Injectable()
export class WebhookSigner {
  constructor(
    private readonly webhooks: WebhooksRepository,
    private readonly keys: SealingKeys,
    private readonly clock: Clock,
  ) {}

  /**
   * Headers of a try that is made now.
   * @throws Error where the subscription is gone. @throws NoSealingKeyError
   * @throws SealedByAnotherKeyError
   */
  async headers({ id, webhookId, body }: Unsigned): Promise<Record<string, string>> {
    const timestamp = Math.floor(this.clock.now() / 1000);
    const secrets = await this.secretsOf(webhookId);
    return {
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signatureHeader(secrets, { id, timestamp, body }),
    };
  }

  private async secretsOf(webhookId: string): Promise<string[]> {
    const sealed = await this.webhooks.secrets(webhookId);
    if (sealed === null) throw new Error('its webhook was deleted');
    const { secret, previousSecret } = sealed;
    const both = previousSecret === null ? [secret] : [secret, previousSecret];
    return await Promise.all(both.map(async (one) => await this.keys.unseal(webhookId, one)));
  }
}
