import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';

import type { Mmsi } from '../ais/mmsi.js';
import { Clock } from '../clock/clock.js';
import { mergeEntries, type Joining } from './merge-entries.js';
import { RegisterAudit } from './register-audit.js';
import type { Identifier, RegisterLedger } from './register-ledger.js';
import { RegisterRepository } from './register.repository.js';
import type { RegisterEntry } from './registered-vessel.js';
import { splitEntry } from './split-entry.js';
import { VesselRegistrar } from './vessel-registrar.js';
import { MergeConflictError, SplitError } from './vessels.errors.js';
import type { Vessel } from './vessel.js';

/** Which vessels are one. Every writing method takes part in the open transaction. */
@Injectable()
export class VesselMergesService {
  constructor(
    private readonly repository: RegisterRepository,
    private readonly registrar: VesselRegistrar,
    private readonly audit: RegisterAudit,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes two entries one vessel. `from` leads to `into` from then on.
   * @returns the vessel that stays.
   * @throws VesselNotFoundError
   * @throws MergeConflictError when they are one already, or have two IMO numbers.
   * @throws DomainError of whoever keeps records of both that cannot belong to one.
   */
  async merge(fromId: string, intoId: string, reason: string): Promise<RegisterEntry> {
    const from = await this.registrar.lockEntry(fromId);
    const into = await this.registrar.lockEntry(intoId);
    refuseMerge(from, into);
    await this.registrar.checkMerge(from, into);
    const ledger = await this.repository.load({ ids: [from.id, into.id] });
    const joining = await this.joiningOf(from, into);
    mergeEntries(ledger, { from, into }, { joining, now: this.clock.now() });
    const after = await this.save(ledger, into.id);
    await this.audit.record({ action: 'merge', before: into, after, otherId: from.id, reason });
    return after;
  }

  /**
   * Takes MMSIs off a vessel: to the entry that they came from by a merge, or to a new one.
   * @returns the vessel that they belong to now.
   * @throws VesselNotFoundError
   * @throws SplitError when they are not the vessel's, or all that it has.
   */
  async split(id: string, mmsis: readonly Mmsi[], reason: string): Promise<RegisterEntry> {
    const entry = await this.registrar.lockEntry(id);
    const ids = await this.repository.findIds(entry.id);
    const held = await this.repository.findMmsis([entry.id]);
    const moved = movedOf(held, mmsis);
    const heard = await this.repository.findHeard(mmsis);
    const ledger = await this.repository.load({
      ids: [...ids, ...heard.map((vessel) => vessel.id)],
      mmsis: held.map(({ value }) => value),
    });
    const newId = unusedId(ledger, heard);
    const loaded = ledger
      .of(entry.id, 'mmsi')
      .filter(({ id: own }) => moved.some((m) => m.id === own));
    const now = this.clock.now();
    const { kept, off } = splitEntry(ledger, { entry, moved: loaded, heard, newId, now });
    const after = await this.save(ledger, kept.id);
    await this.audit.record({ action: 'split', before: entry, after, otherId: off.id, reason });
    return ledger.entry(off.id);
  }

  /** The MMSI that was heard last is the vessel's from now on. */
  private async joiningOf(from: RegisterEntry, into: RegisterEntry): Promise<Joining | null> {
    if (from.mmsi === null || into.mmsi === null) return null;
    const places = await this.repository.findWhereabouts([from.mmsi, into.mmsi]);
    const lastHeard = (mmsi: string): number | null => places.get(mmsi)?.time ?? null;
    if ((lastHeard(from.mmsi) ?? 0) <= (lastHeard(into.mmsi) ?? 0)) return null;
    const [heard] = await this.repository.findHeard([from.mmsi]);
    return { mmsi: from.mmsi, from: heard?.firstSeenAt ?? null, lastHeard };
  }

  private async save(ledger: RegisterLedger, id: string): Promise<RegisterEntry> {
    const changes = ledger.changes();
    await this.repository.save(changes);
    return changes.entries.find((entry) => entry.id === id) ?? ledger.entry(id);
  }
}

/** @throws MergeConflictError */
function refuseMerge(from: RegisterEntry, into: RegisterEntry): void {
  if (from.id === into.id)
    throw new MergeConflictError(`Both are vessel ${into.id}: there is nothing to merge.`);
  if (from.imo !== null && into.imo !== null)
    throw new MergeConflictError(
      `Vessel ${from.id} has IMO ${from.imo}, vessel ${into.id} has IMO ${into.imo}: correct one of them first.`,
    );
}

/** The identifiers that are named. @throws SplitError */
function movedOf(held: readonly Identifier[], mmsis: readonly Mmsi[]): Identifier[] {
  const values = new Set(held.map(({ value }) => value));
  const errors = mmsis.flatMap((mmsi, index) =>
    values.has(mmsi)
      ? []
      : [{ pointer: `/mmsis/${index}`, detail: `is not an MMSI of the vessel` }],
  );
  const moved = held.filter(({ value }) => mmsis.some((mmsi) => mmsi === value));
  if (errors.length === 0 && moved.length === held.length)
    errors.push({ pointer: '/mmsis', detail: 'must leave the vessel one MMSI' });
  if (errors.length > 0) throw new SplitError(errors);
  return moved;
}

/** The id of what AIS says under one of the MMSIs, if no entry has it; else a new one. */
function unusedId(ledger: RegisterLedger, heard: readonly Vessel[]): string {
  return heard.find(({ id }) => !ledger.has(id))?.id ?? randomUUID();
}
