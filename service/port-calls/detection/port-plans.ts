import { Injectable, Logger } from '@nestjs/common';

import { PortsService, type PortAtlas } from '../../ports/ports.service.js';
import { PortPlan } from './port-plan.js';

/** The places of all ports that have limits, as they are now. */
@Injectable()
export class PortPlans {
  private readonly log = new Logger(PortPlans.name);
  private kept: { readonly atlas: PortAtlas; readonly plans: readonly PortPlan[] } | null = null;

  constructor(private readonly ports: PortsService) {}

  /** The same plans until a port changes. */
  async all(): Promise<readonly PortPlan[]> {
    const atlas = await this.ports.atlas();
    if (this.kept?.atlas === atlas) return this.kept.plans;
    const plans = atlas.ports
      .map(({ locode }) => new PortPlan(locode, atlas.zonesOf(locode)))
      .filter(({ box }) => box !== null);
    for (const { locode, faults } of plans) {
      for (const fault of faults) this.log.warn(`Port file of ${locode}: ${fault}`);
    }
    this.kept = { atlas, plans };
    return plans;
  }
}
