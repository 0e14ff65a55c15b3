import { Injectable, type OnModuleInit } from '@nestjs/common';

import { VesselRegisterService } from '../vessels/vessel-register.service.js';
import { MergeInPortError } from './port-calls.errors.js';
import { PortCallsRepository } from './port-calls.repository.js';

/** Keeps two vessels from becoming one while both are in a port: it would be there twice. */
@Injectable()
export class MergeGuard implements OnModuleInit {
  constructor(
    private readonly repository: PortCallsRepository,
    private readonly vessels: VesselRegisterService,
  ) {}

  onModuleInit(): void {
    this.vessels.addMergeCheck(async (from, into) => {
      const ones = await this.vessels.idsOf(from.id);
      const others = await this.vessels.idsOf(into.id);
      const [found] = await this.repository.findOpenInCommon(ones, others);
      if (found !== undefined) throw new MergeInPortError(found.id, found.otherId);
    });
  }
}
