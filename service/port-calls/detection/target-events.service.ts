import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';

import { mmsiFromNumber } from '../../ais/mmsi.js';
import { Clock } from '../../clock/clock.js';
import { Transactions } from '../../database/transactions.js';
import { EvidenceRepository } from './evidence.repository.js';
import type { Oddity } from './fix.js';
import './target-event-events.js';
import { toTargetEventResponse } from './target-events.dto.js';
import {
  TargetEventsRepository,
  type TargetEvent,
  type TargetEventSearch,
} from './target-events.repository.js';

/** Whose oddity it is. */
export interface OddSubject {
  readonly mmsi: number;
  readonly locode: string;
  readonly portCallId: string | null;
}

/** Targets in ports that are not what they seem. */
@Injectable()
export class TargetEventsService {
  constructor(
    private readonly repository: TargetEventsRepository,
    private readonly evidence: EvidenceRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** In the order of their time, as many as `limit` says. */
  async find(
    search: TargetEventSearch,
  ): Promise<{ readonly events: readonly TargetEvent[]; readonly updatedAt: number | null }> {
    const events = await this.repository.find(search);
    return { events, updatedAt: await this.repository.findUpdatedAt() };
  }

  /** Keeps an oddity with its evidence, once, and tells it; in the open transaction. */
  async record(subject: OddSubject, oddity: Oddity): Promise<void> {
    const { kind, time, lon, lat, silentSeconds } = oddity;
    const event = await this.repository.insert({
      id: randomUUID(),
      kind,
      locode: subject.locode,
      mmsi: mmsiFromNumber(subject.mmsi),
      time,
      lon,
      lat,
      silentSeconds,
      portCallId: subject.portCallId,
      recordedAt: this.clock.now(),
      evidence: await this.evidence.copy(subject.mmsi, oddity.evidence),
    });
    if (event === null) return;
    const body = toTargetEventResponse(event);
    this.transactions.tell({ type: 'target-event', body, mmsi: event.mmsi, lon, lat });
  }
}
