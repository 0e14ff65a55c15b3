import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';

import type { Mmsi } from '../ais/mmsi.js';
import { Clock } from '../clock/clock.js';
import { Transactions } from '../database/transactions.js';
import { entryOf } from './follow-ais.js';
import { RegisterRepository } from './register.repository.js';
import type { RegisteredVessel } from './registered-vessel.js';
import { VesselNotFoundError } from './vessels.errors.js';

export type { RegisteredVessel } from './registered-vessel.js';

/** Vessels as the port knows them, whatever MMSI they send under. */
@Injectable()
export class VesselRegisterService {
  constructor(
    private readonly repository: RegisterRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * The vessel of an id; of a merged one, the vessel that it is part of now, which has another id.
   * @throws VesselNotFoundError
   */
  async get(id: string): Promise<RegisteredVessel> {
    const entry = await this.repository.find(id);
    if (entry === null) throw new VesselNotFoundError(id);
    return entry;
  }

  /** Who held an MMSI at a time (epoch ms); `null` where the register doesn't know. */
  async holderOf(mmsi: Mmsi, at: number): Promise<RegisteredVessel | null> {
    return await this.repository.findHolder(mmsi, at);
  }

  /**
   * Who holds an MMSI now. When nobody does, a vessel is entered: with what AIS says of it, or bare.
   * Needs no transaction of the caller's, and takes part in one.
   */
  async enter(mmsi: Mmsi): Promise<RegisteredVessel> {
    const now = this.clock.now();
    const known = await this.repository.findHolder(mmsi, now);
    if (known !== null) return known;
    return await this.transactions.runAs(
      { kind: 'system', id: 'vessel-register', name: null },
      async () => {
        await this.repository.lock();
        const holder = await this.repository.findHolder(mmsi, now);
        if (holder !== null) return holder;
        const [heard = null] = await this.repository.findHeard([mmsi]);
        const entry = entryOf(mmsi, heard, { id: heard?.id ?? randomUUID(), now });
        await this.repository.write([entry]);
        await this.repository.identify([
          { vesselId: entry.id, kind: 'mmsi', value: mmsi, validFrom: null, source: entry.source },
        ]);
        return entry;
      },
    );
  }
}
