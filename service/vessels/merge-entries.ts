import type { Mmsi } from '../ais/mmsi.js';
import type { RegisterLedger } from './register-ledger.js';
import { registerFields, type RegisterEntry } from './registered-vessel.js';

/** When an MMSI was last heard, epoch ms; `null` for never. */
export type LastHeard = (mmsi: string) => number | null;

/** A vessel's move to an MMSI. */
export interface Joining {
  readonly mmsi: Mmsi;
  /** First heard under it, epoch ms; `null` where that isn't known. */
  readonly from: number | null;
  readonly lastHeard: LastHeard;
}

/** When two entries became one. */
export interface MergeTimes {
  /** The MMSI that the vessel has from now on; `null`: that of `into` stays. */
  readonly joining: Joining | null;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * Makes one vessel of two: `from` stays as an empty entry that leads to `into`, which gets its
 * identifiers, what a person has set of `from` and not of `into`, and what `into` doesn't know.
 */
export function mergeEntries(
  ledger: RegisterLedger,
  { from, into }: { readonly from: RegisterEntry; readonly into: RegisterEntry },
  { joining, now }: MergeTimes,
): RegisterEntry {
  if (joining !== null) {
    retire(ledger, into, joining);
    // The vessel had another MMSI before, so that this one is not its since ever.
    ledger.amend(
      (held) => held.kind === 'mmsi' && held.vesselId === from.id && held.value === joining.mmsi,
      (held) => ({ ...held, validFrom: held.validFrom ?? joining.from }),
    );
  }
  ledger.put({ ...from, imo: null, mmsi: null, doubts: [], mergedInto: into.id });
  ledger.amend(
    (held) => held.vesselId === from.id,
    (held) => ({ ...held, vesselId: into.id }),
  );
  const mmsi = joining?.mmsi ?? into.mmsi ?? from.mmsi;
  const merged = ledger.put({ ...filled(into, from), mmsi, doubts: [] });
  endFormer(ledger, merged, now);
  return merged;
}

/** Of two names or call signs, the one that the vessel doesn't go by has ended. */
function endFormer(
  ledger: RegisterLedger,
  { id, name, callSign }: RegisterEntry,
  now: number,
): void {
  const held = [...ledger.of(id, 'name'), ...ledger.of(id, 'call-sign')];
  for (const identifier of held) {
    const current = identifier.kind === 'name' ? name : callSign;
    if (identifier.validTo === null && identifier.value !== current) ledger.end(identifier, now);
  }
}

/** Ends the MMSIs of a vessel that have been silent since before it was heard under another. */
export function retire(ledger: RegisterLedger, vessel: RegisterEntry, joining: Joining): void {
  const { mmsi, from, lastHeard } = joining;
  if (from === null) return;
  for (const held of ledger.openMmsis(vessel.id)) {
    const last = lastHeard(held.value);
    if (held.value === mmsi || held.source === 'operator' || last === null) continue;
    if (last < from) ledger.end(held, from);
  }
}

/** What a person said goes before what AIS said; of the same kind, `into` goes before `from`. */
function filled(into: RegisterEntry, from: RegisterEntry): RegisterEntry {
  let entry = into;
  for (const field of registerFields) {
    if (into.corrected.includes(field)) continue;
    const isCorrected = from.corrected.includes(field);
    if (!isCorrected && entry[field] !== null) continue;
    // "Not that IMO number" was said of `from` while it was taken for another vessel.
    if (field === 'imo' && from.imo === null) continue;
    entry = { ...entry, [field]: from[field] };
    if (isCorrected) entry = { ...entry, corrected: [...entry.corrected, field] };
  }
  return entry;
}
