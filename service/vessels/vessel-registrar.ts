import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';

import { mmsiKind, parseMmsi } from '../ais/mmsi.js';
import { Clock } from '../clock/clock.js';
import { DomainError } from '../problem/domain-error.js';
import { RegisterAudit } from './register-audit.js';
import type { RegisterLedger } from './register-ledger.js';
import { RegisterRepository } from './register.repository.js';
import type { RegisterEntry } from './registered-vessel.js';
import { contestedMmsis, takeAis, type Decision, type TakingContext } from './take-ais.js';
import type { Vessel } from './vessel.js';
import { NotAShipError, VesselNotFoundError } from './vessels.errors.js';

/**
 * Looks, before two entries become one, whether what refers to them allows it.
 * @throws DomainError where it doesn't: the entries stay two.
 */
export type MergeCheck = (from: RegisterEntry, into: RegisterEntry) => Promise<void>;

/** Builds the register from what AIS says. Its methods write in the open transaction. */
@Injectable()
export class VesselRegistrar {
  private readonly checks: MergeCheck[] = [];

  constructor(
    private readonly repository: RegisterRepository,
    private readonly audit: RegisterAudit,
    private readonly clock: Clock,
  ) {}

  /** Has `check` asked before each merge, in its transaction, whoever merges. */
  addMergeCheck(check: MergeCheck): void {
    this.checks.push(check);
  }

  /** Asks everybody. @throws DomainError of whoever is against it. */
  async checkMerge(from: RegisterEntry, into: RegisterEntry): Promise<void> {
    for (const check of this.checks) await check(from, into);
  }

  /**
   * The entry of a vessel that is about to be written, while nobody else moves identifiers. One that
   * AIS alone knows is entered first.
   * @param id uuid, also of a merged entry, or an MMSI that a vessel holds now.
   * @throws VesselNotFoundError
   * @throws NotAShipError
   */
  async lockEntry(id: string): Promise<RegisterEntry> {
    await this.repository.lock();
    const known = await this.entryOf(id);
    if (known !== null) return known;
    const heard = await this.repository.findHeardById(id);
    if (heard === null) throw new VesselNotFoundError(id);
    await this.take([heard]);
    const entered = await this.repository.findCurrentHolder(heard.mmsi);
    if (entered === null) throw new NotAShipError(heard.mmsi);
    return entered;
  }

  /**
   * Takes over what AIS says; of stations that are no ships nothing.
   * @param heard in order of time; of one MMSI only once.
   */
  async take(heard: readonly Vessel[]): Promise<void> {
    const ships = heard.filter(({ mmsi }) => mmsiKind(mmsi) === 'ship');
    if (ships.length === 0) return;
    await this.repository.lock();
    const ledger = await this.repository.load({
      ids: ships.map(({ id }) => id),
      imos: ships.flatMap(({ imo }) => (imo === null ? [] : [imo])),
      mmsis: ships.map(({ mmsi }) => mmsi),
    });
    const decisions: Decision[] = [];
    const context = await this.contextFor(ledger, ships);
    for (const ship of ships) {
      const decision = await takeAis(context, ship);
      if (decision !== null) decisions.push(decision);
    }
    const changes = ledger.changes();
    await this.repository.save(changes);
    for (const decision of decisions) await this.record(decision, changes.entries);
  }

  private async entryOf(id: string): Promise<RegisterEntry | null> {
    const mmsi = parseMmsi(id);
    return mmsi === null
      ? await this.repository.find(id)
      : await this.repository.findCurrentHolder(mmsi);
  }

  private async contextFor(
    ledger: RegisterLedger,
    ships: readonly Vessel[],
  ): Promise<TakingContext> {
    const contested = contestedMmsis(ledger, ships);
    const places = contested.length === 0 ? [] : await this.repository.findWhereabouts(contested);
    return {
      ledger,
      places: new Map(places),
      mayMerge: async (from, into) => await this.mayMerge(from, into),
      newId: () => randomUUID(),
      now: this.clock.now(),
    };
  }

  /** Whoever is against a merge says so by an error of the domain; any other is a failure. */
  private async mayMerge(from: RegisterEntry, into: RegisterEntry): Promise<boolean> {
    try {
      await this.checkMerge(from, into);
      return true;
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  }

  private async record(decision: Decision, written: readonly RegisterEntry[]): Promise<void> {
    const { action, from, into, mmsi, imo } = decision;
    const after = written.find(({ id }) => id === into.id) ?? into;
    const reason = `AIS: ${mmsi} sends IMO ${imo}`;
    await this.audit.record({ action, before: into, after, otherId: from.id, reason });
  }
}
