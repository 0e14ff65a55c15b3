import { Controller, Get, Query } from '@nestjs/common';
import type { Answer } from '../http/answer.js';
import { jsonCollection } from '../http/collection.js';
import { Operation } from '../http/operation.js';
import { AuditReaderService } from './audit-reader.service.js';
import { auditCollection, auditQuery, toAuditResponse, type AuditQuery } from './audit.dto.js';

/** Who changed what, for admins. */
@Controller('api/v1/audit')
export class AuditController {
  constructor(private readonly reader: AuditReaderService) {}

  @Get()
  @Operation({
    tag: 'Access',
    summary: 'Writes: who changed what, the newest first',
    description:
      'Each write is kept in the transaction that made it, and the database refuses to change or remove an entry. Records are as the API showed them, without what would name a person.',
    responses: [{ mediaType: 'application/json', schema: auditCollection }],
    problems: ['unavailable'],
  })
  async list(@Query({ schema: auditQuery }) query: AuditQuery): Promise<Answer> {
    const { limit, cursor, ...filter } = query;
    const page = await this.reader.page(filter, cursor?.[0] ?? null, limit);
    return jsonCollection('entries', page, toAuditResponse);
  }
}
