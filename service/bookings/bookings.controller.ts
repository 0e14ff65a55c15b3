import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import type { z } from 'zod';

import { Caller } from '../auth/caller.js';
import type { Principal } from '../auth/principal.js';
import { Answer } from '../http/answer.js';
import { jsonCollection } from '../http/collection.js';
import { Operation } from '../http/operation.js';
import { IfMatch, type Expected } from '../idempotency/precondition.js';
import { WriteOperation } from '../idempotency/write-operation.js';
import { uuidParameter } from '../ports/berths.service.js';
import type { Booking } from './booking.js';
import { BookingChangesService } from './booking-changes.service.js';
import { editOf, newBookingOf } from './booking-requests.js';
import { BookingStepsService } from './booking-steps.service.js';
import {
  bookingCollection,
  bookingMoment,
  bookingPatch,
  bookingQuery,
  bookingSchema,
  cancellation,
  confirmation,
  newBooking,
  toBookingResponse,
  type BookingPatchBody,
  type BookingQuery,
  type NewBookingBody,
} from './bookings.dto.js';
import { BookingsService } from './bookings.service.js';

const tag = 'Bookings';
const responses = [{ mediaType: 'application/json', schema: bookingSchema }];

/** Bookings of berths. */
@Controller('api/v1/bookings')
export class BookingsController {
  constructor(
    private readonly bookings: BookingsService,
    private readonly changes: BookingChangesService,
    private readonly steps: BookingStepsService,
  ) {}

  @Get()
  @Operation({
    tag,
    summary: 'Bookings, in order of their beginning',
    responses: [{ mediaType: 'application/json', schema: bookingCollection }],
    problems: ['not-found', 'unavailable'],
  })
  async list(@Query({ schema: bookingQuery }) query: BookingQuery): Promise<Answer> {
    return jsonCollection('bookings', await this.bookings.list(query), toBookingResponse);
  }

  @Get(':id')
  @Operation({ tag, summary: 'One booking', responses, problems: ['not-found', 'unavailable'] })
  async find(@Param('id', { schema: uuidParameter }) id: string): Promise<Answer> {
    return answer(await this.bookings.get(id));
  }

  @Post()
  @WriteOperation({
    tag,
    summary: 'Ask for a berth',
    description:
      'Holds the metres from now on. 409 names the booking that holds some of them; 422 names every rule of fit that is broken, with both numbers. A harbour master may override rules, with a reason.',
    status: 201,
    responses,
    problems: ['conflict', 'unprocessable-content'],
  })
  async create(
    @Body({ schema: newBooking }) body: NewBookingBody,
    @Caller() caller: Principal,
  ): Promise<Answer> {
    const booking = await this.changes.create(newBookingOf(body), caller);
    return answer(booking, `/api/v1/bookings/${booking.id}`);
  }

  @Patch(':id')
  @WriteOperation(
    {
      tag,
      summary: 'Change a booking',
      description: 'The rules of fit are asked anew. One that is completed or cancelled stays.',
      responses,
      problems: ['not-found', 'conflict', 'unprocessable-content'],
    },
    { takesIfMatch: true },
  )
  async edit(
    @Param('id', { schema: uuidParameter }) id: string,
    @Body({ schema: bookingPatch }) body: BookingPatchBody,
    @IfMatch() expected: Expected,
    @Caller() caller: Principal,
  ): Promise<Answer> {
    return answer(await this.changes.edit(id, editOf(body), { caller, expected }));
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @WriteOperation({
    tag,
    summary: 'Agree to a booking',
    description: 'The rules of fit are asked again: the berth may have changed since.',
    responses,
    problems: ['not-found', 'conflict', 'unprocessable-content'],
  })
  async confirm(
    @Param('id', { schema: uuidParameter }) id: string,
    @Body({ schema: confirmation }) body: z.output<typeof confirmation>,
    @Caller() caller: Principal,
  ): Promise<Answer> {
    return answer(await this.changes.confirm(id, body.override?.reason ?? null, caller));
  }

  @Post(':id/activate')
  @HttpCode(200)
  @WriteOperation({
    tag,
    summary: 'The vessel came alongside',
    description: 'Earlier than booked, the berth is held from then on.',
    responses,
    problems: ['not-found', 'conflict', 'unprocessable-content'],
  })
  async activate(
    @Param('id', { schema: uuidParameter }) id: string,
    @Body({ schema: bookingMoment }) body: z.output<typeof bookingMoment>,
  ): Promise<Answer> {
    return answer(await this.steps.activate(id, body.time ?? null));
  }

  @Post(':id/complete')
  @HttpCode(200)
  @WriteOperation({
    tag,
    summary: 'The vessel left',
    description: 'Earlier than booked, the berth is free again from then on.',
    responses,
    problems: ['not-found', 'conflict', 'unprocessable-content'],
  })
  async complete(
    @Param('id', { schema: uuidParameter }) id: string,
    @Body({ schema: bookingMoment }) body: z.output<typeof bookingMoment>,
  ): Promise<Answer> {
    return answer(await this.steps.complete(id, body.time ?? null));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @WriteOperation({
    tag,
    summary: 'Give a booking up',
    description: 'Its metres are free again. One that is active cannot be cancelled.',
    responses,
    problems: ['not-found', 'conflict'],
  })
  async cancel(
    @Param('id', { schema: uuidParameter }) id: string,
    @Body({ schema: cancellation }) body: z.output<typeof cancellation>,
  ): Promise<Answer> {
    return answer(await this.steps.cancel(id, body.reason ?? null));
  }
}

function answer(booking: Booking, location?: string): Answer {
  const { version, updatedAt: lastModified } = booking;
  const options = { version, lastModified, ...(location === undefined ? {} : { location }) };
  return Answer.json(toBookingResponse(booking), options);
}
