import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answer } from '../http/answer.js';
import { jsonCollection } from '../http/collection.js';
import { Operation } from '../http/operation.js';
import {
  changeCollection,
  changeQuery,
  toChangeResponse,
  toVesselResponse,
  vesselCollection,
  vesselQuery,
  vesselSchema,
  type ChangeQuery,
  type VesselQuery,
} from './vessels.dto.js';
import { VesselsService } from './vessels.service.js';

const vesselId = z
  .union([z.uuid(), z.string().regex(/^\d{9}$/)], {
    error: 'must be a uuid or an MMSI (nine digits)',
  })
  .transform((id) => id.toLowerCase())
  .meta({
    description: 'The vessel’s uuid, or nine digits: whoever holds that MMSI now.',
    openapi: { type: 'string', examples: ['725000912'] },
  });

/** Static data of vessels. */
@Controller('api/v1/vessels')
export class VesselsController {
  constructor(private readonly vessels: VesselsService) {}

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
    const vessel = await this.vessels.find(id);
    return Answer.json(toVesselResponse(vessel), {
      lastModified: Math.max(vessel.updatedAt, vessel.lastSeenAt),
    });
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
