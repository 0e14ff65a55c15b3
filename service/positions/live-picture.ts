import type { Mmsi } from '../ais/mmsi.js';
import type { Source } from '../ais/reception.js';
import { boxContains, type BoundingBox } from '../geo/bounding-box.js';
import type { Particulars, PictureEntry } from './picture-entry.js';
import { maxAgeOf, stateOf, vesselStates, type VesselState } from './position-state.js';

/** Which vessels are wanted. All that are given must hold; `null` doesn't narrow. */
export interface PictureFilter {
  readonly bbox: BoundingBox | null;
  readonly mmsis: readonly Mmsi[] | null;
  /** Committed at or after this moment, epoch ms. */
  readonly since: number | null;
  readonly shipTypes: readonly number[] | null;
  readonly sources: readonly Source[] | null;
  /** Milliseconds; `null`: what is usual for each class; Infinity: everything. */
  readonly maxAge: number | null;
  /** Whether a place is inside what is looked at; `null`: everywhere is. */
  readonly isInside: ((lon: number, lat: number) => boolean) | null;
}

/** A filter that lets everything pass. */
export const wholePicture: PictureFilter = {
  bbox: null,
  mmsis: null,
  since: null,
  shipTypes: null,
  sources: null,
  maxAge: Infinity,
  isInside: null,
};

/** A part of a selection. */
export interface PicturePage {
  /** Only MMSIs above this one. */
  readonly after?: string;
  /** Entries at most, 1 or more. */
  readonly limit?: number;
}

/** Vessels held by default; of more, those silent for longest are left out. 1 kB each. */
const mostVessels = 200_000;

/**
 * The newest position of each vessel, in memory. Knows nothing of where it comes from or of the
 * time: it is told.
 */
export class LivePicture {
  private readonly entries = new Map<Mmsi, PictureEntry>();
  /** MMSIs in order, for paging; made anew after vessels came or went. */
  private order: readonly Mmsi[] | null = null;
  private changes = 0;

  /** @param capacity vessels held at most. */
  constructor(private readonly capacity = mostVessels) {}

  get size(): number {
    return this.entries.size;
  }

  /** Changes with every change of the picture. */
  get version(): number {
    return this.changes;
  }

  find(mmsi: Mmsi): PictureEntry | null {
    return this.entries.get(mmsi) ?? null;
  }

  /** Takes the place of what was known of the vessel. */
  put(entry: PictureEntry): void {
    if (!this.entries.has(entry.mmsi)) {
      this.order = null;
    }
    this.entries.set(entry.mmsi, entry);
    this.changes += 1;
    if (this.entries.size > this.capacity) {
      this.evict();
    }
  }

  /** Shows what a vessel says of itself since `changedAt` (epoch ms); nothing when it isn't here. */
  describe(mmsi: Mmsi, particulars: Particulars, changedAt: number): void {
    const entry = this.entries.get(mmsi);
    if (entry !== undefined && !isSame(entry.particulars, particulars)) {
      this.put(entry.withParticulars(particulars, changedAt));
    }
  }

  clear(): void {
    this.entries.clear();
    this.order = null;
    this.changes += 1;
  }

  /** Entries that pass, in order of MMSI. */
  select(filter: PictureFilter, now: number, { after, limit }: PicturePage = {}): PictureEntry[] {
    const mmsis = filter.mmsis === null ? this.inOrder() : [...filter.mmsis].sort();
    const passes = testOf(filter, now);
    const found: PictureEntry[] = [];
    for (const mmsi of mmsis.slice(after === undefined ? 0 : firstAbove(mmsis, after))) {
      const entry = this.entries.get(mmsi);
      if (entry !== undefined && passes(entry) && found.push(entry) === limit) {
        break;
      }
    }
    return found;
  }

  /** Vessels by state at a moment; every state is named. */
  countByState(now: number): Record<VesselState, number> {
    const counts = Object.fromEntries(vesselStates.map((state) => [state, 0])) as Record<
      VesselState,
      number
    >;
    for (const entry of this.entries.values()) {
      counts[stateOf(entry, now)] += 1;
    }
    return counts;
  }

  private inOrder(): readonly Mmsi[] {
    this.order ??= [...this.entries.keys()].sort();
    return this.order;
  }

  /** Lets the tenth go that was silent for longest: rare, so one sort for many. */
  private evict(): void {
    const byTime = [...this.entries.values()].sort((a, b) => a.time - b.time);
    for (const entry of byTime.slice(0, Math.ceil(this.capacity / 10))) {
      this.entries.delete(entry.mmsi);
    }
    this.order = null;
  }
}

function isSame(one: Particulars, other: Particulars): boolean {
  return (
    one.name === other.name &&
    one.shipType === other.shipType &&
    one.lengthMetres === other.lengthMetres &&
    one.beamMetres === other.beamMetres &&
    one.destination === other.destination
  );
}

/** One function for each condition that is given, the cheap ones first. */
function testOf(filter: PictureFilter, now: number): (entry: PictureEntry) => boolean {
  const { bbox, since, maxAge, isInside } = filter;
  const sources = filter.sources === null ? null : new Set(filter.sources);
  const shipTypes = filter.shipTypes === null ? null : new Set<number | null>(filter.shipTypes);
  const tests: ((entry: PictureEntry) => boolean)[] = [];
  if (sources !== null) tests.push((entry) => sources.has(entry.source));
  if (shipTypes !== null) tests.push((entry) => shipTypes.has(entry.particulars.shipType));
  if (since !== null) tests.push((entry) => entry.changedAt >= since);
  if (maxAge !== Infinity) tests.push((entry) => now - entry.time <= (maxAge ?? maxAgeOf(entry)));
  if (bbox !== null) tests.push((entry) => boxContains(bbox, entry.lon, entry.lat));
  if (isInside !== null) tests.push((entry) => isInside(entry.lon, entry.lat));
  return (entry) => tests.every((test) => test(entry));
}

/** Index of the first MMSI above `after` in a list in order. */
function firstAbove(mmsis: readonly string[], after: string): number {
  let low = 0;
  let high = mmsis.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((mmsis[middle] ?? '') > after) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
