import { Injectable } from '@nestjs/common';

import type { Claim } from './claim.js';
import { ClaimsRepository } from './claims.repository.js';
import { negotiationKey } from './negotiation-key.js';
import type { PortCall } from './port-call.js';
import { PortCallDesk } from './port-call-desk.js';

/** Finds the arrival that a port call is asked to keep. */
@Injectable()
export class RequestedTimes {
  constructor(
    private readonly desk: PortCallDesk,
    private readonly claims: ClaimsRepository,
  ) {}

  /**
   * The port call, and the newest REQ or PLN of its arrival at the pilot boarding place; of its
   * first berthing where there is none.
   * @throws PortCallNotFoundError
   */
  async of(portCallId: string): Promise<{ readonly call: PortCall; readonly claim: Claim | null }> {
    const call = await this.desk.get(portCallId);
    const ends = await this.claims.findEnds(portCallId);
    const ended = new Set(ends.map((end) => negotiationKey(end)));
    const asked = (await this.claims.findOf(portCallId, { event: 'ARRI', rejected: false })).filter(
      (claim) =>
        (claim.classifier === 'REQ' || claim.classifier === 'PLN') &&
        !ended.has(negotiationKey(claim)),
    );
    const boarding = asked.filter(({ service }) => service === 'PILOT_BOARDING_PLACE');
    const berthing = asked.filter(({ service }) => service === 'BERTH');
    const first = Math.min(...berthing.map(({ sequence }) => sequence));
    const claim =
      boarding.at(-1) ?? berthing.filter(({ sequence }) => sequence === first).at(-1) ?? null;
    return { call, claim };
  }
}
