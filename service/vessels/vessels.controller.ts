import { Controller, Get, Param, Query } from '@nestjs/common';
import type { Answer } from '../http/answer.js';
import { jsonCollection } from '../http/collection.js';
import { Operation } from '../http/operation.js';
import {
  changeCollection,
  changeQuery,
  toChangeResponse,
  toVesselAnswer,
  vesselId,
  toVesselResponse,
  vesselCollection,
  vesselQuery,
  vesselSchema,
  type ChangeQuery,
  type VesselQuery,
} from './vessels.dto.js';
import { VesselLookupService } from './vessel-lookup.service.js';

/** Static data of vessels. */
@Controller('api/v1/vessels')
export class VesselsController {
  constructor(private readonly vessels: VesselLookupService) {}

  @Get()
  @Operation({
    tag: 'Vessels',
    summary: 'Vessels, in order of MMSI',
    responses: [{ mediaType: 'application/json', schema: vesselCollection }],
    problems: ['unavailable'],
  })
  async list(@Query({ schema: vesselQuery }) query: VesselQuery): Promise<Answer> {
    return jsonCollection('vessels', await this.vessels.list(query), toVesselResponse);
  }

  @Get(':id')
  @Operation({
    tag: 'Vessels',
    summary: 'One vessel',
    responses: [{ mediaType: 'application/json', schema: vesselSchema }],
    problems: ['not-found', 'unavailable'],
  })
  async find(@Param('id', { schema: vesselId }) id: string): Promise<Answer> {
    return toVesselAnswer(await this.vessels.find(id));
  }

  @Get(':id/changes')
  @Operation({
    tag: 'Vessels',
    summary: 'What changed of a vessel, newest first',
    responses: [{ mediaType: 'application/json', schema: changeCollection }],
    problems: ['not-found', 'unavailable'],
  })
  async changes(
    @Param('id', { schema: vesselId }) id: string,
    @Query({ schema: changeQuery }) query: ChangeQuery,
  ): Promise<Answer> {
    return jsonCollection('changes', await this.vessels.changes(id, query), toChangeResponse);
  }
}
