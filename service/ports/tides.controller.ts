import { Controller, Get, Param, Query } from '@nestjs/common';

import type { Answer } from '../http/answer.js';
import { jsonCollection } from '../http/collection.js';
import { Operation } from '../http/operation.js';
import { locodeParameter } from '../http/parameters.js';
import { tideCollection, tideQuery, toTideResponse, type TideQuery } from './tides.dto.js';
import { TidesService } from './tides.service.js';

/** Tide tables of ports. */
@Controller('api/v1/ports')
export class TidesController {
  constructor(private readonly tides: TidesService) {}

  @Get(':locode/tides')
  @Operation({
    tag: 'Ports',
    summary: 'Heights of a port’s tide tables',
    description:
      'As they were imported (`npm run tides:import`), in order of datum and time; empty without a table.',
    responses: [{ mediaType: 'application/json', schema: tideCollection }],
    problems: ['not-found', 'unavailable'],
  })
  async list(
    @Param('locode', { schema: locodeParameter }) locode: string,
    @Query({ schema: tideQuery }) query: TideQuery,
  ): Promise<Answer> {
    return jsonCollection('tides', await this.tides.list(locode, query), toTideResponse);
  }
}
