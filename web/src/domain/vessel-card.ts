import type { Eta, PositionProperties, Vessel } from '../api/types.js';
import { hullSize } from './hull.js';

/** What is known of a vessel, from its static data and its latest report together. */
export interface VesselCard {
  readonly mmsi: string;
  readonly name: string | null;
  readonly imo: number | null;
  readonly callSign: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly flag: string | null;
  readonly shipType: number | null;
  readonly aisClass: PositionProperties['aisClass'] | null;
  readonly lengthMetres: number | null;
  readonly beamMetres: number | null;
  readonly draughtMetres: number | null;
  readonly destination: string | null;
  readonly eta: Eta | null;
  /** What is doubtful, by the API's names; no doubt twice. */
  readonly doubts: readonly string[];
}

const NO_VESSEL = {
  name: null,
  imo: null,
  callSign: null,
  flag: null,
  shipType: null,
  dimensions: null,
  draughtMetres: null,
  destination: null,
  eta: null,
  flags: [],
} as const;

const NO_REPORT = {
  name: null,
  shipType: null,
  aisClass: null,
  lengthMetres: null,
  beamMetres: null,
  destination: null,
  flags: [],
} as const;

/** Static data first; what it leaves open comes from the report. Either may be missing. */
export function vesselCard(
  mmsi: string,
  vessel: Vessel | null,
  report: PositionProperties | null,
): VesselCard {
  const stored = vessel ?? NO_VESSEL;
  const heard = report ?? NO_REPORT;
  const size = hullSize({ ...heard, dimensions: stored.dimensions });
  return {
    mmsi,
    name: stored.name ?? heard.name,
    imo: stored.imo,
    callSign: stored.callSign,
    flag: stored.flag,
    shipType: stored.shipType ?? heard.shipType,
    aisClass: heard.aisClass,
    lengthMetres: size.length,
    beamMetres: size.beam,
    draughtMetres: stored.draughtMetres,
    destination: stored.destination ?? heard.destination,
    eta: stored.eta,
    doubts: [...new Set([...heard.flags, ...stored.flags])],
  };
}
