import { Controller, Get, Query } from '@nestjs/common';

import { type Answer } from '../../http/answer.js';
import { jsonCollection } from '../../http/collection.js';
import { encodeCursor } from '../../http/cursor.js';
import { Operation } from '../../http/operation.js';
import {
  targetEventCollection,
  targetEventsQuery,
  toTargetEventResponse,
  type TargetEventsQuery,
} from './target-events.dto.js';
import { TargetEventsService } from './target-events.service.js';

/** Lost targets, ghosts and jumps. */
@Controller('api/v1/target-events')
export class TargetEventsController {
  constructor(private readonly events: TargetEventsService) {}

  @Get()
  @Operation({
    summary: 'Targets in ports that are lost, ghosts, heard again, jumping or contradicted',
    description:
      'In the order of their time, each with the reports that prove it. `from` and `to` are of that time.',
    tag: 'Port calls',
    responses: [{ mediaType: 'application/json', schema: targetEventCollection }],
  })
  async list(@Query({ schema: targetEventsQuery }) query: TargetEventsQuery): Promise<Answer> {
    const { port, mmsi, kind, from, to, limit, cursor } = query;
    const search = { locode: port, mmsi, kinds: kind, from, to, after: cursor, limit: limit + 1 };
    const { events, updatedAt } = await this.events.find(search);
    const items = events.slice(0, limit);
    const last = items.at(-1);
    const hasMore = events.length > limit && last !== undefined;
    const nextCursor = hasMore ? encodeCursor([last.time, last.number]) : null;
    return jsonCollection('targetEvents', { items, nextCursor, updatedAt }, toTargetEventResponse);
  }
}
