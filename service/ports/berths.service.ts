import { Injectable } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import type { Berth } from './berth.js';
import { BerthsRepository } from './berths.repository.js';
import { BerthNotFoundError } from './ports.errors.js';
import { PortsService } from './ports.service.js';

export type { Berth } from './berth.js';

/** Berths: the record of each, on top of its zone in the port file. */
@Injectable()
export class BerthsService {
  constructor(
    private readonly repository: BerthsRepository,
    private readonly ports: PortsService,
    private readonly clock: Clock,
  ) {}

  /** @throws BerthNotFoundError */
  async get(id: string): Promise<Berth> {
    const berth = await this.repository.find(id, this.clock.now());
    if (berth === null) throw new BerthNotFoundError(id);
    return berth;
  }

  /**
   * Berths of a port in order of their codes.
   * @throws PortNotFoundError
   */
  async ofPort(locode: string): Promise<readonly Berth[]> {
    await this.ports.port(locode);
    return await this.repository.findOfPort(locode, this.clock.now());
  }
}
