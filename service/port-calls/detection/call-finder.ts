import { Injectable } from '@nestjs/common';

import { mmsiFromNumber } from '../../ais/mmsi.js';
import { VesselRegisterService } from '../../vessels/vessel-register.service.js';
import { PortCallsService, type PortCall } from '../port-calls.service.js';
import type { Presence } from './detection.repository.js';
import type { DetectionSettings } from './detection-settings.js';
import { isDeparture } from './fact-claims.js';
import type { Fact } from './fix.js';

const msPerHour = 3_600_000;

/** Whose facts they are. */
export interface FactSubject {
  readonly mmsi: number;
  readonly locode: string;
  readonly shipType: number | null;
  readonly settings: DetectionSettings;
}

/** Finds the port call that a fact belongs to. */
@Injectable()
export class CallFinder {
  constructor(
    private readonly calls: PortCallsService,
    private readonly vessels: VesselRegisterService,
  ) {}

  /**
   * The call of this stay; else the open one, the expected one, or one that nobody announced, which is
   * opened and flagged. The end of something never opens one.
   */
  async find(
    subject: FactSubject,
    fact: Fact,
    presence: Presence | null,
  ): Promise<PortCall | null> {
    const isEnd = isDeparture(fact.kind);
    const own = presence === null ? null : await this.calls.get(presence.portCallId);
    if (own !== null && own.ending === null && (isEnd || own.status !== 'departed')) return own;
    const mmsi = mmsiFromNumber(subject.mmsi);
    const vessel =
      (await this.vessels.holderOf(mmsi, fact.time)) ?? (await this.vessels.enter(mmsi));
    const open = await this.calls.openOf(vessel.id, subject.locode);
    return open !== null || isEnd ? open : await this.expected(subject, fact, vessel.id);
  }

  private async expected(
    { locode, shipType, settings }: FactSubject,
    { time }: Fact,
    vesselId: string,
  ): Promise<PortCall | null> {
    const windowMs = settings.expectedWindowHours * msPerHour;
    const expected = await this.calls.expectedNear(vesselId, locode, time, windowMs);
    if (expected !== null) return expected;
    const isAtHome = shipType !== null && settings.homeTypes.includes(shipType);
    return isAtHome ? null : await this.calls.create({ locode, vesselId, isUnannounced: true });
  }
}
