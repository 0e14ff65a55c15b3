import { parseMmsi } from '../ais/mmsi.js';
import { bareEntry, fieldsOf } from './follow-ais.js';
import type { Identifier, RegisterLedger } from './register-ledger.js';
import type { RegisterEntry } from './registered-vessel.js';
import type { Vessel } from './vessel.js';

/** What is split off. */
export interface Split {
  readonly entry: RegisterEntry;
  /** MMSI identifiers of the entry, at least one. */
  readonly moved: readonly Identifier[];
  /** What AIS says under them. */
  readonly heard: readonly Vessel[];
  /** An unused id. */
  readonly newId: string;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * Undoes a merge, or takes two vessels apart that AIS mixed up: MMSIs go to another entry. That is
 * the one that they came from, if they came by a merge, so that what refers to it is right again.
 * The IMO number stays; that the other doesn't have it is from then on a person's word, so that AIS
 * doesn't join the two again.
 * @returns both entries.
 */
export function splitEntry(
  ledger: RegisterLedger,
  split: Split,
): { readonly kept: RegisterEntry; readonly off: RegisterEntry } {
  const { entry, moved, heard } = split;
  const target = targetOf(ledger, split);
  const values = new Set(moved.map(({ value }) => value));
  const isRevived = target.mergedInto !== null;
  ledger.amend(
    (held) => held.vesselId === entry.id && moves(held, { values, isRevived, target }),
    (held) => ({ ...held, vesselId: target.id, originId: target.id }),
  );
  const mmsi = ledger.newestMmsi(target.id);
  const said = heard.find((vessel) => vessel.mmsi === mmsi) ?? null;
  const isImoContested = said?.imo === entry.imo && entry.imo !== null;
  const corrected = isImoContested
    ? [...new Set([...target.corrected, 'imo' as const])]
    : target.corrected;
  const fields = isRevived ? {} : { ...fieldsOf(mmsi, said), imo: null };
  const off = ledger.put({ ...target, ...fields, mmsi, corrected, mergedInto: null, doubts: [] });
  reopen(ledger, entry, moved);
  const kept = ledger.put({ ...entry, mmsi: ledger.newestMmsi(entry.id), doubts: [] });
  return { kept, off };
}

/** The merged entry that all of it came from, or a new one. */
function targetOf(ledger: RegisterLedger, { entry, moved, newId, now }: Split): RegisterEntry {
  const [first] = moved;
  const origin = first?.originId ?? entry.id;
  const isWhole = moved.every(({ originId }) => originId === origin);
  const former = isWhole && origin !== entry.id && ledger.has(origin) ? ledger.entry(origin) : null;
  if (former !== null && former.mergedInto !== null) return former;
  return ledger.put(bareEntry(newId, entry.source, now));
}

/** With a merged entry that comes back go its own names and call signs. */
function moves(
  held: Identifier,
  to: {
    readonly values: ReadonlySet<string>;
    readonly isRevived: boolean;
    readonly target: RegisterEntry;
  },
): boolean {
  if (held.kind === 'mmsi') return to.values.has(held.value);
  return to.isRevived && held.originId === to.target.id;
}

/** An MMSI that had ended when the other began has not ended. */
function reopen(ledger: RegisterLedger, entry: RegisterEntry, moved: readonly Identifier[]): void {
  if (ledger.openMmsis(entry.id).length > 0) return;
  const begins = new Set(moved.map(({ validFrom }) => validFrom));
  ledger.amend(
    (held) => held.vesselId === entry.id && begins.has(held.validTo) && isFree(ledger, held),
    (held) => ({ ...held, validTo: null }),
  );
}

function isFree(ledger: RegisterLedger, { kind, value }: Identifier): boolean {
  const mmsi = parseMmsi(value);
  return kind === 'mmsi' && mmsi !== null && ledger.holderOf(mmsi) === null;
}
