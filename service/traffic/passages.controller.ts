import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';

import { Caller } from '../auth/caller.js';
import type { Principal } from '../auth/principal.js';
import { Answer } from '../http/answer.js';
import { jsonCollection } from '../http/collection.js';
import { Operation } from '../http/operation.js';
import type { OperationDescription } from '../http/operation-description.js';
import { IfMatch, type Expected } from '../idempotency/precondition.js';
import { WriteOperation } from '../idempotency/write-operation.js';
import { PassageProgressService } from './passage-progress.service.js';
import { PassageStepsService } from './passage-steps.service.js';
import {
  atBody,
  cancelBody,
  confirmBody,
  newPassage,
  passageCollection,
  passagePatch,
  passageQuery,
  passageSchema,
  toPassageResponse,
  uuidParameter,
  type AtBody,
  type CancelBody,
  type ConfirmBody,
  type NewPassage,
  type PassagePatch,
  type PassageQuery,
} from './passages.dto.js';
import { PassagesService, type Passage } from './passages.service.js';
import { progressSchema, toProgressResponse } from './progress.dto.js';

const tag = 'Passages';

const responses: OperationDescription['responses'] = [
  { mediaType: 'application/json', schema: passageSchema },
];

/** Passages through fairways. */
@Controller('api/v1/passages')
export class PassagesController {
  constructor(
    private readonly passages: PassagesService,
    private readonly steps: PassageStepsService,
    private readonly progress: PassageProgressService,
  ) {}

  @Post()
  @WriteOperation({
    tag,
    summary: 'Plan a passage',
    description:
      'Its time in the fairway is held from now on: another that would come too close, or meet it where vessels may not meet, is refused and told which passage is in the way. Too little water under the keel is refused for every leg that has it, unless a harbour master gives `overrideReason`.',
    status: 201,
    responses,
    problems: ['not-found', 'conflict', 'unprocessable-content'],
  })
  async create(
    @Caller() caller: Principal,
    @Body({ schema: newPassage }) body: NewPassage,
  ): Promise<Answer> {
    const passage = await this.passages.create(caller, body);
    return answer(passage, `/api/v1/passages/${passage.id}`);
  }

  @Get()
  @Operation({
    tag,
    summary: 'Passages, in order of planned start',
    responses: [{ mediaType: 'application/json', schema: passageCollection }],
    problems: ['unavailable'],
  })
  async list(@Query({ schema: passageQuery }) query: PassageQuery): Promise<Answer> {
    return jsonCollection('passages', await this.passages.list(query), toPassageResponse);
  }

  @Get(':id')
  @Operation({ tag, summary: 'One passage', responses, problems: ['not-found', 'unavailable'] })
  async find(@Param('id', { schema: uuidParameter }) id: string): Promise<Answer> {
    return answer(await this.passages.get(id));
  }

  @Patch(':id')
  @WriteOperation(
    {
      tag,
      summary: 'Plan a passage anew',
      description:
        'What is left out stays. Only before it has begun; the rules are asked again. Another fairway or direction is another passage.',
      responses,
      problems: ['not-found', 'conflict', 'unprocessable-content'],
    },
    { takesIfMatch: true },
  )
  async edit(
    @Caller() caller: Principal,
    @Param('id', { schema: uuidParameter }) id: string,
    @Body({ schema: passagePatch }) patch: PassagePatch,
    @IfMatch() expected: Expected,
  ): Promise<Answer> {
    return answer(await this.passages.edit(caller, id, { patch, expected }));
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @WriteOperation({
    tag,
    summary: 'Confirm a planned passage',
    description:
      'The rules are asked again: draught, tides and the fairway may be others by now. From then on AIS starts it by itself when the vessel enters the fairway.',
    responses,
    problems: ['not-found', 'conflict', 'unprocessable-content'],
  })
  async confirm(
    @Param('id', { schema: uuidParameter }) id: string,
    @Body({ schema: confirmBody }) _nothing: ConfirmBody,
    @Caller() caller: Principal,
  ): Promise<Answer> {
    return answer(await this.passages.confirm(caller, id));
  }

  @Post(':id/start')
  @HttpCode(200)
  @WriteOperation({
    tag,
    summary: 'Say that a confirmed passage has started',
    responses,
    problems: ['not-found', 'conflict', 'unprocessable-content'],
  })
  async start(
    @Param('id', { schema: uuidParameter }) id: string,
    @Body({ schema: atBody }) body: AtBody,
  ): Promise<Answer> {
    return answer(await this.steps.take(id, 'start', { at: body?.at }));
  }

  @Post(':id/complete')
  @HttpCode(200)
  @WriteOperation({
    tag,
    summary: 'Say that a passage is completed',
    responses,
    problems: ['not-found', 'conflict', 'unprocessable-content'],
  })
  async complete(
    @Param('id', { schema: uuidParameter }) id: string,
    @Body({ schema: atBody }) body: AtBody,
  ): Promise<Answer> {
    return answer(await this.steps.take(id, 'complete', { at: body?.at }));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @WriteOperation({
    tag,
    summary: 'Call a passage off, or break it off',
    description: 'Its time in the fairway is free again.',
    responses,
    problems: ['not-found', 'conflict'],
  })
  async cancel(
    @Param('id', { schema: uuidParameter }) id: string,
    @Body({ schema: cancelBody }) { reason }: CancelBody,
  ): Promise<Answer> {
    return answer(await this.steps.take(id, 'cancel', { reason }));
  }

  @Get(':id/progress')
  @Operation({
    tag,
    summary: 'How far a passage has come',
    description:
      'By the newest position that counts. Null where nothing can be told: before the first position, or where the fairway has no width or limit.',
    responses: [{ mediaType: 'application/json', schema: progressSchema }],
    problems: ['not-found', 'unavailable'],
  })
  async progressOf(@Param('id', { schema: uuidParameter }) id: string): Promise<Answer> {
    return Answer.json(toProgressResponse(await this.progress.get(id)));
  }
}

function answer(passage: Passage, location?: string): Answer {
  const { version, updatedAt: lastModified } = passage;
  return Answer.json(toPassageResponse(passage), {
    version,
    lastModified,
    ...(location === undefined ? {} : { location }),
  });
}
