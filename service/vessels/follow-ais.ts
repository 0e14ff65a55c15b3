import { isCallSign } from '../ais/call-sign.js';
import { isImoNumber } from '../ais/imo.js';
import { midCountry } from '../ais/mid.js';
import { midOf, type Mmsi } from '../ais/mmsi.js';
import type { RegisterEntry } from './registered-vessel.js';
import { unknownStatic, type Vessel } from './vessel.js';

/** Fields that AIS may fill. */
export const aisFields = [
  'imo',
  'name',
  'callSign',
  'flag',
  'shipType',
  'lengthOverallMetres',
  'beamMetres',
  'maxDraughtMetres',
] as const;

export type AisField = (typeof aisFields)[number];

/** What AIS says of a vessel of the register; `null` for what it doesn't say. */
export type AisFields = Pick<RegisterEntry, AisField>;

/** A vessel heard of for the first time, or entered by its MMSI alone (`heard` is `null`). */
export function entryOf(
  mmsi: Mmsi,
  heard: Vessel | null,
  { id, now }: { readonly id: string; readonly now: number },
): RegisterEntry {
  const bare = bareEntry(id, heard?.source ?? 'ais', now);
  return { ...bare, mmsi, ...fieldsOf(mmsi, heard) };
}

/** An entry that says nothing yet. */
export function bareEntry(id: string, source: RegisterEntry['source'], now: number): RegisterEntry {
  const unknown = fieldsOf(null, null);
  const byHand = { grossTonnage: null, operator: null, agent: null, notes: null };
  const rest = { corrected: [], doubts: [], mergedInto: null, createdAt: now, updatedAt: now };
  return { id, version: 1, mmsi: null, ...unknown, ...byHand, source, ...rest };
}

/** What AIS says under an MMSI, as fields of the register. An IMO number with a wrong check
 * digit and what has not the form of a call sign are none. */
export function fieldsOf(mmsi: Mmsi | null, heard: Vessel | null): AisFields {
  const { imo, name, callSign, shipType, dimensions, draughtMetres } = heard ?? unknownStatic;
  return {
    imo: imo !== null && isImoNumber(imo) ? imo : null,
    name,
    callSign: callSign !== null && isCallSign(callSign) ? callSign : null,
    flag: mmsi === null ? null : flagOf(mmsi),
    shipType,
    lengthOverallMetres: sizeOf(dimensions.a, dimensions.b),
    beamMetres: sizeOf(dimensions.c, dimensions.d),
    maxDraughtMetres: draughtMetres,
  };
}

/**
 * The entry after what AIS says under its MMSI. What a person has set stays, and so does what AIS no
 * longer says. The IMO number is not taken: that is a matter of who the vessel is.
 */
export function followAis(entry: RegisterEntry, heard: Vessel): RegisterEntry {
  const said = fieldsOf(heard.mmsi, heard);
  let followed = entry;
  for (const field of aisFields) {
    if (field === 'imo' || said[field] === null || entry.corrected.includes(field)) continue;
    if (field === 'maxDraughtMetres' && (entry[field] ?? 0) >= (said[field] ?? 0)) continue;
    if (followed[field] !== said[field]) followed = { ...followed, [field]: said[field] };
  }
  return followed;
}

/** A field of which AIS says something else than the register. */
export interface AisDifference {
  readonly field: AisField;
  readonly registered: string | number | null;
  readonly ais: string | number;
}

/** Where AIS contradicts the register. A draught below the maximum is no contradiction. */
export function aisDifferences(entry: RegisterEntry, heard: Vessel): AisDifference[] {
  const said = { ...fieldsOf(heard.mmsi, heard), imo: heard.imo, callSign: heard.callSign };
  return aisFields.flatMap((field) => {
    const ais = said[field];
    const registered = entry[field];
    if (ais === null || ais === registered) return [];
    if (field === 'maxDraughtMetres' && Number(ais) <= Number(registered)) return [];
    return [{ field, registered, ais }];
  });
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
