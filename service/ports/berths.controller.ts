import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import { Answer } from '../http/answer.js';
import { jsonCollection } from '../http/collection.js';
import { Operation } from '../http/operation.js';
import { IfMatch, type Expected } from '../idempotency/precondition.js';
import { WriteOperation } from '../idempotency/write-operation.js';
import {
  berthCollection,
  berthPatch,
  berthQuery,
  berthSchema,
  closureSchema,
  newClosure,
  toBerthResponse,
  toClosureResponse,
  uuidParameter,
  type BerthPatch,
  type BerthQuery,
  type NewClosure,
} from './berths.dto.js';
import { BerthChangesService } from './berth-changes.service.js';
import { BerthsService, type Berth } from './berths.service.js';

/** Berths, and when they are closed. */
@Controller('api/v1/berths')
export class BerthsController {
  constructor(
    private readonly berths: BerthsService,
    private readonly changes: BerthChangesService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Operation({
    tag: 'Berths',
    summary: 'Berths, in order of port and code',
    responses: [{ mediaType: 'application/json', schema: berthCollection }],
    problems: ['not-found', 'unavailable'],
  })
  async list(@Query({ schema: berthQuery }) query: BerthQuery): Promise<Answer> {
    const now = this.clock.now();
    const page = await this.berths.list(query);
    return jsonCollection('berths', page, (berth) => toBerthResponse(berth, now));
  }

  @Get(':id')
  @Operation({
    tag: 'Berths',
    summary: 'One berth',
    responses: [{ mediaType: 'application/json', schema: berthSchema }],
    problems: ['not-found', 'unavailable'],
  })
  async find(@Param('id', { schema: uuidParameter }) id: string): Promise<Answer> {
    return this.answer(await this.berths.get(id));
  }

  @Patch(':id')
  @WriteOperation(
    {
      tag: 'Berths',
      summary: 'Change what a berth says',
      description:
        'What is set here stays when the port file is imported again, until it is named in `revert`.',
      responses: [{ mediaType: 'application/json', schema: berthSchema }],
      problems: ['not-found', 'unprocessable-content'],
    },
    { takesIfMatch: true },
  )
  async edit(
    @Param('id', { schema: uuidParameter }) id: string,
    @Body({ schema: berthPatch }) { revert, ...set }: BerthPatch,
    @IfMatch() expected: Expected,
  ): Promise<Answer> {
    return this.answer(await this.changes.edit(id, { set: given(set), revert }, expected));
  }

  @Post(':id/closures')
  @WriteOperation({
    tag: 'Berths',
    summary: 'Close a berth for a time',
    description: 'Bookings in that time stay: the berth plan shows each as a conflict.',
    status: 201,
    responses: [{ mediaType: 'application/json', schema: closureSchema }],
    problems: ['not-found'],
  })
  async close(
    @Param('id', { schema: uuidParameter }) id: string,
    @Body({ schema: newClosure }) body: NewClosure,
  ): Promise<Answer> {
    const closure = await this.changes.close(id, body);
    const location = `/api/v1/berths/${id}/closures/${closure.id}`;
    return Answer.json(toClosureResponse(closure), { location });
  }

  @Get(':id/closures/:closureId')
  @Operation({
    tag: 'Berths',
    summary: 'One closure of a berth',
    responses: [{ mediaType: 'application/json', schema: closureSchema }],
    problems: ['not-found', 'unavailable'],
  })
  async closure(
    @Param('id', { schema: uuidParameter }) id: string,
    @Param('closureId', { schema: uuidParameter }) closureId: string,
  ): Promise<Answer> {
    return Answer.json(toClosureResponse(await this.berths.closure(id, closureId)));
  }

  @Delete(':id/closures/:closureId')
  @HttpCode(200)
  @WriteOperation(
    {
      tag: 'Berths',
      summary: 'End a closure',
      description:
        'One that has begun ends now; one that has not is removed. Answers the berth, and takes the entity tag of the berth.',
      responses: [{ mediaType: 'application/json', schema: berthSchema }],
      problems: ['not-found'],
    },
    { takesIfMatch: true },
  )
  async reopen(
    @Param('id', { schema: uuidParameter }) id: string,
    @Param('closureId', { schema: uuidParameter }) closureId: string,
    @IfMatch() expected: Expected,
  ): Promise<Answer> {
    return this.answer(await this.changes.reopen(id, closureId, expected));
  }

  private answer(berth: Berth): Answer {
    const { version, updatedAt: lastModified } = berth;
    return Answer.json(toBerthResponse(berth, this.clock.now()), { version, lastModified });
  }
}

/** Without the fields that the caller left out. */
function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  // What is filtered out is all that differs.
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
