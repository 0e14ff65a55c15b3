import { Injectable } from '@nestjs/common';
import { pageOf, type Page } from '../http/collection.js';
import { AuditRepository, type AuditEntry, type AuditFilter } from './audit.repository.js';

export type { AuditEntry, AuditFilter } from './audit.repository.js';

/** Shows who changed what. */
@Injectable()
export class AuditReaderService {
  constructor(private readonly repository: AuditRepository) {}

  /** A page of entries, the newest first. @param below number of the last entry of the page before. */
  async page(filter: AuditFilter, below: string | null, limit: number): Promise<Page<AuditEntry>> {
    const found = await this.repository.find(filter, below, limit + 1);
    const updatedAt = await this.repository.updatedAt();
    return pageOf(found, { limit, updatedAt, placeOf: ({ id }) => id });
  }
}
