import { parseMmsi, type Mmsi } from '../ais/mmsi.js';
import type { RegisterEntry } from './registered-vessel.js';

/** What an identifier is. */
export type IdentifierKind = 'mmsi' | 'call-sign' | 'name';

/** An identifier and when it was valid. Times are epoch ms; `null` is an open end. */
export interface Identifier {
  /** `null`: not written yet. */
  readonly id: number | null;
  readonly vesselId: string;
  /** The entry that it was first recorded for. */
  readonly originId: string;
  readonly kind: IdentifierKind;
  readonly value: string;
  readonly validFrom: number | null;
  readonly validTo: number | null;
  readonly source: string;
}

/** What came of a ledger. */
export interface LedgerChanges {
  /** With their new versions. */
  readonly entries: readonly RegisterEntry[];
  /** Identifiers that were changed, and (without an id) new ones. */
  readonly identifiers: readonly Identifier[];
}

/**
 * A part of the register in memory, while one transaction decides on it: entries with all their
 * identifiers. It keeps to one rule, that at any time one entry holds an MMSI; what is changed here
 * is written in one go.
 */
export class RegisterLedger {
  private readonly entries = new Map<string, RegisterEntry>();
  private readonly before = new Map<string, RegisterEntry>();
  private readonly identifiers: Identifier[];
  private readonly asLoaded: ReadonlySet<Identifier>;

  constructor(entries: readonly RegisterEntry[], identifiers: readonly Identifier[]) {
    for (const entry of entries) {
      this.entries.set(entry.id, entry);
      this.before.set(entry.id, entry);
    }
    this.identifiers = [...identifiers];
    this.asLoaded = new Set(identifiers);
  }

  /** @throws Error for an entry that was not loaded. */
  entry(id: string): RegisterEntry {
    const entry = this.entries.get(id);
    if (entry === undefined) throw new Error(`the register's entry ${id} was not loaded`);
    return entry;
  }

  has(id: string): boolean {
    return this.entries.has(id);
  }

  /** Who holds an MMSI now; `null` without anybody. */
  holderOf(mmsi: Mmsi): RegisterEntry | null {
    const held = this.identifiers.find(
      ({ kind, value, validTo }) => kind === 'mmsi' && value === mmsi && validTo === null,
    );
    return held === undefined ? null : this.entry(held.vesselId);
  }

  /** The living entry of an IMO number; `null` without one. */
  ofImo(imo: number): RegisterEntry | null {
    for (const entry of this.entries.values()) if (entry.imo === imo) return entry;
    return null;
  }

  /** Identifiers of an entry, in the order in which they were recorded. */
  of(vesselId: string, kind: IdentifierKind): Identifier[] {
    return this.identifiers.filter((held) => held.vesselId === vesselId && held.kind === kind);
  }

  /** MMSIs that an entry holds now. */
  openMmsis(vesselId: string): Identifier[] {
    return this.of(vesselId, 'mmsi').filter(({ validTo }) => validTo === null);
  }

  /** The MMSI that an entry came to hold last, of those that it holds now; `null` without one. */
  newestMmsi(vesselId: string): Mmsi | null {
    return parseMmsi(this.openMmsis(vesselId).at(-1)?.value ?? '');
  }

  /** Puts an entry in the place of the one with its id, or adds it. */
  put(entry: RegisterEntry): RegisterEntry {
    this.entries.set(entry.id, entry);
    return entry;
  }

  /** Changes identifiers; `change` gets each that `which` chooses. */
  amend(which: (held: Identifier) => boolean, change: (held: Identifier) => Identifier): void {
    this.identifiers.forEach((held, index) => {
      if (which(held)) this.identifiers[index] = change(held);
    });
  }

  /**
   * From `at` (epoch ms; `null`: since ever) on, `value` identifies the entry. An entry has one name
   * and one call sign at a time, so the one before ends.
   */
  identify(
    vesselId: string,
    identity: { readonly kind: IdentifierKind; readonly value: string },
    { at, source }: { readonly at: number | null; readonly source: string },
  ): void {
    const { kind, value } = identity;
    const open = this.of(vesselId, kind).filter(({ validTo }) => validTo === null);
    if (open.some((held) => held.value === value)) return;
    if (kind !== 'mmsi') for (const held of open) this.end(held, at ?? 0);
    const last = this.lastEnd(kind, value, kind === 'mmsi' ? null : vesselId);
    const validFrom = last === null ? at : Math.max(at ?? last, last);
    const rest = { validFrom, validTo: null, source };
    this.identifiers.push({ id: null, vesselId, originId: vesselId, kind, value, ...rest });
  }

  /** Ends an identifier at `at`, epoch ms, or right after it began if that is later. */
  end(held: Identifier, at: number): void {
    const validTo = Math.max(at, (held.validFrom ?? -Infinity) + 1);
    const index = this.identifiers.indexOf(held);
    if (index >= 0) this.identifiers[index] = { ...held, validTo };
  }

  /** What has to be written, versions raised by one where an entry shows something else. */
  changes(): LedgerChanges {
    const identifiers = this.identifiers.filter((held) => !this.asLoaded.has(held));
    const touched = new Set(
      identifiers.filter(({ kind }) => kind === 'mmsi').map((i) => i.vesselId),
    );
    const entries: RegisterEntry[] = [];
    for (const entry of this.entries.values()) {
      const before = this.before.get(entry.id);
      if (before === undefined) entries.push(entry);
      else if (touched.has(entry.id) || JSON.stringify(before) !== JSON.stringify(entry))
        entries.push({ ...entry, version: before.version + 1 });
    }
    return { entries, identifiers };
  }

  /** When an MMSI was last given up by anybody, or a name by its vessel; `null` when it never was. */
  private lastEnd(kind: IdentifierKind, value: string, vesselId: string | null): number | null {
    let last: number | null = null;
    for (const held of this.identifiers) {
      if (held.kind !== kind || held.value !== value || held.validTo === null) continue;
      if (vesselId !== null && held.vesselId !== vesselId) continue;
      last = Math.max(last ?? held.validTo, held.validTo);
    }
    return last;
  }
}
