import { Injectable } from '@nestjs/common';

import { statusOf } from './call-status.js';
import { ClaimsRepository } from './claims.repository.js';
import { negotiationKey } from './negotiation-key.js';
import type { PortCall } from './port-call.js';
import { PortCallRules } from './port-call-rules.js';
import type { Settlement } from './port-calls.repository.js';
import { publishedTimes } from './published-times.js';

/** Reckons what follows from the claims of a port call. */
@Injectable()
export class Settlements {
  constructor(
    private readonly claims: ClaimsRepository,
    private readonly rules: PortCallRules,
  ) {}

  /** Status and published times as they should be now. */
  async of({ id, locode, ending }: PortCall): Promise<Settlement> {
    const claims = await this.claims.findOf(id);
    const ends = await this.claims.findEnds(id);
    const context = await this.rules.contextOf(locode);
    const ended = new Set(ends.map((end) => negotiationKey(end)));
    // What was expected of a service that was called off is not spoken of any more.
    const spoken = claims.filter(
      (claim) => claim.classifier === 'ACT' || !ended.has(negotiationKey(claim)),
    );
    return {
      status: statusOf(spoken, ending !== null),
      times: publishedTimes(claims, { ...context, ended }),
      rules: this.rules.mark,
    };
  }
}
