import { Controller, Get, Query } from '@nestjs/common';

import type { Answer } from '../http/answer.js';
import { jsonCollection } from '../http/collection.js';
import { Operation } from '../http/operation.js';
import {
  toTrafficEventResponse,
  trafficEventCollection,
  trafficEventQuery,
  type TrafficEventQuery,
} from './traffic-events.dto.js';
import { TrafficEventsService } from './traffic-events.service.js';

/** Excesses on passages. */
@Controller('api/v1/traffic-events')
export class TrafficEventsController {
  constructor(private readonly events: TrafficEventsService) {}

  @Get()
  @Operation({
    tag: 'Passages',
    summary: 'Excesses on passages, in order of begin',
    description:
      'A vessel out of its lane, or too fast for its leg: one event from begin to end, with its peak and the positions that show it.',
    responses: [{ mediaType: 'application/json', schema: trafficEventCollection }],
    problems: ['unavailable'],
  })
  async list(@Query({ schema: trafficEventQuery }) query: TrafficEventQuery): Promise<Answer> {
    return jsonCollection('trafficEvents', await this.events.list(query), toTrafficEventResponse);
  }
}
