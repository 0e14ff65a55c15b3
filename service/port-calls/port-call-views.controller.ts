import { Controller, Get, Header, Headers, Param, Query } from '@nestjs/common';

import { Caller } from '../auth/caller.js';
import type { Principal } from '../auth/principal.js';
import { Answer } from '../http/answer.js';
import { negotiateMediaType } from '../http/negotiation.js';
import { Operation } from '../http/operation.js';
import { Representation } from '../http/representation.js';
import { NotAcceptableError } from '../problem/domain-error.js';
import { arrivalAdviceSchema, toAdviceResponse } from './arrival-advice.dto.js';
import { ArrivalAdviceService } from './arrival-advice.service.js';
import { seesPersons } from './claim-readers.js';
import { idParameter } from './claims.dto.js';
import {
  timelineSchema,
  timesheetMediaTypes,
  timesheetQuery,
  timesheetSchema,
  toEntryResponse,
  toTimesheetResponse,
  type TimesheetMediaType,
  type TimesheetQuery,
} from './timeline.dto.js';
import { TimelineService } from './timeline.service.js';
import {
  timesheetCsv,
  timesheetHtml,
  timesheetPolicy,
  type Timesheet,
} from './timesheet-formats.js';

const tag = 'Port calls';

/** How a timesheet is written in each media type. */
const writers: Readonly<Record<TimesheetMediaType, (sheet: Timesheet) => string>> = {
  'application/json': (sheet) => JSON.stringify(toTimesheetResponse(sheet)),
  'text/csv': timesheetCsv,
  'text/html': timesheetHtml,
};

const mediaTypes = { json: 'application/json', csv: 'text/csv', html: 'text/html' } as const;

/** Port calls as people look at them: what happened, and what is advised. */
@Controller('api/v1/port-calls/:id')
export class PortCallViewsController {
  constructor(
    private readonly timelines: TimelineService,
    private readonly advice: ArrivalAdviceService,
  ) {}

  @Get('timeline')
  @Operation({
    tag,
    summary: 'Claims and AIS facts of a port call in one order',
    description: 'By the times that they speak of; rejected claims are there, struck through.',
    responses: [{ mediaType: 'application/json', schema: timelineSchema }],
    problems: ['not-found', 'unavailable'],
  })
  async timeline(
    @Param('id', { schema: idParameter }) id: string,
    @Caller() caller: Principal,
  ): Promise<Answer> {
    const entries = await this.timelines.timeline(id);
    const sees = seesPersons(caller);
    const body = { entries: entries.map((entry) => toEntryResponse(entry, sees)) };
    return Answer.json(body, { vary: ['Authorization'] });
  }

  @Get('timesheet')
  @Header('Content-Security-Policy', timesheetPolicy)
  @Operation({
    tag,
    summary: 'Statement of facts of a port call',
    description:
      'What happened, each event once, in port time and UTC: JSON, CSV, or a page to print on A4.',
    headers: { Accept: `One of ${timesheetMediaTypes.join(', ')}; the first by default.` },
    responses: [
      { mediaType: 'application/json', schema: timesheetSchema },
      { mediaType: 'text/csv' },
      { mediaType: 'text/html' },
    ],
    problems: ['not-found', 'not-acceptable', 'unavailable'],
  })
  async timesheet(
    @Param('id', { schema: idParameter }) id: string,
    @Query({ schema: timesheetQuery }) { format }: TimesheetQuery,
    @Headers('accept') accept: string | undefined,
  ): Promise<Answer> {
    const mediaType =
      format === undefined ? negotiateMediaType(accept, timesheetMediaTypes) : mediaTypes[format];
    if (mediaType === null) {
      throw new NotAcceptableError(`A timesheet comes as ${timesheetMediaTypes.join(', ')}.`);
    }
    const sheet = await this.timelines.timesheet(id);
    const type = mediaType === 'application/json' ? mediaType : `${mediaType}; charset=utf-8`;
    return new Answer(new Representation(writers[mediaType](sheet), type), {
      vary: ['Accept'],
    });
  }

  @Get('arrival-advice')
  @Operation({
    tag,
    summary: 'How fast to come, to arrive as requested',
    description:
      'From the live position, course and speed: when the vessel would be at the pilot boarding place, how long it would wait, and the speed that meets the newest request or plan.',
    responses: [{ mediaType: 'application/json', schema: arrivalAdviceSchema }],
    problems: ['not-found', 'unavailable'],
  })
  async arrivalAdvice(@Param('id', { schema: idParameter }) id: string): Promise<Answer> {
    return Answer.json(toAdviceResponse(await this.advice.advise(id)));
  }
}
