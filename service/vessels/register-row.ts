import { mmsiFromNumber } from '../ais/mmsi.js';
import type { Source } from '../ais/reception.js';
import type { Doubt, RegisterEntry, RegisterField } from './registered-vessel.js';

/** An entry as `registerColumns` selects it. */
export interface RegisterRow {
  readonly id: string;
  readonly version: number;
  readonly imo: number | null;
  readonly mmsi: number | null;
  readonly name: string | null;
  readonly call_sign: string | null;
  readonly flag: string | null;
  readonly ship_type: number | null;
  readonly length_overall_metres: number | null;
  readonly beam_metres: number | null;
  readonly max_draught_metres: number | null;
  readonly gross_tonnage: number | null;
  readonly operator: string | null;
  readonly agent: string | null;
  readonly notes: string | null;
  readonly source: Source;
  readonly corrected: readonly RegisterField[];
  readonly doubts: readonly Doubt[];
  readonly merged_into: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** Columns that `registerRecord` gives, in its order. */
export const writtenColumns = [
  'id',
  'version',
  'imo',
  'mmsi',
  'name',
  'call_sign',
  'flag',
  'ship_type',
  'length_overall_metres',
  'beam_metres',
  'max_draught_metres',
  'gross_tonnage',
  'operator',
  'agent',
  'notes',
  'source',
  'corrected',
  'doubts',
  'merged_into',
] as const;

/** Select list over `registered_vessel`. */
export const registerColumns = [...writtenColumns, 'created_at', 'updated_at']
  .map((column) => `r.${column}`)
  .join(', ');

/** The row as the rest of the service knows it. */
export function toEntry(row: RegisterRow): RegisterEntry {
  return {
    id: row.id,
    version: row.version,
    imo: row.imo,
    mmsi: row.mmsi === null ? null : mmsiFromNumber(row.mmsi),
    name: row.name,
    callSign: row.call_sign,
    flag: row.flag,
    shipType: row.ship_type,
    lengthOverallMetres: row.length_overall_metres,
    beamMetres: row.beam_metres,
    maxDraughtMetres: row.max_draught_metres,
    grossTonnage: row.gross_tonnage,
    operator: row.operator,
    agent: row.agent,
    notes: row.notes,
    source: row.source,
    corrected: row.corrected,
    // In the order in which they are made: `jsonb` keeps one of its own.
    doubts: row.doubts.map(({ kind, imo, vesselId, since }) => ({ kind, imo, vesselId, since })),
    mergedInto: row.merged_into,
    createdAt: row.created_at.getTime(),
    updatedAt: row.updated_at.getTime(),
  };
}

/** An entry to be written, as JSON for `jsonb_to_recordset`. */
export function registerRecord(
  entry: RegisterEntry,
): Record<(typeof writtenColumns)[number], unknown> {
  return {
    id: entry.id,
    version: entry.version,
    imo: entry.imo,
    mmsi: entry.mmsi === null ? null : Number(entry.mmsi),
    name: entry.name,
    call_sign: entry.callSign,
    flag: entry.flag,
    ship_type: entry.shipType,
    length_overall_metres: entry.lengthOverallMetres,
    beam_metres: entry.beamMetres,
    max_draught_metres: entry.maxDraughtMetres,
    gross_tonnage: entry.grossTonnage,
    operator: entry.operator,
    agent: entry.agent,
    notes: entry.notes,
    source: entry.source,
    corrected: entry.corrected,
    doubts: entry.doubts,
    merged_into: entry.mergedInto,
  };
}
