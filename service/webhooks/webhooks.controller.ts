import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';

import { Answer } from '../http/answer.js';
import { jsonCollection } from '../http/collection.js';
import { Operation } from '../http/operation.js';
import { IfMatch, type Expected } from '../idempotency/precondition.js';
import { WriteOperation } from '../idempotency/write-operation.js';
import type { Webhook, WebhookFields } from './webhook.js';
import {
  newWebhook,
  revealedWebhookSchema,
  secretRotation,
  toWebhookResponse,
  uuidParameter,
  webhookCollection,
  webhookPatch,
  webhookQuery,
  webhookSchema,
  type NewWebhook,
  type SecretRotation,
  type WebhookPatch,
  type WebhookQuery,
} from './webhooks.dto.js';
import { WebhooksService, type RevealedWebhook } from './webhooks.service.js';

const tag = 'Webhooks';

/** What may be answered beside the subscription itself. */
const problems = ['not-found', 'unprocessable-content'] as const;

/** Subscriptions to events. */
@Controller('api/v1/webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Get()
  @Operation({
    tag,
    summary: 'Subscriptions',
    responses: [{ mediaType: 'application/json', schema: webhookCollection }],
    problems: ['unauthorized', 'forbidden', 'unavailable'],
  })
  async list(@Query({ schema: webhookQuery }) query: WebhookQuery): Promise<Answer> {
    const page = await this.webhooks.list(query.cursor?.[0] ?? null, query.limit);
    return jsonCollection('webhooks', page, toWebhookResponse);
  }

  @Post()
  @WriteOperation({
    tag,
    summary: 'Subscribe to events',
    description:
      'Events are posted as JSON, signed as docs/api.md says, each until it is answered with a 2xx ' +
      'status, for 24 hours. The secret is shown in this answer alone.',
    status: 201,
    responses: [{ mediaType: 'application/json', schema: revealedWebhookSchema }],
    problems: ['unprocessable-content', 'conflict'],
  })
  async create(@Body({ schema: newWebhook }) { secret, ...body }: NewWebhook): Promise<Answer> {
    const fields = { ...fieldsOf(body), url: body.url };
    return revealed(await this.webhooks.create({ ...defaults, ...fields }, secret ?? null), true);
  }

  @Get(':id')
  @Operation({
    tag,
    summary: 'One subscription',
    responses: [{ mediaType: 'application/json', schema: webhookSchema }],
    problems: ['unauthorized', 'forbidden', 'not-found', 'unavailable'],
  })
  async find(@Param('id', { schema: uuidParameter }) id: string): Promise<Answer> {
    return shown(await this.webhooks.get(id));
  }

  @Patch(':id')
  @WriteOperation(
    {
      tag,
      summary: 'Change a subscription',
      responses: [{ mediaType: 'application/json', schema: webhookSchema }],
      problems,
    },
    { takesIfMatch: true },
  )
  async edit(
    @Param('id', { schema: uuidParameter }) id: string,
    @Body({ schema: webhookPatch }) body: WebhookPatch,
    @IfMatch() expected: Expected,
  ): Promise<Answer> {
    return shown(await this.webhooks.edit(id, fieldsOf(body), expected));
  }

  @Delete(':id')
  @HttpCode(204)
  @WriteOperation(
    {
      tag,
      summary: 'End a subscription, with everything that was not sent yet',
      status: 204,
      responses: [],
      problems: ['not-found'],
    },
    { takesIfMatch: true },
  )
  async delete(
    @Param('id', { schema: uuidParameter }) id: string,
    @IfMatch() expected: Expected,
  ): Promise<void> {
    await this.webhooks.delete(id, expected);
  }

  @Post(':id/rotate-secret')
  @HttpCode(200)
  @WriteOperation({
    tag,
    summary: 'Replace the secret',
    description: 'Both secrets sign for a while, so that a subscriber can change over.',
    responses: [{ mediaType: 'application/json', schema: revealedWebhookSchema }],
    problems: [...problems, 'conflict'],
  })
  async rotate(
    @Param('id', { schema: uuidParameter }) id: string,
    @Body({ schema: secretRotation }) { secret, overlapHours }: SecretRotation,
  ): Promise<Answer> {
    return revealed(await this.webhooks.rotate(id, secret ?? null, overlapHours), false);
  }
}

const defaults = { description: null, types: null, locode: null, vessel: null, isActive: true };

/** What the caller said, in the words of the domain. */
function fieldsOf({ port, ...body }: WebhookPatch): Partial<WebhookFields> {
  const given = Object.entries(body).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(given), ...(port === undefined ? {} : { locode: port }) };
}

function shown(webhook: Webhook): Answer {
  return Answer.json(toWebhookResponse(webhook), { version: webhook.version });
}

function revealed({ webhook, secret }: RevealedWebhook, isNew: boolean): Answer {
  return Answer.json(
    { ...toWebhookResponse(webhook), secret },
    {
      version: webhook.version,
      isShownOnce: true,
      ...(isNew ? { location: `/api/v1/webhooks/${webhook.id}` } : {}),
    },
  );
}
