import { Controller, Get, Param, Query } from '@nestjs/common';

import { Caller } from '../auth/caller.js';
import type { Principal } from '../auth/principal.js';
import { Clock } from '../clock/clock.js';
import { Answer } from '../http/answer.js';
import { Operation } from '../http/operation.js';
import { locodeParameter } from '../http/parameters.js';
import { InvalidRequestError } from '../problem/domain-error.js';
import {
  longestPlanDays,
  staffPlanQuery,
  staffPlanSchema,
  toStaffPlanResponse,
  type StaffPlanQuery,
} from './staff-plan.dto.js';
import { StaffPlanService } from './staff-plan.service.js';

const dayMs = 24 * 3_600_000;

/** Who works in a port, and where people are missing. */
@Controller('api/v1/ports/:locode/staff-plan')
export class StaffPlanController {
  constructor(
    private readonly plan: StaffPlanService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Operation({
    tag: 'Staff',
    summary: 'The staff plan of a port',
    description:
      'People, shifts and assignments that reach into the time; gaps where fewer people are assigned than cranes and gangs of cargo operations and pilots of passages need; clashes where an assignment would be refused by now, because a certificate, a shift or a rest rule has changed.',
    responses: [{ mediaType: 'application/json', schema: staffPlanSchema }],
    problems: ['unauthorized', 'forbidden', 'not-found', 'unavailable'],
  })
  async find(
    @Caller() caller: Principal,
    @Param('locode', { schema: locodeParameter }) locode: string,
    @Query({ schema: staffPlanQuery }) query: StaffPlanQuery,
  ): Promise<Answer> {
    const from = query.from ?? this.clock.now();
    const to = query.to ?? from + dayMs;
    if (to <= from || to - from > longestPlanDays * dayMs)
      throw new InvalidRequestError([
        {
          parameter: 'to',
          detail: `must be after from, and at most ${longestPlanDays} days later`,
        },
      ]);
    return Answer.json(toStaffPlanResponse(await this.plan.of(caller, locode, { from, to })));
  }
}
