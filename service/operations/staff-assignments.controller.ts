import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';

import { Caller } from '../auth/caller.js';
import type { Principal } from '../auth/principal.js';
import { Answer } from '../http/answer.js';
import { jsonCollection } from '../http/collection.js';
import { Operation } from '../http/operation.js';
import { IfMatch, type Expected } from '../idempotency/precondition.js';
import { WriteOperation } from '../idempotency/write-operation.js';
import { idParameter } from './operation-fields.js';
import { ReplacementsService } from './replacements.service.js';
import {
  assignmentCancel,
  assignmentCollection,
  assignmentEdit,
  assignmentQuery,
  assignmentSchema,
  newAssignment,
  replacementsSchema,
  toAssignmentResponse,
  toReplacementsResponse,
  type AssignmentCancel,
  type AssignmentEdit,
  type AssignmentQuery,
  type NewAssignment,
} from './staff-assignments.dto.js';
import { StaffAssignmentsService } from './staff-assignments.service.js';

const tag = 'Staff';
const responses = [{ mediaType: 'application/json', schema: assignmentSchema }];
const readProblems = ['unauthorized', 'forbidden', 'not-found', 'unavailable'] as const;

/** Who works in which role on what, and when. */
@Controller('api/v1/staff-assignments')
export class StaffAssignmentsController {
  constructor(
    private readonly assignments: StaffAssignmentsService,
    private readonly replacements: ReplacementsService,
  ) {}

  @Post()
  @WriteOperation({
    tag,
    summary: 'Assign a person to a cargo operation, a passage or a berth',
    description:
      'Refused with every rule that it breaks and the records in the way: certificate for the role during all of it, within a shift, rest of the role (422); another assignment at the same time (409). A pilot of a passage is told to the passage.',
    status: 201,
    responses,
    problems: ['conflict', 'unprocessable-content'],
  })
  async create(
    @Caller() caller: Principal,
    @Body({ schema: newAssignment }) body: NewAssignment,
  ): Promise<Answer> {
    const assignment = await this.assignments.create(caller, body);
    const location = `/api/v1/staff-assignments/${assignment.id}`;
    return Answer.json(toAssignmentResponse(assignment), { version: assignment.version, location });
  }

  @Get()
  @Operation({
    tag,
    summary: 'Assignments, in order of creation',
    responses: [{ mediaType: 'application/json', schema: assignmentCollection }],
    problems: ['unauthorized', 'forbidden', 'unavailable'],
  })
  async list(
    @Caller() caller: Principal,
    @Query({ schema: assignmentQuery }) query: AssignmentQuery,
  ): Promise<Answer> {
    const page = await this.assignments.list(caller, query);
    return jsonCollection('assignments', page, toAssignmentResponse);
  }

  @Get(':id')
  @Operation({ tag, summary: 'One assignment', responses, problems: readProblems })
  async find(
    @Caller() caller: Principal,
    @Param('id', { schema: idParameter }) id: string,
  ): Promise<Answer> {
    const assignment = await this.assignments.get(caller, id);
    return Answer.json(toAssignmentResponse(assignment), { version: assignment.version });
  }

  @Patch(':id')
  @WriteOperation(
    {
      tag,
      summary: 'Move an assignment to another time',
      description: 'The rules of a new assignment hold.',
      responses,
      problems: ['not-found', 'conflict', 'unprocessable-content'],
    },
    { takesIfMatch: true },
  )
  async move(
    @Caller() caller: Principal,
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: assignmentEdit }) edit: AssignmentEdit,
    @IfMatch() expected: Expected,
  ): Promise<Answer> {
    const assignment = await this.assignments.move(caller, id, { edit, expected });
    return Answer.json(toAssignmentResponse(assignment), { version: assignment.version });
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @WriteOperation({
    tag,
    summary: 'Cancel an assignment',
    responses,
    problems: ['not-found', 'conflict'],
  })
  async cancel(
    @Caller() caller: Principal,
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: assignmentCancel }) body: AssignmentCancel,
  ): Promise<Answer> {
    const assignment = await this.assignments.cancel(caller, id, body);
    return Answer.json(toAssignmentResponse(assignment), { version: assignment.version });
  }

  @Get(':id/replacements')
  @Operation({
    tag,
    summary: 'Who could take an assignment over',
    description:
      'Everybody else with the role in the port: who is free, qualified, on shift and rested, ranked as `ranking` says, and who is not, and why.',
    responses: [{ mediaType: 'application/json', schema: replacementsSchema }],
    problems: readProblems,
  })
  async propose(
    @Caller() caller: Principal,
    @Param('id', { schema: idParameter }) id: string,
  ): Promise<Answer> {
    const { proposals, excluded } = await this.replacements.of(caller, id);
    return Answer.json(toReplacementsResponse(id, proposals, excluded));
  }
}
