import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import { Clock } from '../clock/clock.js';
import { Transactions } from '../database/transactions.js';
import { pageOf, type Page } from '../http/collection.js';
import type { Excess } from './excess.js';
import './passage-events.js';
import type { Passage } from './passage.js';
import { compareEvents, type TrafficEvent } from './traffic-event.js';
import { toTrafficEventResponse, type TrafficEventQuery } from './traffic-events.dto.js';
import { TrafficEventsRepository } from './traffic-events.repository.js';

/** Excesses on passages: what a vessel overdid, with the positions that show it. */
@Injectable()
export class TrafficEventsService {
  constructor(
    private readonly repository: TrafficEventsRepository,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** In order of begin. */
  async list(query: TrafficEventQuery): Promise<Page<TrafficEvent>> {
    const { limit } = query;
    const found = await this.repository.findAll({
      locode: query.port ?? null,
      passageId: query.passage ?? null,
      kind: query.kind ?? null,
      from: query.from ?? null,
      to: query.to ?? null,
      after: query.cursor ?? null,
      limit: limit + 1,
    });
    const updatedAt = await this.repository.findUpdatedAt();
    return pageOf(found, { limit, updatedAt, placeOf: (one) => [one.excess.beginAt, one.id] });
  }

  /**
   * Makes the events of a passage what its track shows now, in the open transaction. Doing it again
   * changes nothing.
   */
  async settle(passage: Passage, shown: readonly Excess[]): Promise<void> {
    const kept = await this.repository.findOf(passage.id);
    const { added, changed, withdrawn } = compareEvents(kept, shown);
    const now = this.clock.now();
    for (const excess of added) {
      const place = { id: randomUUID(), passageId: passage.id, locode: passage.locode };
      await this.repository.insert(place, excess, now);
      await this.tell(passage, { action: 'create', id: place.id, before: null });
    }
    for (const { event, excess } of changed) {
      await this.repository.update(event.id, excess, now);
      await this.tell(passage, { action: 'edit', id: event.id, before: event });
    }
    for (const event of withdrawn) {
      await this.repository.withdraw(event.id, now);
      await this.tell(passage, { action: 'withdraw', id: event.id, before: event });
    }
  }

  private async tell(
    { vessel }: Passage,
    change: { readonly action: string; readonly id: string; readonly before: TrafficEvent | null },
  ): Promise<void> {
    const { action, id, before } = change;
    const after = await this.repository.find(id);
    if (after === null) throw new Error(`traffic event ${id} is gone`);
    const body = toTrafficEventResponse(after);
    await this.audit.record({
      action,
      entity: 'traffic-event',
      entityId: id,
      locode: after.locode,
      before: before === null ? null : toTrafficEventResponse(before),
      after: body,
    });
    const { lon, lat } = after.excess.peak;
    this.transactions.tell({ type: 'traffic-event', body, mmsi: vessel.mmsi, lon, lat });
  }
}
