import { Injectable } from '@nestjs/common';

import { encodeCursor } from '../http/cursor.js';
import type { HistoryQuery } from './register.dto.js';
import { RegisterHistoryRepository } from './register-history.repository.js';
import type { RegisterHistory } from './register-history.js';
import { RegisterRepository } from './register.repository.js';
import { VesselLookupService } from './vessel-lookup.service.js';

/** What a vessel was known by, and what was decided about it. */
@Injectable()
export class VesselHistoryService {
  constructor(
    private readonly vessels: VesselLookupService,
    private readonly repository: RegisterRepository,
    private readonly history: RegisterHistoryRepository,
  ) {}

  /** @throws VesselNotFoundError */
  async of(id: string, { limit, cursor }: HistoryQuery): Promise<RegisterHistory> {
    const vessel = await this.vessels.find(id);
    const ids = await this.repository.findIds(vessel.id);
    const identifiers = await this.repository.findIdentifiers([vessel.id]);
    const slice = { after: cursor?.[0] ?? null, limit: limit + 1 };
    const found = await this.history.findEdits(ids, slice);
    const edits = found.slice(0, limit);
    const last = found.length > limit ? edits.at(-1) : undefined;
    const nextCursor = last === undefined ? null : encodeCursor([last.id]);
    return { updatedAt: vessel.updatedAt, identifiers, edits, nextCursor };
  }
}
