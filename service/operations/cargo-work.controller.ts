import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';

import { Caller } from '../auth/caller.js';
import type { Principal } from '../auth/principal.js';
import { Clock } from '../clock/clock.js';
import { Answer } from '../http/answer.js';
import { WriteOperation } from '../idempotency/write-operation.js';
import {
  cargoCancel,
  cargoOperationSchema,
  cargoStep,
  cargoSuspend,
  toCargoOperationResponse,
  type CargoCancel,
  type CargoStep,
  type CargoSuspend,
} from './cargo-operations.dto.js';
import {
  cargoProgressSchema,
  newCargoProgress,
  toProgressResponse,
  type NewCargoProgress,
} from './cargo-progress.dto.js';
import type { CargoOperation } from './cargo-operations.service.js';
import { CargoWorkService } from './cargo-work.service.js';
import { idParameter } from './operation-fields.js';

const tag = 'Cargo';
const problems = ['not-found', 'conflict', 'unprocessable-content'] as const;
const responses = [{ mediaType: 'application/json', schema: cargoOperationSchema }];

/** Steps of a cargo operation, and its tally. */
@Controller('api/v1/cargo-operations/:id')
export class CargoWorkController {
  constructor(
    private readonly work: CargoWorkService,
    private readonly clock: Clock,
  ) {}

  @Post('start')
  @HttpCode(200)
  @WriteOperation({
    tag,
    summary: 'Work begins',
    description: 'The first of its port call becomes the claim CARGO_OPERATIONS STRT ACT.',
    responses,
    problems,
  })
  async start(
    @Caller() caller: Principal,
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: cargoStep }) body: CargoStep,
  ): Promise<Answer> {
    return this.answer(await this.work.start(caller, id, body));
  }

  @Post('suspend')
  @HttpCode(200)
  @WriteOperation({ tag, summary: 'Work rests, and why', responses, problems })
  async suspend(
    @Caller() caller: Principal,
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: cargoSuspend }) body: CargoSuspend,
  ): Promise<Answer> {
    return this.answer(await this.work.suspend(caller, id, body));
  }

  @Post('resume')
  @HttpCode(200)
  @WriteOperation({ tag, summary: 'Work goes on', responses, problems })
  async resume(
    @Caller() caller: Principal,
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: cargoStep }) body: CargoStep,
  ): Promise<Answer> {
    return this.answer(await this.work.resume(caller, id, body));
  }

  @Post('complete')
  @HttpCode(200)
  @WriteOperation({
    tag,
    summary: 'Work is done',
    description: 'The last of its port call becomes the claim CARGO_OPERATIONS CMPL ACT.',
    responses,
    problems,
  })
  async complete(
    @Caller() caller: Principal,
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: cargoStep }) body: CargoStep,
  ): Promise<Answer> {
    return this.answer(await this.work.complete(caller, id, body));
  }

  @Post('cancel')
  @HttpCode(200)
  @WriteOperation({ tag, summary: 'It will not be done', responses, problems })
  async cancel(
    @Caller() caller: Principal,
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: cargoCancel }) body: CargoCancel,
  ): Promise<Answer> {
    return this.answer(await this.work.cancel(caller, id, body));
  }

  @Post('progress')
  @WriteOperation({
    tag,
    summary: 'Enter an amount that was moved',
    description:
      'Entries are never changed: a wrong one is taken back by a negative amount, with a reason. When the completion that follows moves by more than 15 minutes, it becomes the claim CARGO_OPERATIONS CMPL EST.',
    status: 201,
    responses: [{ mediaType: 'application/json', schema: cargoProgressSchema }],
    problems,
  })
  async enter(
    @Caller() caller: Principal,
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: newCargoProgress }) body: NewCargoProgress,
  ): Promise<Answer> {
    const entry = await this.work.enter(caller, id, body);
    return Answer.json(toProgressResponse(entry), {
      location: `/api/v1/cargo-operations/${id}/progress`,
    });
  }

  private answer(operation: CargoOperation): Answer {
    const { version } = operation;
    return Answer.json(toCargoOperationResponse(operation, this.clock.now()), { version });
  }
}
