import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';

import { mmsiKind, type Mmsi } from '../ais/mmsi.js';
import { Clock } from '../clock/clock.js';
import { Transactions } from '../database/transactions.js';
import { systemActor } from '../database/write-context.js';
import { entryOf } from './follow-ais.js';
import { RegisterRepository } from './register.repository.js';
import type { RegisteredVessel, RegisterEntry } from './registered-vessel.js';
import { VesselRegistrar, type MergeCheck } from './vessel-registrar.js';
import { NotAShipError, VesselNotFoundError } from './vessels.errors.js';

export type { RegisteredVessel } from './registered-vessel.js';
export type { MergeCheck } from './vessel-registrar.js';

/** Vessels as the port knows them, whatever MMSI they send under; for the other features. */
@Injectable()
export class VesselRegisterService {
  constructor(
    private readonly repository: RegisterRepository,
    private readonly registrar: VesselRegistrar,
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

  /**
   * All ids under which records of a vessel may be kept: its own, and those of the entries that were
   * merged into it. Empty for an id that is not known.
   */
  async idsOf(id: string): Promise<readonly string[]> {
    const entry = await this.repository.find(id);
    return entry === null ? [] : await this.repository.findIds(entry.id);
  }

  /** Who held an MMSI at a time (epoch ms); `null` where the register doesn't know. */
  async holderOf(mmsi: Mmsi, at: number): Promise<RegisteredVessel | null> {
    return await this.repository.findHolder(mmsi, at);
  }

  /**
   * Who holds an MMSI now. When nobody does, a vessel is entered: with what AIS says of it, or bare.
   * Needs no transaction of the caller's, and takes part in one.
   * @throws NotAShipError for an MMSI that is no ship's.
   */
  async enter(mmsi: Mmsi): Promise<RegisteredVessel> {
    const known = await this.repository.findCurrentHolder(mmsi);
    if (known !== null) return known;
    if (mmsiKind(mmsi) !== 'ship') throw new NotAShipError(mmsi);
    return await this.transactions.runAs(systemActor('vessel-register'), async () => {
      return await this.enterNew(mmsi);
    });
  }

  /**
   * Has `check` asked before two vessels become one, by a person or by AIS, in the same transaction:
   * it throws an error of the domain (a 409 that names the record in the way) where its records
   * don't allow that.
   */
  addMergeCheck(check: MergeCheck): void {
    this.registrar.addMergeCheck(check);
  }

  private async enterNew(mmsi: Mmsi): Promise<RegisterEntry> {
    await this.repository.lock();
    const [heard] = await this.repository.findHeard([mmsi]);
    if (heard !== undefined) await this.registrar.take([heard]);
    const holder = await this.repository.findCurrentHolder(mmsi);
    if (holder !== null) return holder;
    const entry = entryOf(mmsi, null, { id: randomUUID(), now: this.clock.now() });
    const ledger = await this.repository.load({ mmsis: [mmsi] });
    ledger.put(entry);
    ledger.identify(entry.id, { kind: 'mmsi', value: mmsi }, { at: null, source: entry.source });
    await this.repository.save(ledger.changes());
    return entry;
  }
}
