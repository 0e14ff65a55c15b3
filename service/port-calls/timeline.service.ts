import { Injectable } from '@nestjs/common';

import { PortsService } from '../ports/ports.service.js';
import { ClaimsRepository } from './claims.repository.js';
import type { PortCall } from './port-call.js';
import { PortCallDesk } from './port-call-desk.js';
import { PortCallRules } from './port-call-rules.js';
import { timelineOf, type AisFact, type TimelineEntry } from './timeline.js';
import { timesheetRows } from './timesheet.js';
import type { Timesheet } from './timesheet-formats.js';

export type { AisFact } from './timeline.js';

/** Knows what AIS shows of a vessel during a port call. */
export type AisFactSource = (call: PortCall) => Promise<readonly AisFact[]>;

/** What happened in a port call, and what was said of it. */
@Injectable()
export class TimelineService {
  private readonly sources: AisFactSource[] = [];

  constructor(
    private readonly desk: PortCallDesk,
    private readonly claims: ClaimsRepository,
    private readonly rules: PortCallRules,
    private readonly ports: PortsService,
  ) {}

  /** Has `source` asked for facts beside the claims, for every timeline. */
  addFacts(source: AisFactSource): void {
    this.sources.push(source);
  }

  /**
   * Claims and AIS facts in one order.
   * @throws PortCallNotFoundError
   */
  async timeline(portCallId: string): Promise<readonly TimelineEntry[]> {
    const call = await this.desk.get(portCallId);
    const claims = await this.claims.findOf(portCallId);
    const ends = await this.claims.findEnds(portCallId);
    const facts = await Promise.all(this.sources.map(async (source) => await source(call)));
    return timelineOf(call, { claims, ends, facts: facts.flat() });
  }

  /**
   * The statement of facts.
   * @throws PortCallNotFoundError
   */
  async timesheet(portCallId: string): Promise<Timesheet> {
    const call = await this.desk.get(portCallId);
    const { locode, name, timeZone } = await this.ports.port(call.locode);
    const claims = await this.claims.findOf(portCallId);
    const rows = timesheetRows(claims, { ranks: this.rules.ranks, timeZone });
    return { call, port: { locode, name, timeZone }, rows };
  }
}
