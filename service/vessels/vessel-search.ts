import type { Mmsi } from '../ais/mmsi.js';
import type { Source } from '../ais/reception.js';
import type { Vessel, VesselChange } from './vessel.js';

/** A vessel, and when anything was last heard of it (epoch ms): a position counts too. */
export interface SeenVessel extends Vessel {
  readonly lastSeenAt: number;
}

/** A change as it was kept. */
export interface KeptVesselChange extends VesselChange {
  /** Rises with time of commit. */
  readonly id: number;
  readonly source: Source;
  readonly feed: string;
  /** Epoch ms. */
  readonly committedAt: number;
}

/** Which vessels are wanted; `null` doesn't narrow. All that are given must hold. */
export interface VesselFilter {
  /** Part of the name, or the beginning of MMSI, IMO number or call sign; any case. */
  readonly text: string | null;
  readonly mmsis: readonly Mmsi[] | null;
  readonly imos: readonly number[] | null;
  readonly callSign: string | null;
  readonly shipTypes: readonly number[] | null;
  /** Leave out what the simulator made. */
  readonly isWithoutSimulated: boolean;
}

/** A part of a list in its order: at most `limit`, after the place `after`. */
export interface Slice {
  readonly after: number | null;
  readonly limit: number;
}
