import { berthFields, type BerthField } from './berth.js';

/** Column of table `berth` that holds a field, and its type. */
export const berthColumns: Readonly<Record<BerthField, readonly [column: string, type: string]>> = {
  terminal: ['terminal', 'text'],
  name: ['name', 'text'],
  lengthMetres: ['length_metres', 'float8'],
  depthMetres: ['depth_metres', 'float8'],
  depthDatum: ['depth_datum', 'text'],
  maxLengthMetres: ['max_length_metres', 'float8'],
  maxBeamMetres: ['max_beam_metres', 'float8'],
  maxDraughtMetres: ['max_draught_metres', 'float8'],
  mooringAllowanceMetres: ['mooring_allowance_metres', 'float8'],
  underKeelMetres: ['under_keel_metres', 'float8'],
  cargoKinds: ['cargo_kinds', 'text[]'],
  bollardFrom: ['bollard_from', 'int'],
  bollardTo: ['bollard_to', 'int'],
};

/** Every field's column, in order of `berthFields`. */
export const berthColumnNames: readonly string[] = berthFields.map(
  (field) => berthColumns[field][0],
);

/** Column definitions under which `jsonb_to_recordset` reads the fields by their own names. */
export const berthRecordColumns = berthFields
  .map((field) => `"${field}" ${berthColumns[field][1]}`)
  .join(', ');

/** Zones that berths are made from, of ports `$1`. */
export const berthZonesSql = `
  SELECT id, port_locode AS locode, kind, code, name, length_metres AS "lengthMetres",
    depth_metres AS "depthMetres", geometry, attributes
  FROM port_zone WHERE port_locode = ANY($1) AND kind IN ('berth', 'terminal')
  ORDER BY port_locode, kind, code`;
