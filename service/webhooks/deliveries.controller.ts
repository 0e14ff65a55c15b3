import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';

import { Answer } from '../http/answer.js';
import { jsonCollection } from '../http/collection.js';
import { Operation } from '../http/operation.js';
import { WriteOperation } from '../idempotency/write-operation.js';
import { DeliveriesService } from './deliveries.service.js';
import {
  deliveryCollection,
  deliveryQuery,
  deliverySchema,
  toDeliveryResponse,
  uuidParameter,
  type DeliveryQuery,
} from './webhooks.dto.js';

/** What was sent to subscriptions, and what could not be. */
@Controller('api/v1/webhooks/:id/deliveries')
export class DeliveriesController {
  constructor(private readonly deliveries: DeliveriesService) {}

  @Get()
  @Operation({
    tag: 'Webhooks',
    summary: 'Deliveries of a subscription, in order of event',
    description:
      'What was delivered is kept for 3 days, what was given up (`state=dead`) for 30 days.',
    responses: [{ mediaType: 'application/json', schema: deliveryCollection }],
    problems: ['unauthorized', 'forbidden', 'not-found', 'unavailable'],
  })
  async list(
    @Param('id', { schema: uuidParameter }) webhookId: string,
    @Query({ schema: deliveryQuery }) query: DeliveryQuery,
  ): Promise<Answer> {
    const page = await this.deliveries.list({
      webhookId,
      state: query.state ?? null,
      afterEvent: query.cursor?.[0] ?? null,
      limit: query.limit,
    });
    return jsonCollection('deliveries', page, toDeliveryResponse);
  }

  @Post(':deliveryId/redeliver')
  @HttpCode(200)
  @WriteOperation({
    tag: 'Webhooks',
    summary: 'Send an event again',
    description:
      'Also what was delivered; the id stays, so a receiver that remembers ids skips it. It is ' +
      'tried for another 24 hours.',
    responses: [{ mediaType: 'application/json', schema: deliverySchema }],
    problems: ['not-found'],
  })
  async redeliver(
    @Param('id', { schema: uuidParameter }) webhookId: string,
    @Param('deliveryId', { schema: uuidParameter }) id: string,
  ): Promise<Answer> {
    return Answer.json(toDeliveryResponse(await this.deliveries.redeliver(webhookId, id)));
  }
}
