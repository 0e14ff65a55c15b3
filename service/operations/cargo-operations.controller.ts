import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';

import { Caller } from '../auth/caller.js';
import type { Principal } from '../auth/principal.js';
import { Clock } from '../clock/clock.js';
import { Answer } from '../http/answer.js';
import { jsonCollection } from '../http/collection.js';
import { Operation } from '../http/operation.js';
import { IfMatch, type Expected } from '../idempotency/precondition.js';
import { WriteOperation } from '../idempotency/write-operation.js';
import {
  cargoOperationCollection,
  cargoOperationDetail,
  cargoOperationEdit,
  cargoOperationQuery,
  newCargoOperation,
  toCargoOperationResponse,
  toWarningResponse,
  type CargoOperationEdit,
  type CargoOperationQuery,
  type NewCargoOperation,
} from './cargo-operations.dto.js';
import {
  cargoProgressCollection,
  cargoProgressQuery,
  toProgressResponse,
  type CargoProgressQuery,
} from './cargo-progress.dto.js';
import { CargoOperationsService, type CargoOperation } from './cargo-operations.service.js';
import { idParameter } from './operation-fields.js';
import { SegregationService } from './segregation.service.js';

const tag = 'Cargo';

/** Cargo operations as they are planned and read. */
@Controller('api/v1/cargo-operations')
export class CargoOperationsController {
  constructor(
    private readonly operations: CargoOperationsService,
    private readonly segregation: SegregationService,
    private readonly clock: Clock,
  ) {}

  @Post()
  @WriteOperation({
    tag,
    summary: 'Plan a cargo operation',
    description:
      'Of one commodity, in one direction, at one berth of the port call. `segregationWarnings` of the answer tell which dangerous goods should not lie at the berth together; nothing is refused for them.',
    status: 201,
    responses: [{ mediaType: 'application/json', schema: cargoOperationDetail }],
    problems: ['conflict', 'unprocessable-content'],
  })
  async create(
    @Caller() caller: Principal,
    @Body({ schema: newCargoOperation }) body: NewCargoOperation,
  ): Promise<Answer> {
    const operation = await this.operations.create(caller, body);
    return await this.answer(operation, `/api/v1/cargo-operations/${operation.id}`);
  }

  @Get()
  @Operation({
    tag,
    summary: 'Cargo operations, in order of creation',
    responses: [{ mediaType: 'application/json', schema: cargoOperationCollection }],
    problems: ['unavailable'],
  })
  async list(@Query({ schema: cargoOperationQuery }) query: CargoOperationQuery): Promise<Answer> {
    const now = this.clock.now();
    return jsonCollection('cargoOperations', await this.operations.list(query), (operation) =>
      toCargoOperationResponse(operation, now),
    );
  }

  @Get(':id')
  @Operation({
    tag,
    summary: 'One cargo operation',
    responses: [{ mediaType: 'application/json', schema: cargoOperationDetail }],
    problems: ['not-found', 'unavailable'],
  })
  async find(@Param('id', { schema: idParameter }) id: string): Promise<Answer> {
    return await this.answer(await this.operations.get(id));
  }

  @Patch(':id')
  @WriteOperation(
    {
      tag,
      summary: 'Change what is planned',
      description:
        'What is left out stays. Berth, direction and unit only before work has begun; nothing once it is completed or cancelled.',
      responses: [{ mediaType: 'application/json', schema: cargoOperationDetail }],
      problems: ['not-found', 'conflict', 'unprocessable-content'],
    },
    { takesIfMatch: true },
  )
  async edit(
    @Caller() caller: Principal,
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: cargoOperationEdit }) edit: CargoOperationEdit,
    @IfMatch() expected: Expected,
  ): Promise<Answer> {
    return await this.answer(await this.operations.edit(caller, id, { edit, expected }));
  }

  @Get(':id/progress')
  @Operation({
    tag,
    summary: 'The tally of an operation, in order of entry',
    description: 'Entries are never changed: a wrong one is taken back by a negative one.',
    responses: [{ mediaType: 'application/json', schema: cargoProgressCollection }],
    problems: ['not-found', 'unavailable'],
  })
  async progress(
    @Param('id', { schema: idParameter }) id: string,
    @Query({ schema: cargoProgressQuery }) query: CargoProgressQuery,
  ): Promise<Answer> {
    const page = await this.operations.progress(id, query);
    return jsonCollection('progress', page, toProgressResponse);
  }

  private async answer(operation: CargoOperation, location?: string): Promise<Answer> {
    const warnings = await this.segregation.of(operation);
    const body = {
      ...toCargoOperationResponse(operation, this.clock.now()),
      segregationWarnings: warnings.map(toWarningResponse),
    };
    const { version } = operation;
    return Answer.json(body, { version, ...(location === undefined ? {} : { location }) });
  }
}
