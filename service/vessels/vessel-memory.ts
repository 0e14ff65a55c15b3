import type { Mmsi } from '../ais/mmsi.js';
import type { Vessel, VesselStatic } from './vessel.js';

/** A vessel as its row says, and with what was heard since and said nothing new. */
export interface RememberedVessel {
  readonly row: Vessel;
  /** Says the same as `row`; its times are the same or newer. */
  readonly heard: VesselStatic;
}

/**
 * The vessels that were heard of lately, so that a repeated report costs no SQL. Bounded: two
 * generations, of which the older is forgotten as a whole; what is used moves to the younger.
 */
export class VesselMemory {
  private young = new Map<Mmsi, RememberedVessel>();
  private old = new Map<Mmsi, RememberedVessel>();

  /** @param generation vessels; at most twice as many are remembered. */
  constructor(private readonly generation = 50_000) {}

  /** Vessels remembered; one that is in both generations counts twice. */
  get size(): number {
    return this.young.size + this.old.size;
  }

  get(mmsi: Mmsi): RememberedVessel | undefined {
    const found = this.young.get(mmsi);
    if (found !== undefined) return found;
    const older = this.old.get(mmsi);
    if (older !== undefined) this.set(mmsi, older);
    return older;
  }

  set(mmsi: Mmsi, vessel: RememberedVessel): void {
    this.young.set(mmsi, vessel);
    if (this.young.size < this.generation) return;
    this.old = this.young;
    this.young = new Map();
  }

  clear(): void {
    this.young = new Map();
    this.old = new Map();
  }
}
