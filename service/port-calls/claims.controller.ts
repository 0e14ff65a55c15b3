import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';

import { Caller } from '../auth/caller.js';
import type { Principal } from '../auth/principal.js';
import { Answer } from '../http/answer.js';
import { jsonCollection } from '../http/collection.js';
import { Operation } from '../http/operation.js';
import { WriteOperation } from '../idempotency/write-operation.js';
import { seesPersons } from './claim-readers.js';
import {
  answerBody,
  claimCollection,
  claimSchema,
  claimsQuery,
  evidenceCollection,
  idParameter,
  newClaimBody,
  rejectBody,
  toClaimResponse,
  toEvidenceResponse,
  toNewClaim,
  type AnswerBody,
  type ClaimsQuery,
  type NewClaimBody,
  type RejectBody,
} from './claims.dto.js';
import { ClaimsService } from './claims.service.js';
import {
  negotiationCollection,
  negotiationSchema,
  toNegotiationResponse,
} from './negotiations.dto.js';
import { NegotiationsService } from './negotiations.service.js';

const tag = 'Port calls';
const responses = [{ mediaType: 'application/json', schema: claimSchema }];

/** What is said of the times of port calls. */
@Controller('api/v1/port-calls/:id')
export class ClaimsController {
  constructor(
    private readonly claims: ClaimsService,
    private readonly negotiations: NegotiationsService,
  ) {}

  @Get('claims')
  @Operation({
    tag,
    summary: 'Claims of a port call, in the order of recording',
    responses: [{ mediaType: 'application/json', schema: claimCollection }],
    problems: ['not-found', 'unavailable'],
  })
  async list(
    @Param('id', { schema: idParameter }) id: string,
    @Query({ schema: claimsQuery }) { limit, cursor, ...filter }: ClaimsQuery,
    @Caller() caller: Principal,
  ): Promise<Answer> {
    const page = await this.claims.list(id, filter, { limit, after: cursor?.[0] ?? null });
    const sees = seesPersons(caller);
    return jsonCollection('claims', page, (claim) => toClaimResponse(claim, sees), vary);
  }

  @Post('claims')
  @WriteOperation({
    tag,
    summary: 'Say a time of a port call',
    description:
      'Nothing that was said before is overwritten. An ACT claim moves the status of the port call.',
    status: 201,
    responses,
    problems: ['not-found', 'conflict', 'unprocessable-content'],
  })
  async add(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: newClaimBody }) body: NewClaimBody,
    @Caller() caller: Principal,
  ): Promise<Answer> {
    const claim = await this.claims.state(id, toNewClaim(body));
    const location = `/api/v1/port-calls/${id}/claims/${claim.id}`;
    return Answer.json(toClaimResponse(claim, seesPersons(caller)), { location });
  }

  @Get('claims/:claimId')
  @Operation({ tag, summary: 'One claim', responses, problems: ['not-found', 'unavailable'] })
  async find(
    @Param('id', { schema: idParameter }) id: string,
    @Param('claimId', { schema: idParameter }) claimId: string,
    @Caller() caller: Principal,
  ): Promise<Answer> {
    const claim = await this.claims.get(id, claimId);
    return Answer.json(toClaimResponse(claim, seesPersons(caller)), vary);
  }

  @Get('claims/:claimId/evidence')
  @Operation({
    tag,
    summary: 'The positions that prove a claim',
    description: 'As they were copied with it: they outlive the retention of positions.',
    responses: [{ mediaType: 'application/json', schema: evidenceCollection }],
    problems: ['not-found', 'unavailable'],
  })
  async evidence(
    @Param('id', { schema: idParameter }) id: string,
    @Param('claimId', { schema: idParameter }) claimId: string,
  ): Promise<Answer> {
    const evidence = await this.claims.evidence(id, claimId);
    return Answer.json({ evidence: evidence.map(toEvidenceResponse) });
  }

  @Post('claims/:claimId/reject')
  @HttpCode(200)
  @WriteOperation({
    tag,
    summary: 'Strike a claim through',
    description: 'It stays, and no longer counts; status and published times follow.',
    responses,
    problems: ['not-found', 'conflict'],
  })
  async reject(
    @Param('id', { schema: idParameter }) id: string,
    @Param('claimId', { schema: idParameter }) claimId: string,
    @Body({ schema: rejectBody }) { reason }: RejectBody,
    @Caller() caller: Principal,
  ): Promise<Answer> {
    const claim = await this.claims.reject(id, claimId, reason);
    return Answer.json(toClaimResponse(claim, seesPersons(caller)));
  }

  @Post('claims/:claimId/answer')
  @HttpCode(200)
  @WriteOperation({
    tag,
    summary: 'Accept, counter, decline or cancel what a claim asks for',
    description: 'Decline and cancel end the negotiation of the service for good.',
    responses: [{ mediaType: 'application/json', schema: negotiationSchema }],
    problems: ['not-found', 'conflict', 'unprocessable-content'],
  })
  async answer(
    @Param('id', { schema: idParameter }) id: string,
    @Param('claimId', { schema: idParameter }) claimId: string,
    @Body({ schema: answerBody }) body: AnswerBody,
  ): Promise<Answer> {
    return Answer.json(toNegotiationResponse(await this.negotiations.answer(id, claimId, body)));
  }

  @Get('negotiations')
  @Operation({
    tag,
    summary: 'Where the parties are about each service, and who owes the next step',
    responses: [{ mediaType: 'application/json', schema: negotiationCollection }],
    problems: ['not-found', 'unavailable'],
  })
  async listNegotiations(@Param('id', { schema: idParameter }) id: string): Promise<Answer> {
    const negotiations = await this.negotiations.list(id);
    return Answer.json({ negotiations: negotiations.map(toNegotiationResponse) });
  }
}

const vary = { vary: ['Authorization'] };
