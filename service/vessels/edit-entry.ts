import type { Mmsi } from '../ais/mmsi.js';
import { fieldsOf, flagOf, followAis } from './follow-ais.js';
import type { RegisterLedger } from './register-ledger.js';
import { registerFields, type RegisterEntry, type RegisterField } from './registered-vessel.js';
import type { Vessel } from './vessel.js';

/** What a person sets; absent: stays. */
export type VesselEdit = {
  readonly [Field in RegisterField]?: RegisterEntry[Field] | undefined;
} & {
  /** The one it holds from now on; `null`: none. */
  readonly mmsi?: Mmsi | null | undefined;
  /** Fields that are left to AIS again. */
  readonly leaveToAis?: readonly RegisterField[] | undefined;
};

/** The entry after an edit, the MMSI aside. What is set is a person's, also when it is set to nothing. */
export function editEntry(
  entry: RegisterEntry,
  edit: VesselEdit,
  heard: Vessel | null,
): RegisterEntry {
  const left = edit.leaveToAis ?? [];
  const set = registerFields.filter((field) => edit[field] !== undefined);
  const corrected = new Set([...entry.corrected, ...set].filter((field) => !left.includes(field)));
  let edited: RegisterEntry = { ...entry, corrected: [...corrected].sort() };
  for (const field of set) edited = { ...edited, [field]: edit[field] };
  if (left.length === 0) return edited;
  const said = { ...fieldsOf(edited.mmsi, heard), ...byHandOnly, imo: edited.imo };
  for (const field of left) edited = { ...edited, [field]: said[field] };
  return heard === null ? edited : followAis(edited, heard);
}

/** AIS says nothing of these. */
const byHandOnly = { grossTonnage: null, operator: null, agent: null, notes: null } as const;

/** Gives a vessel another MMSI from `now` on (epoch ms), or none. Nobody else may hold it. */
export function changeMmsi(
  ledger: RegisterLedger,
  entry: RegisterEntry,
  { mmsi, now }: { readonly mmsi: Mmsi | null; readonly now: number },
): RegisterEntry {
  for (const held of ledger.openMmsis(entry.id)) {
    if (held.value !== mmsi) ledger.end(held, now);
  }
  if (mmsi !== null) {
    const isFirst = ledger.of(entry.id, 'mmsi').length === 0;
    const identity = { kind: 'mmsi', value: mmsi } as const;
    ledger.identify(entry.id, identity, { at: isFirst ? null : now, source: 'operator' });
  }
  const flag = entry.corrected.includes('flag') || mmsi === null ? entry.flag : flagOf(mmsi);
  return ledger.put({ ...entry, mmsi, flag });
}

/** Records the name and the call sign that a person has set. */
export function recordNames(ledger: RegisterLedger, entry: RegisterEntry, now: number): void {
  const names = [
    { kind: 'name', value: entry.name },
    { kind: 'call-sign', value: entry.callSign },
  ] as const;
  for (const { kind, value } of names) {
    const open = ledger.of(entry.id, kind).filter(({ validTo }) => validTo === null);
    if (value !== null) ledger.identify(entry.id, { kind, value }, { at: now, source: 'operator' });
    else for (const held of open) ledger.end(held, now);
  }
}
