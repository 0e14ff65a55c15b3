import type { Mmsi } from '../../ais/mmsi.js';
import type { Itinerary, Moment } from './itinerary.js';

/** Particulars of an imaginary vessel. */
export interface Particulars {
  readonly mmsi: Mmsi;
  /** Begins with SIM, so that nobody takes it for a real one. */
  readonly name: string;
  readonly callSign: string;
  readonly aisClass: 'A' | 'B';
  /** ITU-R M.1371-5 table 53. */
  readonly shipType: number;
  readonly lengthMetres: number;
  readonly beamMetres: number;
  readonly draughtMetres: number;
  /** Antenna to the bow, metres, whole. */
  readonly bowMetres: number;
  /** Antenna to the starboard side, metres, whole. */
  readonly starboardMetres: number;
}

/** An imaginary vessel and its rounds. */
export interface SimulatedVessel {
  readonly particulars: Particulars;
  readonly itinerary: Itinerary;
  /** Navigational status (ITU-R M.1371-5 Annex 8 table 45) while it does what it does. */
  navStatus(moment: Moment): number;
  /** What it says its destination is, and when it expects to be there (epoch ms), if it says so. */
  voyage(
    moment: Moment,
    now: number,
  ): { readonly destination: string; readonly eta: number | null };
}
