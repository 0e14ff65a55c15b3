import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';

import { Answer } from '../http/answer.js';
import { Operation } from '../http/operation.js';
import { IfMatch, type Expected } from '../idempotency/precondition.js';
import { WriteOperation } from '../idempotency/write-operation.js';
import {
  historyQuery,
  historySchema,
  mergeBody,
  newVesselBody,
  splitBody,
  toHistoryResponse,
  vesselPatchBody,
  type HistoryQuery,
  type MergeBody,
  type NewVesselBody,
  type SplitBody,
  type VesselPatchBody,
} from './register.dto.js';
import { VesselEditsService } from './vessel-edits.service.js';
import { VesselHistoryService } from './vessel-history.service.js';
import { VesselMergesService } from './vessel-merges.service.js';
import { toVesselAnswer, vesselId, vesselSchema } from './vessels.dto.js';
import { VesselLookupService } from './vessel-lookup.service.js';

const responses = [{ mediaType: 'application/json', schema: vesselSchema }];

/** What people decide about vessels. */
@Controller('api/v1/vessels')
export class RegisterController {
  constructor(
    private readonly vessels: VesselLookupService,
    private readonly edits: VesselEditsService,
    private readonly merges: VesselMergesService,
    private readonly histories: VesselHistoryService,
  ) {}

  @Post()
  @WriteOperation({
    tag: 'Vessels',
    summary: 'Enter a vessel by hand',
    status: 201,
    responses,
    problems: ['conflict'],
  })
  async create(@Body({ schema: newVesselBody }) body: NewVesselBody): Promise<Answer> {
    const { id } = await this.edits.create(body);
    return toVesselAnswer(await this.vessels.find(id), { location: `/api/v1/vessels/${id}` });
  }

  @Patch(':id')
  @WriteOperation(
    {
      tag: 'Vessels',
      summary: 'Correct a vessel; AIS no longer changes what is given',
      responses,
      problems: ['not-found', 'conflict', 'unprocessable-content'],
    },
    { takesIfMatch: true },
  )
  async edit(
    @Param('id', { schema: vesselId }) id: string,
    @Body({ schema: vesselPatchBody }) { reason, ...given }: VesselPatchBody,
    @IfMatch() expected: Expected,
  ): Promise<Answer> {
    const edited = await this.edits.edit(id, given, {
      expected,
      reason: reason ?? null,
    });
    return toVesselAnswer(await this.vessels.find(edited.id));
  }

  @Post(':id/merge')
  @HttpCode(200)
  @WriteOperation({
    tag: 'Vessels',
    summary: 'Make two entries one vessel; the answer is the one that stays',
    responses,
    problems: ['not-found', 'conflict', 'unprocessable-content'],
  })
  async merge(
    @Param('id', { schema: vesselId }) id: string,
    @Body({ schema: mergeBody }) { into, from, reason }: MergeBody,
  ): Promise<Answer> {
    const merged = await this.merges.merge(from ?? id, into ?? id, reason);
    return toVesselAnswer(await this.vessels.find(merged.id));
  }

  @Post(':id/split')
  @HttpCode(200)
  @WriteOperation({
    tag: 'Vessels',
    summary: 'Take MMSIs off a vessel; the answer is the vessel that they belong to',
    responses,
    problems: ['not-found', 'conflict', 'unprocessable-content'],
  })
  async split(
    @Param('id', { schema: vesselId }) id: string,
    @Body({ schema: splitBody }) { mmsis, reason }: SplitBody,
  ): Promise<Answer> {
    const off = await this.merges.split(id, mmsis, reason);
    return toVesselAnswer(await this.vessels.find(off.id));
  }

  @Get(':id/history')
  @Operation({
    tag: 'Vessels',
    summary: 'What a vessel was known by, and what was decided about it',
    responses: [{ mediaType: 'application/json', schema: historySchema }],
    problems: ['not-found', 'unavailable'],
  })
  async history(
    @Param('id', { schema: vesselId }) id: string,
    @Query({ schema: historyQuery }) query: HistoryQuery,
  ): Promise<Answer> {
    const history = await this.histories.of(id, query);
    const { updatedAt, nextCursor } = history;
    return Answer.json(toHistoryResponse(history), { lastModified: updatedAt, nextCursor });
  }
}
