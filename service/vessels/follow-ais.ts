import { isImoNumber } from '../ais/imo.js';
import { midCountry } from '../ais/mid.js';
import { midOf, type Mmsi } from '../ais/mmsi.js';
import type { RegisterEntry } from './registered-vessel.js';
import type { Vessel } from './vessel.js';

/** What AIS may say of a vessel of the register. */
export type AisFields = Pick<
  RegisterEntry,
  | 'imo'
  | 'name'
  | 'callSign'
  | 'flag'
  | 'shipType'
  | 'lengthOverallMetres'
  | 'beamMetres'
  | 'maxDraughtMetres'
>;

/** A vessel heard of for the first time, or entered by its MMSI alone (`heard` is `null`). */
export function entryOf(
  mmsi: Mmsi,
  heard: Vessel | null,
  { id, now }: { readonly id: string; readonly now: number },
): RegisterEntry {
  return {
    id,
    version: 1,
    mmsi,
    ...fieldsOf(mmsi, heard),
    grossTonnage: null,
    operator: null,
    agent: null,
    notes: null,
    source: heard?.source ?? 'ais',
    corrected: [],
    doubts: [],
    mergedInto: null,
    createdAt: now,
    updatedAt: now,
  };
}

/** What AIS says under an MMSI, as fields of the register; `null` for what it doesn't say. */
export function fieldsOf(mmsi: Mmsi, heard: Vessel | null): AisFields {
  const { a = null, b = null, c = null, d = null } = heard?.dimensions ?? {};
  return {
    imo: heard?.imo != null && isImoNumber(heard.imo) ? heard.imo : null,
    name: heard?.name ?? null,
    callSign: heard?.callSign ?? null,
    flag: flagOf(mmsi),
    shipType: heard?.shipType ?? null,
    lengthOverallMetres: sizeOf(a, b),
    beamMetres: sizeOf(c, d),
    maxDraughtMetres: heard?.draughtMetres ?? null,
  };
}

/** The country of an MMSI, ISO 3166-1 alpha-2; `null` where its digits name none. */
export function flagOf(mmsi: Mmsi): string | null {
  const mid = midOf(mmsi);
  return mid === null ? null : (midCountry(mid)?.code ?? null);
}

/** An antenna at the very end gives one half as 0; both 0 is not known (ITU-R M.1371-5 table 48). */
function sizeOf(one: number | null, other: number | null): number | null {
  const size = (one ?? 0) + (other ?? 0);
  return size > 0 ? size : null;
}
