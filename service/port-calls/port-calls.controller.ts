import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';

import { Answer } from '../http/answer.js';
import { jsonCollection } from '../http/collection.js';
import { Operation } from '../http/operation.js';
import { IfMatch, type Expected } from '../idempotency/precondition.js';
import { WriteOperation } from '../idempotency/write-operation.js';
import { idParameter } from './claims.dto.js';
import { PortCallAnnouncements } from './port-call-announcements.service.js';
import { PortCallSearchService } from './port-call-search.service.js';
import { portCallsQuery, toQuestion, type PortCallsQuery } from './port-calls-query.dto.js';
import {
  endBody,
  newPortCallBody,
  portCallChanges,
  portCallCollection,
  portCallSchema,
  toPortCallResponse,
  type EndBody,
  type NewPortCallBody,
  type PortCallChanges,
} from './port-calls.dto.js';
import { PortCallsService, type PortCall } from './port-calls.service.js';

const tag = 'Port calls';
const responses = [{ mediaType: 'application/json', schema: portCallSchema }];

/** Port calls; what is said of their times is in claims.controller.ts. */
@Controller('api/v1/port-calls')
export class PortCallsController {
  constructor(
    private readonly calls: PortCallsService,
    private readonly searches: PortCallSearchService,
    private readonly announcements: PortCallAnnouncements,
  ) {}

  @Get()
  @Operation({
    tag,
    summary: 'Port calls, by their published times',
    responses: [{ mediaType: 'application/json', schema: portCallCollection }],
    problems: ['unavailable'],
  })
  async list(@Query({ schema: portCallsQuery }) query: PortCallsQuery): Promise<Answer> {
    const page = await this.searches.search(toQuestion(query));
    return jsonCollection('portCalls', page, toPortCallResponse);
  }

  @Post()
  @WriteOperation({
    tag,
    summary: 'Announce a port call',
    description: 'Names the vessel by `vesselId` (of the register) or by `mmsi`.',
    status: 201,
    responses,
    problems: ['unprocessable-content'],
  })
  async create(@Body({ schema: newPortCallBody }) body: NewPortCallBody): Promise<Answer> {
    const { port, vesselId, mmsi, ...particulars } = body;
    const call = await this.announcements.announce({ locode: port, vesselId, mmsi, particulars });
    return answer(call, `/api/v1/port-calls/${call.id}`);
  }

  @Get(':id')
  @Operation({
    tag,
    summary: 'One port call',
    responses,
    problems: ['not-found', 'unavailable'],
  })
  async find(@Param('id', { schema: idParameter }) id: string): Promise<Answer> {
    return answer(await this.calls.get(id));
  }

  @Patch(':id')
  @WriteOperation(
    {
      tag,
      summary: 'Change what is said of a port call',
      description: 'Its times are claims, and its status follows from them.',
      responses,
      problems: ['not-found'],
    },
    { takesIfMatch: true },
  )
  async edit(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: portCallChanges }) changes: PortCallChanges,
    @IfMatch() expected: Expected,
  ): Promise<Answer> {
    return answer(await this.calls.edit(id, withoutUnset(changes), expected));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @WriteOperation({
    tag,
    summary: 'Cancel an expected port call, for good',
    responses,
    problems: ['not-found', 'conflict'],
  })
  async cancel(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: endBody }) { reason }: EndBody,
  ): Promise<Answer> {
    return answer(await this.calls.end(id, 'cancelled', reason));
  }

  @Post(':id/omit')
  @HttpCode(200)
  @WriteOperation({
    tag,
    summary: 'The carrier leaves the port out, for good',
    description: 'With it end all negotiations of the port call (DCSA JIT 2.0, omit).',
    responses,
    problems: ['not-found', 'conflict'],
  })
  async omit(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: endBody }) { reason }: EndBody,
  ): Promise<Answer> {
    return answer(await this.calls.end(id, 'omitted', reason));
  }
}

function answer(call: PortCall, location?: string): Answer {
  const { version } = call;
  const options = location === undefined ? { version } : { version, location };
  return Answer.json(toPortCallResponse(call), options);
}

/** Without what the body left out. */
function withoutUnset(changes: PortCallChanges): Partial<PortCall> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
