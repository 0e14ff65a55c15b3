import type { Mmsi } from '../ais/mmsi.js';
import { aisDifferences, type AisDifference } from './follow-ais.js';
import type { Identifier } from './register-ledger.js';
import type { RegisterEntry } from './registered-vessel.js';
import type { Vessel } from './vessel.js';

/** A vessel as it is looked up: of the register, heard by AIS, or both. Times are epoch ms. */
export interface ListedVessel {
  readonly id: string;
  /** The MMSI it holds now. */
  readonly mmsi: Mmsi | null;
  readonly name: string | null;
  /** `null`: not in the register, because it is no ship or was heard of only just now. */
  readonly entry: RegisterEntry | null;
  /** What AIS says under its MMSI; `null` for nothing. */
  readonly heard: Vessel | null;
  /** Its MMSIs, in the order in which they were recorded. */
  readonly mmsis: readonly Identifier[];
  /** Ids of entries that were merged into it. */
  readonly mergedIds: readonly string[];
  readonly differences: readonly DatedDifference[];
  /** Time of its newest report of any kind; `null` without one. */
  readonly lastSeenAt: number | null;
  readonly updatedAt: number;
}

/** A difference, and since when AIS has said so. */
export interface DatedDifference extends AisDifference {
  readonly since: number;
}

/** When fields last changed in AIS: `<id of the AIS row> <its field>`, epoch ms. */
export type ChangeTimes = ReadonlyMap<string, number>;

/** The change of AIS's own that a field follows; flags follow from the MMSI. */
const aisSource: Readonly<Record<AisDifference['field'], string>> = {
  imo: 'imo',
  name: 'name',
  callSign: 'callSign',
  flag: 'mmsi',
  shipType: 'shipType',
  lengthOverallMetres: 'dimensions',
  beamMetres: 'dimensions',
  maxDraughtMetres: 'draughtMetres',
};

/** Where AIS contradicts the entry, and since when. */
export function datedDifferences(
  entry: RegisterEntry | null,
  heard: Vessel | null,
  changedAt: ChangeTimes,
): DatedDifference[] {
  if (entry === null || heard === null) return [];
  return aisDifferences(entry, heard).map((difference) => {
    const since = changedAt.get(`${heard.id} ${aisSource[difference.field]}`);
    return { ...difference, since: since ?? heard.firstSeenAt };
  });
}
