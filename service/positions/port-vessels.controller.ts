import { Controller, Get, Param, Query } from '@nestjs/common';
import type { Answer } from '../http/answer.js';
import { geoJson } from '../http/collection.js';
import { Operation } from '../http/operation.js';
import { locodeParameter } from '../http/parameters.js';
import { PictureService } from './picture.service.js';
import { toAnswer } from './positions.controller.js';
import { portVesselQuery, positionCollection, type PortVesselQuery } from './positions.dto.js';

/** Vessels in port. */
@Controller('api/v1/ports')
export class PortVesselsController {
  constructor(private readonly picture: PictureService) {}

  @Get(':locode/vessels')
  @Operation({
    tag: 'Ports',
    summary: 'Vessels inside the port limits now',
    responses: [{ mediaType: geoJson, schema: positionCollection }],
    problems: ['not-found', 'unavailable'],
  })
  async list(
    @Param('locode', { schema: locodeParameter }) locode: string,
    @Query({ schema: portVesselQuery }) query: PortVesselQuery,
  ): Promise<Answer> {
    return toAnswer(await this.picture.inPort(locode, query));
  }
}
