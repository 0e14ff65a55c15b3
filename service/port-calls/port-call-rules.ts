import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';

import { CONFIG, type Config } from '../config/config.js';
import { PortsService } from '../ports/ports.service.js';
import { isFault, readRanks, type RankTable } from './claim-ranks.js';
import type { PublishingContext } from './published-times.js';

/** By which rules the claims of a port become its published times. */
@Injectable()
export class PortCallRules {
  readonly ranks: RankTable;
  /** Mark of the ranks: another one when any of them is another. */
  readonly mark: string;

  /** @throws Error for a setting `PORT_CALL_SOURCES` that names what there is not. */
  constructor(
    @Inject(CONFIG) { portCallSources }: Config,
    private readonly ports: PortsService,
  ) {
    const ranks = readRanks(portCallSources);
    if (isFault(ranks)) throw new Error(`PORT_CALL_SOURCES: ${ranks.problem}`);
    this.ranks = ranks;
    this.mark = createHash('sha256').update(JSON.stringify(ranks)).digest('hex').slice(0, 16);
  }

  /** The rules of a port. */
  async contextOf(locode: string): Promise<PublishingContext> {
    const atlas = await this.ports.atlas();
    const hasPilotBoardingPlace = atlas
      .zonesOf(locode)
      .some(({ kind }) => kind === 'pilot-boarding-place');
    return { ranks: this.ranks, hasPilotBoardingPlace };
  }
}
