import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { Answer } from '../http/answer.js';
import { jsonCollection } from '../http/collection.js';
import { encodeCursor } from '../http/cursor.js';
import { Operation } from '../http/operation.js';
import { IfMatch, type Expected } from '../idempotency/precondition.js';
import { WriteOperation } from '../idempotency/write-operation.js';
import {
  apiKeyCollection,
  apiKeyIdParameter,
  apiKeyQuery,
  apiKeySchema,
  madeApiKeySchema,
  newApiKeyBody,
  toApiKeyResponse,
  type ApiKeyQuery,
  type NewApiKeyBody,
} from './api-keys.dto.js';
import { ApiKeysService, type ApiKey } from './api-keys.service.js';

const tag = 'Access';

/** Keys of machines, and of people where there is no issuer. */
@Controller('api/v1/api-keys')
export class ApiKeysController {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Operation({
    tag,
    summary: 'API keys, the newest first',
    responses: [{ mediaType: 'application/json', schema: apiKeyCollection }],
    problems: ['unavailable'],
  })
  async list(@Query({ schema: apiKeyQuery }) query: ApiKeyQuery): Promise<Answer> {
    const found = await this.keys.list(query.cursor ?? null, query.limit + 1);
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    const hasMore = found.length > items.length && last !== undefined;
    const nextCursor = hasMore ? encodeCursor([last.madeAt, last.id]) : null;
    const page = { items, nextCursor, updatedAt: null };
    return jsonCollection('apiKeys', page, (key) => toApiKeyResponse(key, this.clock.now()));
  }

  @Get(':id')
  @Operation({
    tag,
    summary: 'One API key',
    responses: [{ mediaType: 'application/json', schema: apiKeySchema }],
    problems: ['not-found', 'unavailable'],
  })
  async find(@Param('id', { schema: apiKeyIdParameter }) id: string): Promise<Answer> {
    return this.answer(await this.keys.get(id));
  }

  @Post()
  @WriteOperation({
    tag,
    summary: 'Make an API key',
    description:
      'The answer is the only place where the key is ever shown. A repeat with the same `Idempotency-Key` makes no second key and is answered 409: revoke the key whose answer was lost, and make another.',
    status: 201,
    responses: [{ mediaType: 'application/json', schema: madeApiKeySchema }],
    problems: ['conflict', 'unprocessable-content'],
  })
  async create(@Body({ schema: newApiKeyBody }) body: NewApiKeyBody): Promise<Answer> {
    const { name, roles, terminals = [], expiresAt } = body;
    const { key, text } = await this.keys.create({
      name,
      roles: [...new Set(roles)],
      terminals: [...new Set(terminals)],
      expiresAt: expiresAt === undefined || expiresAt === null ? null : Date.parse(expiresAt),
    });
    const made = { ...toApiKeyResponse(key, this.clock.now()), key: text };
    const location = `/api/v1/api-keys/${key.id}`;
    return Answer.json(made, { version: key.version, location, isShownOnce: true });
  }

  @Delete(':id')
  @HttpCode(200)
  @WriteOperation(
    {
      tag,
      summary: 'Revoke an API key',
      description:
        'It is refused at once by the process that answers, and within five seconds by every other. The record stays.',
      responses: [{ mediaType: 'application/json', schema: apiKeySchema }],
      problems: ['not-found'],
    },
    { takesIfMatch: true },
  )
  async revoke(
    @Param('id', { schema: apiKeyIdParameter }) id: string,
    @IfMatch() expected: Expected,
  ): Promise<Answer> {
    return this.answer(await this.keys.revoke(id, expected));
  }

  private answer(key: ApiKey): Answer {
    return Answer.json(toApiKeyResponse(key, this.clock.now()), { version: key.version });
  }
}
