import type { EntityManager } from 'typeorm';

import { berthFields, type BerthField } from './berth.js';
import { berthOf } from './berth-description.js';
import type { Zone } from './zone.js';

/** Column and type of each field. */
const columns: Readonly<Record<BerthField, readonly [column: string, type: string]>> = {
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

const zonesSql = `
  SELECT id, port_locode AS locode, kind, code, name, length_metres AS "lengthMetres",
    depth_metres AS "depthMetres", geometry, attributes
  FROM port_zone WHERE port_locode = ANY($1) AND kind IN ('berth', 'terminal')
  ORDER BY port_locode, kind, code`;

const names = berthFields.map((field) => columns[field][0]);
/** What the file says, but for what a person has said. */
const kept = berthFields.map((field) => {
  const [column] = columns[field];
  return `CASE WHEN '${field}' = ANY(kept.edited) THEN kept.${column} ELSE excluded.${column} END`;
});

/** `$2`: berths whose zone changed, for what is shown of it (its geometry) changed with it. */
const upsertSql = `
  INSERT INTO berth AS kept (id, port_locode, ${names.join(', ')})
  SELECT r.id, r.locode, ${berthFields.map((field) => `r."${field}"`).join(', ')}
  FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, locode text,
    ${berthFields.map((field) => `"${field}" ${columns[field][1]}`).join(', ')})
  ON CONFLICT (id) DO UPDATE SET (${names.join(', ')}) = ROW (${kept.join(', ')}),
    version = kept.version + 1, updated_at = now()
  WHERE kept.id = ANY($2::uuid[])
    OR (${names.map((column) => `kept.${column}`).join(', ')}) IS DISTINCT FROM (${kept.join(', ')})`;

/**
 * Makes the berths of some ports what their zones say, inside the import's transaction; what a
 * person set stays.
 * @param changedZones ids of zones that the import changed
 */
export async function syncBerths(
  manager: EntityManager,
  locodes: readonly string[],
  changedZones: readonly string[],
): Promise<void> {
  const zones = await manager.query<Zone[]>(zonesSql, [[...new Set(locodes)]]);
  const berths = zones
    .filter(({ kind }) => kind === 'berth')
    .map((zone) => {
      const terminals = zones.filter(
        ({ kind, locode }) => kind === 'terminal' && locode === zone.locode,
      );
      return { id: zone.id, locode: zone.locode, ...berthOf(zone, terminals) };
    });
  await manager.query(upsertSql, [JSON.stringify(berths), [...changedZones]]);
}
