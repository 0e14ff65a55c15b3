import { Controller, Get, Param, Query } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import { Answer } from '../http/answer.js';
import { Operation } from '../http/operation.js';
import { locodeParameter } from '../http/parameters.js';
import { uuidParameter } from '../ports/berths.service.js';
import {
  berthOccupancySchema,
  berthPlanQuery,
  berthPlanSchema,
  toBerthPlanResponse,
  toOccupancyResponse,
  type BerthPlanQuery,
} from './berth-plan.dto.js';
import { BerthPlanService } from './berth-plan.service.js';
import { OccupancyService } from './occupancy.service.js';

const week = 7 * 86_400_000;

/** The plan of berths, and who lies at them. */
@Controller('api/v1')
export class BerthPlanController {
  constructor(
    private readonly plans: BerthPlanService,
    private readonly occupancies: OccupancyService,
    private readonly clock: Clock,
  ) {}

  @Get('ports/:locode/berth-plan')
  @Operation({
    tag: 'Bookings',
    summary: 'Berths of a port with what is booked, what is free, and who lies there',
    description:
      'Bookings beside actual times at each berth, the metres that are free, and whatever does not go together.',
    responses: [{ mediaType: 'application/json', schema: berthPlanSchema }],
    problems: ['not-found', 'unavailable'],
  })
  async plan(
    @Param('locode', { schema: locodeParameter }) locode: string,
    @Query({ schema: berthPlanQuery }) query: BerthPlanQuery,
  ): Promise<Answer> {
    const now = this.clock.now();
    const from = query.from ?? now;
    const plan = await this.plans.of(locode, { from, to: query.to ?? from + week });
    return Answer.json(toBerthPlanResponse(plan, now));
  }

  @Get('berths/:id/occupancy')
  @Operation({
    tag: 'Berths',
    summary: 'Who lies at a berth now',
    description:
      'Derived from AIS: vessels that hardly move and whose hull reaches over the berth’s water, with the metres of quay that each takes and how old the position is.',
    responses: [{ mediaType: 'application/json', schema: berthOccupancySchema }],
    problems: ['not-found', 'unavailable'],
  })
  async occupancy(@Param('id', { schema: uuidParameter }) id: string): Promise<Answer> {
    return Answer.json(toOccupancyResponse(await this.occupancies.at(id)));
  }
}
