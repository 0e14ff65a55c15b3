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
  certificateCollection,
  certificateParameter,
  certificateSchema,
  newCertificate,
  newStaffMember,
  staffCollection,
  staffEdit,
  staffQuery,
  staffSchema,
  toCertificateResponse,
  toStaffResponse,
  type NewCertificate,
  type NewStaffMember,
  type StaffEdit,
  type StaffQuery,
} from './staff.dto.js';
import { StaffService } from './staff.service.js';

const tag = 'Staff';
const responses = [{ mediaType: 'application/json', schema: staffSchema }];

/** People who work in the port, and their certificates. */
@Controller('api/v1/staff')
export class StaffController {
  constructor(private readonly staff: StaffService) {}

  @Post()
  @WriteOperation({
    tag,
    summary: 'Enter a person',
    description: 'What is kept of persons, and for how long, is in docs/privacy.md.',
    status: 201,
    responses,
    problems: ['unprocessable-content'],
  })
  async create(
    @Caller() caller: Principal,
    @Body({ schema: newStaffMember }) body: NewStaffMember,
  ): Promise<Answer> {
    const member = await this.staff.create(caller, body);
    const { version } = member;
    return Answer.json(toStaffResponse(member), {
      version,
      location: `/api/v1/staff/${member.id}`,
    });
  }

  @Get()
  @Operation({
    tag,
    summary: 'People, in order of entry',
    description:
      'Role `terminal` sees the people of its own terminals. There is no search by name: addresses are written into logs.',
    responses: [{ mediaType: 'application/json', schema: staffCollection }],
    problems: ['unauthorized', 'forbidden', 'unavailable'],
  })
  async list(
    @Caller() caller: Principal,
    @Query({ schema: staffQuery }) query: StaffQuery,
  ): Promise<Answer> {
    return jsonCollection('staff', await this.staff.list(caller, query), toStaffResponse);
  }

  @Get(':id')
  @Operation({
    tag,
    summary: 'One person',
    responses,
    problems: ['unauthorized', 'forbidden', 'not-found', 'unavailable'],
  })
  async find(
    @Caller() caller: Principal,
    @Param('id', { schema: idParameter }) id: string,
  ): Promise<Answer> {
    const member = await this.staff.get(caller, id);
    return Answer.json(toStaffResponse(member), { version: member.version });
  }

  @Patch(':id')
  @WriteOperation(
    {
      tag,
      summary: 'Change what is known of a person',
      description: 'What is left out stays. A role that something planned needs is not taken away.',
      responses,
      problems: ['not-found', 'conflict', 'unprocessable-content'],
    },
    { takesIfMatch: true },
  )
  async edit(
    @Caller() caller: Principal,
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: staffEdit }) edit: StaffEdit,
    @IfMatch() expected: Expected,
  ): Promise<Answer> {
    const member = await this.staff.edit(caller, id, { edit, expected });
    return Answer.json(toStaffResponse(member), { version: member.version });
  }

  @Delete(':id')
  @HttpCode(204)
  @WriteOperation(
    {
      tag,
      summary: 'Erase who a person is',
      description:
        'Name, contact and the numbers of certificates go for ever; the id stays, with what was worked under it. Refused while something is planned for the person.',
      status: 204,
      responses: [],
      problems: ['not-found', 'conflict'],
    },
    { takesIfMatch: true },
  )
  async erase(
    @Caller() caller: Principal,
    @Param('id', { schema: idParameter }) id: string,
    @IfMatch() expected: Expected,
  ): Promise<void> {
    await this.staff.erase(caller, id, expected);
  }

  @Get(':id/certificates')
  @Operation({
    tag,
    summary: 'Certificates of a person, by role and beginning',
    responses: [{ mediaType: 'application/json', schema: certificateCollection }],
    problems: ['unauthorized', 'forbidden', 'not-found', 'unavailable'],
  })
  async certificates(
    @Caller() caller: Principal,
    @Param('id', { schema: idParameter }) id: string,
  ): Promise<Answer> {
    const page = await this.staff.certificates(caller, id);
    return jsonCollection('certificates', page, toCertificateResponse);
  }

  @Post(':id/certificates')
  @WriteOperation({
    tag,
    summary: 'Enter a certificate',
    status: 201,
    responses: [{ mediaType: 'application/json', schema: certificateSchema }],
    problems: ['not-found', 'conflict'],
  })
  async certify(
    @Caller() caller: Principal,
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: newCertificate }) body: NewCertificate,
  ): Promise<Answer> {
    const certificate = await this.staff.certify(caller, id, body);
    const location = `/api/v1/staff/${id}/certificates`;
    return Answer.json(toCertificateResponse(certificate), { location });
  }

  @Delete(':id/certificates/:certificateId')
  @HttpCode(204)
  @WriteOperation({
    tag,
    summary: 'Take a certificate away',
    description: 'Refused while something that is planned needs it.',
    status: 204,
    responses: [],
    problems: ['not-found', 'conflict'],
  })
  async withdraw(
    @Caller() caller: Principal,
    @Param('id', { schema: idParameter }) id: string,
    @Param('certificateId', { schema: certificateParameter }) certificateId: string,
  ): Promise<void> {
    await this.staff.withdraw(caller, id, certificateId);
  }
}
