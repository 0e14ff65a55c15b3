import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';

import { ConfigError } from '../config/config.errors.js';
import { CONFIG, type Config } from '../config/config.js';
import { settingGuides } from '../config/settings.js';
import { PortsService } from '../ports/ports.service.js';
import { isFault, readRanks, type RankTable } from './claim-ranks.js';
import type { PublishingContext } from './published-times.js';

/** By which rules the claims of a port become its published times. */
@Injectable()
export class PortCallRules {
  readonly ranks: RankTable;
  /** Mark of the ranks: another one when any of them is another. */
  readonly mark: string;

  /** @throws ConfigError for a setting `PORT_CALL_SOURCES` that names what there is not. */
  constructor(
    @Inject(CONFIG) { portCallSources }: Config,
    private readonly ports: PortsService,
  ) {
    this.ranks = ranksOf(portCallSources);
    this.mark = createHash('sha256').update(JSON.stringify(this.ranks)).digest('hex').slice(0, 16);
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

/**
 * Whom the port believes.
 * @param setting of `PORT_CALL_SOURCES`; `null`: as usual
 * @throws ConfigError when it names what there is not.
 */
export function ranksOf(setting: Config['portCallSources']): RankTable {
  const ranks = readRanks(setting);
  if (!isFault(ranks)) return ranks;
  const name = 'PORT_CALL_SOURCES';
  const { rule, example } = settingGuides[name];
  throw new ConfigError([{ name, fault: ranks.problem, rule, example: `${name}=${example}` }]);
}
