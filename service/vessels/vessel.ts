import type { Dimensions, Eta } from '../ais/message.js';
import type { Mmsi } from '../ais/mmsi.js';
import type { Source } from '../ais/reception.js';

/**
 * What a vessel says of itself, in four parts, each with the time of the report that it is from
 * (epoch ms, `null` while there was none): the message types carry different parts.
 */
export interface VesselStatic {
  readonly name: string | null;
  readonly nameAt: number | null;

  readonly callSign: string | null;
  /** Of an auxiliary craft (MMSI 98...), the vessel it belongs to. */
  readonly mothershipMmsi: Mmsi | null;
  readonly callSignAt: number | null;

  /** ITU-R M.1371 ship type, 0 to 255. */
  readonly shipType: number | null;
  readonly dimensions: Dimensions;
  readonly particularsAt: number | null;

  /** As sent: may be no IMO number at all (check digit, ENI). */
  readonly imo: number | null;
  readonly draughtMetres: number | null;
  readonly destination: string | null;
  readonly eta: Eta | null;
  readonly voyageAt: number | null;
}

/** A vessel: whoever sends under an MMSI. Times are epoch milliseconds, UTC. */
export interface Vessel extends VesselStatic {
  /** uuid; stays when the MMSI moves on. */
  readonly id: string;
  readonly mmsi: Mmsi;
  /** Where its static data comes from or, without any, its first report. */
  readonly source: Source;
  readonly feed: string;
  /** Time of the report that made us know it. */
  readonly firstSeenAt: number;
  /** Time of its newest static report, in steps of 15 minutes at least; `null` without one. */
  readonly lastStaticAt: number | null;
  /** When its static data last changed here (commit time). */
  readonly updatedAt: number;
  /** Number of its last change in the stream. */
  readonly streamId: number;
}

/** The fields whose changes are kept. */
export type VesselField =
  | 'name'
  | 'callSign'
  | 'mothershipMmsi'
  | 'shipType'
  | 'dimensions'
  | 'imo'
  | 'draughtMetres'
  | 'destination'
  | 'eta';

/** One field of a vessel that became another. Values are text; dimensions and ETA are JSON. */
export interface VesselChange {
  readonly field: VesselField;
  readonly oldValue: string | null;
  readonly newValue: string | null;
  /** Time of the report that brought it, epoch ms. */
  readonly changedAt: number;
}

/** A vessel of which nothing static is known. */
export const unknownStatic: VesselStatic = {
  name: null,
  nameAt: null,
  callSign: null,
  mothershipMmsi: null,
  callSignAt: null,
  shipType: null,
  dimensions: { a: null, b: null, c: null, d: null },
  particularsAt: null,
  imo: null,
  draughtMetres: null,
  destination: null,
  eta: null,
  voyageAt: null,
};
