import type { EntityManager } from 'typeorm';

import { referenceInTheWay } from '../database/database.errors.js';

/** A row that an import leaves out. */
interface Doomed {
  readonly id: string;
  /** What a person calls it. */
  readonly what: string;
}

const doomedZonesSql = `
  SELECT z.id, z.kind || ' ' || z.code || ' of ' || z.port_locode AS what
  FROM port_zone z WHERE z.file = $2 AND NOT EXISTS (
    SELECT FROM jsonb_to_recordset($1::jsonb) AS r(locode text, kind text, code text)
    WHERE (z.port_locode, z.kind, z.code) = (r.locode, r.kind, r.code))
  ORDER BY what`;

/** A port that other files describe stays, as does one that still has zones. */
const doomedPortsSql = `
  SELECT p.locode AS id, 'port ' || p.locode AS what FROM port p WHERE p.file = $2
    AND NOT p.locode IN (SELECT r.locode FROM jsonb_to_recordset($1::jsonb) AS r(locode text))
    AND NOT EXISTS (SELECT FROM port_zone z WHERE z.port_locode = p.locode)
  ORDER BY p.locode`;

/** What was removed, and why the rest could not be. */
export interface Removal {
  /** UN/LOCODE of each row that is gone. */
  readonly locodes: readonly string[];
  /** One for each row that another record refers to. */
  readonly reasons: readonly string[];
}

/**
 * Removes zones that came in a file before and are not in it now. A berth that has bookings, or that
 * anything else refers to, is not removed.
 * @param rows what the file has now, as JSON
 */
export async function removeZones(
  manager: EntityManager,
  rows: string,
  file: string,
): Promise<Removal> {
  const doomed = await manager.query<Doomed[]>(doomedZonesSql, [rows, file]);
  const sql = `WITH gone AS (DELETE FROM port_zone WHERE id = $1 RETURNING port_locode AS locode)
    SELECT locode FROM gone`;
  return await removeEach(manager, doomed, sql);
}

/**
 * Removes ports that came in a file before, are not in it now and have nothing left.
 * @param rows the ports that the file has now, as JSON
 */
export async function removePorts(
  manager: EntityManager,
  rows: string,
  file: string,
): Promise<Removal> {
  const doomed = await manager.query<Doomed[]>(doomedPortsSql, [rows, file]);
  const sql = `WITH gone AS (DELETE FROM port WHERE locode = $1 RETURNING locode)
    SELECT locode FROM gone`;
  return await removeEach(manager, doomed, sql);
}

/** One by one, so that each one that must stay is named. */
async function removeEach(
  manager: EntityManager,
  doomed: readonly Doomed[],
  sql: string,
): Promise<Removal> {
  const locodes: string[] = [];
  const reasons: string[] = [];
  for (const { id, what } of doomed) {
    await manager.query('SAVEPOINT removal');
    try {
      const gone = await manager.query<{ locode: string }[]>(sql, [id]);
      locodes.push(...gone.map(({ locode }) => locode));
    } catch (error) {
      const table = referenceInTheWay(error);
      if (table === null) throw error;
      await manager.query('ROLLBACK TO SAVEPOINT removal');
      reasons.push(`cannot remove ${what}: a ${table.replaceAll('_', ' ')} refers to it`);
    }
    await manager.query('RELEASE SAVEPOINT removal');
  }
  return { locodes, reasons };
}
