import { Injectable } from '@nestjs/common';

import { isMmsi } from '../ais/mmsi.js';
import { Clock } from '../clock/clock.js';
import type { Page } from '../http/collection.js';
import { encodeCursor } from '../http/cursor.js';
import { VesselRegisterService } from '../vessels/vessel-register.service.js';
import type { PortCall } from './port-call.js';
import type { PortCallSearch } from './port-call-search.js';
import { PortCallSearchRepository } from './port-call-search.repository.js';

/** A search as it is asked for. */
export interface PortCallQuestion extends Omit<PortCallSearch, 'vesselIds'> {
  /** uuid, or the MMSI that the vessel holds now. */
  readonly vessel?: string | undefined;
}

/** Lists of port calls. */
@Injectable()
export class PortCallSearchService {
  constructor(
    private readonly repository: PortCallSearchRepository,
    private readonly vessels: VesselRegisterService,
    private readonly clock: Clock,
  ) {}

  /** A page of port calls in the order asked for. */
  async search({ vessel, ...search }: PortCallQuestion): Promise<Page<PortCall>> {
    const vesselIds = vessel === undefined ? undefined : await this.idsOf(vessel);
    const found = await this.repository.find({ ...search, vesselIds });
    const items = found.slice(0, search.limit);
    const last = items.at(-1);
    const { by, direction } = search.order;
    return {
      items: items.map(({ call }) => call),
      nextCursor:
        found.length > search.limit && last !== undefined
          ? encodeCursor([`${by}:${direction}`, last.sortTime, last.call.id])
          : null,
      updatedAt: await this.repository.findUpdatedAt(),
    };
  }

  private async idsOf(vessel: string): Promise<readonly string[]> {
    if (!isMmsi(vessel)) return await this.vessels.idsOf(vessel);
    const holder = await this.vessels.holderOf(vessel, this.clock.now());
    return holder === null ? [] : await this.vessels.idsOf(holder.id);
  }
}
