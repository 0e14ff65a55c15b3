import { Controller, Get, Param, Query } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import { Answer } from '../http/answer.js';
import { Operation } from '../http/operation.js';
import { InvalidRequestError } from '../problem/domain-error.js';
import { idParameter } from './operation-fields.js';
import {
  berthSegregation,
  segregationQuery,
  toBerthSegregation,
  type SegregationQuery,
} from './segregation.dto.js';
import { SegregationService } from './segregation.service.js';

/** Which dangerous goods at a berth must be kept apart. */
@Controller('api/v1/berths/:id/segregation')
export class SegregationController {
  constructor(
    private readonly segregation: SegregationService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Operation({
    tag: 'Cargo',
    summary: 'Segregation warnings for what lies at a berth',
    description:
      'By IMO class (IMDG Code table 7.2.4), for goods of operations that are at the berth at the same time; by default now. The strictest first. What a substance asks for by itself (its own entry in the Code) is not looked at.',
    responses: [{ mediaType: 'application/json', schema: berthSegregation }],
    problems: ['not-found', 'unavailable'],
  })
  async find(
    @Param('id', { schema: idParameter }) id: string,
    @Query({ schema: segregationQuery }) query: SegregationQuery,
  ): Promise<Answer> {
    const from = query.from ?? query.to ?? this.clock.now();
    const to = query.to ?? from;
    if (to < from) throw new InvalidRequestError([{ parameter: 'to', detail: 'is before from' }]);
    const warnings = await this.segregation.at(id, from, to);
    return Answer.json(toBerthSegregation(id, { from, to }, warnings));
  }
}
