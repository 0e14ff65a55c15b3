import type { Mmsi } from '../ais/mmsi.js';
import type { Source } from '../ais/reception.js';

/** A vessel as the register knows it, whoever says so; `null` for what is not known. */
export interface RegisteredVessel {
  /** uuid; stays for ever, also when MMSI and name change. */
  readonly id: string;
  /** Rises with each change of what is shown. */
  readonly version: number;
  /** IMO ship identification number, its check digit right. */
  readonly imo: number | null;
  /** The MMSI it holds now; the newest, where it holds several. */
  readonly mmsi: Mmsi | null;
  readonly name: string | null;
  readonly callSign: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly flag: string | null;
  /** ITU-R M.1371-5 table 53, 0 to 255. */
  readonly shipType: number | null;
  readonly lengthOverallMetres: number | null;
  readonly beamMetres: number | null;
  /** From AIS: the greatest that it has reported. */
  readonly maxDraughtMetres: number | null;
  readonly grossTonnage: number | null;
  readonly operator: string | null;
  readonly agent: string | null;
  readonly notes: string | null;
}

/** Fields that a person may set. `flag` follows from the MMSI otherwise. */
export const registerFields = [
  'imo',
  'name',
  'callSign',
  'flag',
  'shipType',
  'lengthOverallMetres',
  'beamMetres',
  'maxDraughtMetres',
  'grossTonnage',
  'operator',
  'agent',
  'notes',
] as const;

export type RegisterField = (typeof registerFields)[number];

/** Why AIS was not believed. */
export interface Doubt {
  /**
   * `imo-check-digit`: what is sent as IMO number is none. `imo-claimed-twice`: another vessel has
   * this IMO number, and both cannot be one ship, or may not become one. `mmsi-shared`: another IMO
   * number than the vessel's own is sent under its MMSI.
   */
  readonly kind: 'imo-check-digit' | 'imo-claimed-twice' | 'mmsi-shared';
  /** The IMO number that was sent. */
  readonly imo: number;
  /** The vessel that has it; `null` where none does. */
  readonly vesselId: string | null;
  /** Since when, ISO 8601. */
  readonly since: string;
}

/** A row of the register with what only the register itself needs. */
export interface RegisterEntry extends RegisteredVessel {
  readonly source: Source;
  /** Fields that a person has set, which AIS leaves as they are. */
  readonly corrected: readonly RegisterField[];
  readonly doubts: readonly Doubt[];
  /** The entry that this one was merged into. */
  readonly mergedInto: string | null;
  /** Epoch ms. */
  readonly createdAt: number;
  /** Epoch ms. */
  readonly updatedAt: number;
}
