import { Injectable } from '@nestjs/common';

import { PortCallsService, type PortCall } from '../port-calls/port-calls.service.js';
import { FairwaysService, type Fairway } from '../ports/fairways.service.js';

/** What a passage stands on. */
export interface Ground {
  readonly call: PortCall;
  readonly fairway: Fairway;
}

/** Finds what other rooms keep of a passage: whose stay it belongs to, and the water it is in. */
@Injectable()
export class PassageGround {
  constructor(
    private readonly calls: PortCallsService,
    private readonly fairways: FairwaysService,
  ) {}

  /** @throws PortCallNotFoundError @throws FairwayNotFoundError @throws FairwayLineError */
  async of(asked: { readonly portCallId: string; readonly fairwayId: string }): Promise<Ground> {
    const call = await this.calls.get(asked.portCallId);
    return { call, fairway: await this.fairways.get(asked.fairwayId) };
  }
}
