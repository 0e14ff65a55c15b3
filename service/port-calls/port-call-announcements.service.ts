import { Injectable } from '@nestjs/common';

import type { Mmsi } from '../ais/mmsi.js';
import { PortsService } from '../ports/ports.service.js';
import type { FieldError } from '../problem/domain-error.js';
import { VesselRegisterService } from '../vessels/vessel-register.service.js';
import type { PortCall, PortCallParticulars } from './port-call.js';
import { PortCallRuleError } from './port-calls.errors.js';
import { PortCallsService } from './port-calls.service.js';

/** A port call as people announce it. */
export interface Announcement {
  readonly locode: string;
  /** Either this ... */
  readonly vesselId: string | undefined;
  /** ... or this is given. */
  readonly mmsi: Mmsi | undefined;
  readonly particulars: {
    readonly [K in keyof PortCallParticulars]?: PortCallParticulars[K] | undefined;
  };
}

/** Takes announcements of port calls. Needs an open transaction. */
@Injectable()
export class PortCallAnnouncements {
  constructor(
    private readonly calls: PortCallsService,
    private readonly ports: PortsService,
    private readonly vessels: VesselRegisterService,
  ) {}

  /**
   * Makes an expected port call; a vessel that only its MMSI is known of enters the register.
   * @throws PortCallRuleError for a port or a vessel that is not kept here
   */
  async announce({ locode, vesselId, mmsi, particulars }: Announcement): Promise<PortCall> {
    const errors: FieldError[] = [];
    if ((await this.ports.atlas()).port(locode) === null) {
      errors.push({ pointer: '/port', detail: `there is no port ${locode} here` });
    }
    const isKnown = vesselId === undefined || (await this.vessels.idsOf(vesselId)).length > 0;
    if (!isKnown) errors.push({ pointer: '/vesselId', detail: `there is no vessel ${vesselId}` });
    if (errors.length > 0) throw new PortCallRuleError(errors);
    const id = vesselId ?? (mmsi === undefined ? null : (await this.vessels.enter(mmsi)).id);
    if (id === null) throw new Error('an announcement of no vessel');
    const said = Object.entries(particulars).filter(([, value]) => value !== undefined);
    return await this.calls.create({
      locode,
      vesselId: id,
      particulars: Object.fromEntries(said),
    });
  }
}
