import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';

import type { Mmsi } from '../ais/mmsi.js';
import { Clock } from '../clock/clock.js';
import { requireVersion, type Expected } from '../idempotency/precondition.js';
import { changeMmsi, editEntry, recordNames, type VesselEdit } from './edit-entry.js';
import { bareEntry, fieldsOf, followAis } from './follow-ais.js';
import { RegisterAudit } from './register-audit.js';
import type { RegisterLedger } from './register-ledger.js';
import { RegisterRepository } from './register.repository.js';
import type { RegisterEntry } from './registered-vessel.js';
import { VesselRegistrar } from './vessel-registrar.js';
import type { Vessel } from './vessel.js';
import { IdentifierTakenError } from './vessels.errors.js';

/** Vessels that people enter and edit. Every method takes part in the open transaction. */
@Injectable()
export class VesselEditsService {
  constructor(
    private readonly repository: RegisterRepository,
    private readonly registrar: VesselRegistrar,
    private readonly audit: RegisterAudit,
    private readonly clock: Clock,
  ) {}

  /**
   * Enters a vessel by hand. What AIS says under its MMSI fills what is not given.
   * @throws IdentifierTakenError
   */
  async create(given: VesselEdit): Promise<RegisterEntry> {
    await this.repository.lock();
    const now = this.clock.now();
    const mmsi = given.mmsi ?? null;
    const heard = mmsi === null ? null : await this.heardUnder(mmsi);
    const ledger = await this.ledgerFor(given, heard === null ? [] : [heard.id]);
    const isIdFree = heard !== null && !ledger.has(heard.id);
    const bare = bareEntry(isIdFree ? heard.id : randomUUID(), 'operator', now);
    refuseTaken(ledger, bare, given);
    const said = { ...fieldsOf(mmsi, heard), imo: null };
    const edited = editEntry({ ...bare, ...said }, given, null);
    ledger.put(mmsi === null ? edited : changeMmsi(ledger, edited, { mmsi, now }));
    recordNames(ledger, edited, now);
    return await this.save(ledger, { before: null, id: edited.id, reason: null });
  }

  /**
   * Sets what is given; AIS leaves it as it is from then on.
   * @throws VesselNotFoundError
   * @throws StaleVersionError
   * @throws IdentifierTakenError
   */
  async edit(
    id: string,
    given: VesselEdit,
    { expected, reason }: { readonly expected: Expected; readonly reason: string | null },
  ): Promise<RegisterEntry> {
    const before = await this.registrar.lockEntry(id);
    requireVersion(expected, before.version);
    const now = this.clock.now();
    const mmsi = given.mmsi === undefined ? before.mmsi : given.mmsi;
    const heard = mmsi === null ? null : await this.heardUnder(mmsi);
    const ledger = await this.ledgerFor(given, [before.id]);
    refuseTaken(ledger, before, given);
    const moved = mmsi === before.mmsi ? before : changeMmsi(ledger, before, { mmsi, now });
    const set = editEntry(moved, given, heard);
    const isMoved = heard !== null && moved !== before;
    const edited = ledger.put(isMoved ? followAis(set, heard) : set);
    if (given.name !== undefined || given.callSign !== undefined) recordNames(ledger, edited, now);
    return await this.save(ledger, { before, id: before.id, reason });
  }

  private async heardUnder(mmsi: Mmsi): Promise<Vessel | null> {
    const [heard] = await this.repository.findHeard([mmsi]);
    return heard ?? null;
  }

  private async ledgerFor(given: VesselEdit, ids: readonly string[]): Promise<RegisterLedger> {
    const imos = given.imo === undefined || given.imo === null ? [] : [given.imo];
    const mmsis = given.mmsi === undefined || given.mmsi === null ? [] : [given.mmsi];
    return await this.repository.load({ ids, imos, mmsis });
  }

  private async save(
    ledger: RegisterLedger,
    step: {
      readonly before: RegisterEntry | null;
      readonly id: string;
      readonly reason: string | null;
    },
  ): Promise<RegisterEntry> {
    const changes = ledger.changes();
    await this.repository.save(changes);
    const after = changes.entries.find(({ id }) => id === step.id);
    if (after === undefined) return ledger.entry(step.id);
    const action = step.before === null ? 'create' : 'edit';
    await this.audit.record({ action, before: step.before, after, reason: step.reason });
    return after;
  }
}

/** @throws IdentifierTakenError when another vessel has what is given. */
function refuseTaken(ledger: RegisterLedger, entry: RegisterEntry, given: VesselEdit): void {
  const { imo = null, mmsi = null } = given;
  const isOther = (holder: RegisterEntry | null): holder is RegisterEntry =>
    holder !== null && holder.id !== entry.id;
  const owner = imo === null ? null : ledger.ofImo(imo);
  if (imo !== null && isOther(owner)) throw new IdentifierTakenError('imo', imo, owner.id);
  const holder = mmsi === null ? null : ledger.holderOf(mmsi);
  if (mmsi !== null && isOther(holder)) throw new IdentifierTakenError('mmsi', mmsi, holder.id);
}
