import { Controller, Get } from '@nestjs/common';

import { jsonCollection, jsonCollectionSchema } from '../http/collection.js';
import type { Answer } from '../http/answer.js';
import { Operation } from '../http/operation.js';
import { FeedStatusService } from './feed-status.service.js';
import { feedSchema, toFeedResponse } from './feeds.dto.js';

/** How the sources of sentences fare. */
@Controller('api/v1/feeds')
export class FeedsController {
  constructor(private readonly feeds: FeedStatusService) {}

  @Get()
  @Operation({
    summary: 'Feeds and how they fare',
    description: 'Every source of sentences, over all processes of the installation, by name.',
    tag: 'Feeds',
    responses: [
      { mediaType: 'application/json', schema: jsonCollectionSchema('feeds', feedSchema) },
    ],
  })
  async list(): Promise<Answer> {
    const { feeds, updatedAt } = await this.feeds.list();
    return jsonCollection('feeds', { items: feeds, nextCursor: null, updatedAt }, toFeedResponse);
  }
}
