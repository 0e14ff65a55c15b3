import type { EntityManager } from 'typeorm';

import { berthFields } from './berth.js';
import {
  berthColumnNames,
  berthColumns,
  berthRecordColumns,
  berthZonesSql,
} from './berth-columns.js';
import { berthOf } from './berth-description.js';
import type { Zone } from './zone.js';

/** What the file says, but for what a person has said. */
const kept = berthFields.map((field) => {
  const [column] = berthColumns[field];
  return `CASE WHEN '${field}' = ANY(kept.edited) THEN kept.${column} ELSE excluded.${column} END`;
});

/** `$2`: berths whose zone changed, for what is shown of it (its geometry) changed with it. */
const upsertSql = `
  INSERT INTO berth AS kept (id, port_locode, ${berthColumnNames.join(', ')})
  SELECT r.id, r.locode, ${berthFields.map((field) => `r."${field}"`).join(', ')}
  FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, locode text, ${berthRecordColumns})
  ON CONFLICT (id) DO UPDATE SET (${berthColumnNames.join(', ')}) = ROW (${kept.join(', ')}),
    version = kept.version + 1, updated_at = now()
  WHERE kept.id = ANY($2::uuid[])
    OR (${berthColumnNames.map((column) => `kept.${column}`).join(', ')}) IS DISTINCT FROM (${kept.join(', ')})`;

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
  const zones = await manager.query<Zone[]>(berthZonesSql, [[...new Set(locodes)]]);
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
