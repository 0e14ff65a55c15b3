import { isImoNumber } from '../ais/imo.js';
import { entryOf, followAis } from './follow-ais.js';
import { mergeEntries, retire, type Joining } from './merge-entries.js';
import type { RegisterLedger } from './register-ledger.js';
import type { Doubt, RegisterEntry } from './registered-vessel.js';
import type { Vessel } from './vessel.js';
import { canBeOne, type KnownWhereabouts } from './whereabouts.js';

/** What taking over needs beside the ledger. */
export interface TakingContext {
  readonly ledger: RegisterLedger;
  /** Where `contestedMmsis` were last heard. */
  readonly places: KnownWhereabouts;
  /** Whether nothing that refers to the two entries forbids making them one. */
  readonly mayMerge: (from: RegisterEntry, into: RegisterEntry) => Promise<boolean>;
  /** An unused id. */
  readonly newId: () => string;
  /** Epoch ms. */
  readonly now: number;
}

/** A decision that AIS made about who a vessel is: it is audited. */
export interface Decision {
  readonly action: 'merge' | 'hand-over';
  readonly mmsi: string;
  readonly imo: number;
  readonly from: RegisterEntry;
  readonly into: RegisterEntry;
}

/** An MMSI passes to another vessel once its IMO number has been sent this long without a break; ms. */
const handOverMs = 10 * 60_000;

/** Takes into the register what AIS says under one MMSI. @returns what was decided, mostly nothing. */
export async function takeAis(context: TakingContext, heard: Vessel): Promise<Decision | null> {
  const { ledger } = context;
  const holder = ledger.holderOf(heard.mmsi);
  const { entry, decision } =
    holder === null
      ? { entry: placeNew(context, heard, null), decision: null }
      : await reconcile(context, heard, holder);
  if (entry.mmsi === heard.mmsi) follow(ledger, entry, heard);
  return decision;
}

/**
 * MMSIs of which must be known where they are: those that send the IMO number of a vessel that holds
 * another, and those of that vessel.
 */
export function contestedMmsis(ledger: RegisterLedger, heard: readonly Vessel[]): string[] {
  const senders = new Map<number, string[]>();
  for (const { imo, mmsi } of heard) {
    if (imo !== null) senders.set(imo, [...(senders.get(imo) ?? []), mmsi]);
  }
  return [...senders].flatMap(([imo, sent]) => {
    const owner = ledger.ofImo(imo);
    const held = owner === null ? [] : ledger.openMmsis(owner.id).map(({ value }) => value);
    const all = [...new Set([...sent, ...held])];
    return all.length > 1 ? all : [];
  });
}

interface Outcome {
  readonly entry: RegisterEntry;
  readonly decision: Decision | null;
}

/** An MMSI that nobody holds: of the vessel with its IMO number, or of a new one. */
function placeNew(context: TakingContext, heard: Vessel, from: number | null): RegisterEntry {
  const { ledger, now } = context;
  const { mmsi, source } = heard;
  const imo = validImo(heard);
  const owner = imo === null ? null : ledger.ofImo(imo);
  const joining = owner === null ? null : joiningOf(context, heard, owner);
  if (owner !== null && joining !== null) {
    retire(ledger, owner, joining);
    ledger.identify(owner.id, { kind: 'mmsi', value: mmsi }, { at: heard.firstSeenAt, source });
    return ledger.put({ ...owner, mmsi });
  }
  const id = ledger.has(heard.id) || from !== null ? context.newId() : heard.id;
  const entry = entryOf(mmsi, heard, { id, now });
  ledger.put(owner === null ? entry : { ...entry, imo: null });
  ledger.identify(id, { kind: 'mmsi', value: mmsi }, { at: from, source });
  return doubt(context, ledger.entry(id), { kind: 'imo-claimed-twice', heard, owner });
}

/** An MMSI that a vessel holds: is it still that vessel? */
async function reconcile(
  context: TakingContext,
  heard: Vessel,
  holder: RegisterEntry,
): Promise<Outcome> {
  const { ledger } = context;
  const imo = validImo(heard);
  const isSettled = imo === null || holder.imo === imo || holder.corrected.includes('imo');
  if (isSettled) {
    const entry = doubt(context, holder, { kind: 'imo-check-digit', heard, owner: null });
    return { entry, decision: null };
  }
  const owner = ledger.ofImo(imo);
  if (holder.imo !== null) return handOver(context, heard, holder);
  if (owner === null) {
    return { entry: ledger.put({ ...holder, imo, doubts: [] }), decision: null };
  }
  const joining = joiningOf(context, heard, owner);
  if (joining === null || !(await context.mayMerge(holder, owner))) {
    const entry = doubt(context, holder, { kind: 'imo-claimed-twice', heard, owner });
    return { entry, decision: null };
  }
  const times = { joining, now: context.now };
  const entry = mergeEntries(ledger, { from: holder, into: owner }, times);
  const decision = { action: 'merge', mmsi: heard.mmsi, imo, from: holder, into: owner } as const;
  return { entry, decision };
}

/**
 * Another IMO number than the vessel's own: the MMSI has passed to another ship, if that lasts and
 * no person has said whose it is. Two ships that share an MMSI by mistake take turns instead.
 */
function handOver(context: TakingContext, heard: Vessel, holder: RegisterEntry): Outcome {
  const { ledger } = context;
  const imo = validImo(heard);
  const at = heard.voyageAt ?? context.now;
  const known = holder.doubts.find(({ kind, imo: sent }) => kind === 'mmsi-shared' && sent === imo);
  const held = ledger.openMmsis(holder.id).find(({ value }) => value === heard.mmsi);
  const hasLasted = known !== undefined && at - Date.parse(known.since) >= handOverMs;
  if (imo === null || held === undefined || held.source === 'operator' || !hasLasted) {
    const owner = imo === null ? null : ledger.ofImo(imo);
    return { entry: doubt(context, holder, { kind: 'mmsi-shared', heard, owner }), decision: null };
  }
  const since = Date.parse(known.since);
  ledger.end(held, since);
  ledger.put({ ...holder, mmsi: ledger.newestMmsi(holder.id), doubts: [] });
  const entry = placeNew(context, heard, since);
  const decision = {
    action: 'hand-over',
    mmsi: heard.mmsi,
    imo,
    from: holder,
    into: entry,
  } as const;
  return { entry, decision };
}

/** How the vessel `owner` came to the MMSI; `null` when it cannot be that ship. */
function joiningOf(context: TakingContext, heard: Vessel, owner: RegisterEntry): Joining | null {
  const others = context.ledger.openMmsis(owner.id).map(({ value }) => value);
  const isReal = heard.source !== 'simulated';
  if (isReal !== (owner.source !== 'simulated')) return null;
  const { places } = context;
  const own = places.get(heard.mmsi);
  const at = heard.voyageAt ?? heard.firstSeenAt;
  if (!others.every((mmsi) => canBeOne(own, places.get(mmsi), at))) return null;
  const lastHeard = (mmsi: string): number | null => places.get(mmsi)?.time ?? null;
  return { mmsi: heard.mmsi, from: heard.firstSeenAt, lastHeard };
}

/** Notes what is wrong with the IMO number that is sent, or that nothing is. */
function doubt(
  { ledger, now }: TakingContext,
  entry: RegisterEntry,
  found: {
    readonly kind: Doubt['kind'];
    readonly heard: Vessel;
    readonly owner: RegisterEntry | null;
  },
): RegisterEntry {
  const { heard, owner } = found;
  const doubts = newDoubts(heard, entry, found).map((fresh): Doubt => {
    const { kind, imo } = fresh;
    const known = entry.doubts.find((old) => old.kind === kind && old.imo === imo);
    const since = known?.since ?? new Date(heard.voyageAt ?? now).toISOString();
    return { kind, imo, vesselId: owner?.id ?? null, since };
  });
  const isSame = JSON.stringify(doubts) === JSON.stringify(entry.doubts);
  return isSame ? entry : ledger.put({ ...entry, doubts });
}

function newDoubts(
  { imo }: Vessel,
  entry: RegisterEntry,
  { kind, owner }: { readonly kind: Doubt['kind']; readonly owner: RegisterEntry | null },
): Pick<Doubt, 'kind' | 'imo'>[] {
  if (imo === null) return [];
  if (!isImoNumber(imo)) return [{ kind: 'imo-check-digit', imo }];
  if (kind === 'imo-check-digit' || entry.imo === imo) return [];
  return kind === 'imo-claimed-twice' && owner === null ? [] : [{ kind, imo }];
}

function validImo({ imo }: Vessel): number | null {
  return imo !== null && isImoNumber(imo) ? imo : null;
}

/** The rest of what AIS says, names and call signs with their times. */
function follow(ledger: RegisterLedger, entry: RegisterEntry, heard: Vessel): void {
  const followed = followAis(entry, heard);
  if (followed !== entry) ledger.put(followed);
  const { name, callSign } = followed;
  const { source } = heard;
  if (name !== null && name === heard.name) {
    ledger.identify(entry.id, { kind: 'name', value: name }, { at: heard.nameAt, source });
  }
  if (callSign !== null && callSign === heard.callSign) {
    const identity = { kind: 'call-sign', value: callSign } as const;
    ledger.identify(entry.id, identity, { at: heard.callSignAt, source });
  }
}
