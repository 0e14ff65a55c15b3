import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';

import { Caller } from '../auth/caller.js';
import type { Principal } from '../auth/principal.js';
import { Answer } from '../http/answer.js';
import { jsonCollection } from '../http/collection.js';
import { Operation } from '../http/operation.js';
import { IfMatch, type Expected } from '../idempotency/precondition.js';
import { WriteOperation } from '../idempotency/write-operation.js';
import { idParameter } from './operation-fields.js';
import {
  newShift,
  shiftCollection,
  shiftEdit,
  shiftQuery,
  shiftSchema,
  toShiftResponse,
  type NewShift,
  type ShiftEdit,
  type ShiftQuery,
} from './staff-shifts.dto.js';
import { StaffShiftsService } from './staff-shifts.service.js';

const tag = 'Staff';
const responses = [{ mediaType: 'application/json', schema: shiftSchema }];

/** Shifts: when people can be assigned. */
@Controller('api/v1/staff-shifts')
export class StaffShiftsController {
  constructor(private readonly shifts: StaffShiftsService) {}

  @Post()
  @WriteOperation({
    tag,
    summary: 'Plan a shift',
    description: 'A shift is when a person can be assigned; only assignments count as work.',
    status: 201,
    responses,
    problems: ['conflict', 'unprocessable-content'],
  })
  async create(
    @Caller() caller: Principal,
    @Body({ schema: newShift }) body: NewShift,
  ): Promise<Answer> {
    const shift = await this.shifts.create(caller, body);
    const location = `/api/v1/staff-shifts/${shift.id}`;
    return Answer.json(toShiftResponse(shift), { version: shift.version, location });
  }

  @Get()
  @Operation({
    tag,
    summary: 'Shifts, in order of creation',
    responses: [{ mediaType: 'application/json', schema: shiftCollection }],
    problems: ['unauthorized', 'forbidden', 'unavailable'],
  })
  async list(
    @Caller() caller: Principal,
    @Query({ schema: shiftQuery }) query: ShiftQuery,
  ): Promise<Answer> {
    return jsonCollection('shifts', await this.shifts.list(caller, query), toShiftResponse);
  }

  @Get(':id')
  @Operation({
    tag,
    summary: 'One shift',
    responses,
    problems: ['unauthorized', 'forbidden', 'not-found', 'unavailable'],
  })
  async find(
    @Caller() caller: Principal,
    @Param('id', { schema: idParameter }) id: string,
  ): Promise<Answer> {
    const shift = await this.shifts.get(caller, id);
    return Answer.json(toShiftResponse(shift), { version: shift.version });
  }

  @Patch(':id')
  @WriteOperation(
    {
      tag,
      summary: 'Move a shift',
      description: 'Refused when an assignment would lie in no shift any more.',
      responses,
      problems: ['not-found', 'conflict'],
    },
    { takesIfMatch: true },
  )
  async move(
    @Caller() caller: Principal,
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: shiftEdit }) edit: ShiftEdit,
    @IfMatch() expected: Expected,
  ): Promise<Answer> {
    const shift = await this.shifts.move(caller, id, { edit, expected });
    return Answer.json(toShiftResponse(shift), { version: shift.version });
  }

  @Delete(':id')
  @HttpCode(204)
  @WriteOperation(
    {
      tag,
      summary: 'Remove a shift',
      description: 'Refused when an assignment would lie in no shift any more.',
      status: 204,
      responses: [],
      problems: ['not-found', 'conflict'],
    },
    { takesIfMatch: true },
  )
  async remove(
    @Caller() caller: Principal,
    @Param('id', { schema: idParameter }) id: string,
    @IfMatch() expected: Expected,
  ): Promise<void> {
    await this.shifts.remove(caller, id, expected);
  }
}
