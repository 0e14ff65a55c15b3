import { Injectable, Optional } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';

import { connectionOptions } from '../database/data-source.js';
import { Transactions } from '../database/transactions.js';
import { boundingBoxOf } from '../geo/bounding-box.js';
import { syncBerths } from './berth-sync.repository.js';
import type { IndexedZone, PortFile, PortFileFault } from './port-file.js';
import { PortZone } from './port-zone.entity.js';
import { Port } from './port.entity.js';
import { removePorts, removeZones, type Removal } from './removal.repository.js';

/** What an import changed, by rows. */
export interface ImportCounts {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
}

/** What an import did. */
export interface ImportOutcome {
  readonly ports: ImportCounts;
  readonly zones: ImportCounts;
}

/** Faults that only showed against what is kept already; nothing was changed. */
export interface ImportConflicts {
  readonly faults: readonly PortFileFault[];
}

/** Takes every writer of ports, and no reader, one after the other. */
const lockSql = 'LOCK TABLE port, port_zone IN SHARE ROW EXCLUSIVE MODE';

const upsertPortsSql = `
  INSERT INTO port AS kept (locode, name, time_zone, lon, lat, notice, file, updated_at)
  SELECT locode, name, "timeZone", lon, lat, notice, $2, now()
  FROM jsonb_to_recordset($1::jsonb) AS r(locode text, name text, "timeZone" text,
    lon float8, lat float8, notice text)
  ON CONFLICT (locode) DO UPDATE SET name = excluded.name, time_zone = excluded.time_zone,
    lon = excluded.lon, lat = excluded.lat, notice = excluded.notice, file = excluded.file,
    updated_at = now()
  WHERE (kept.name, kept.time_zone, kept.lon, kept.lat, kept.notice, kept.file) IS DISTINCT FROM
    (excluded.name, excluded.time_zone, excluded.lon, excluded.lat, excluded.notice, excluded.file)
  RETURNING (xmax = 0) AS "isNew"`;

const zoneRecord = `jsonb_to_recordset($1::jsonb) AS r(locode text, kind text, code text, name text,
    "lengthMetres" float8, "depthMetres" float8, geometry jsonb, attributes jsonb,
    west float8, south float8, east float8, north float8, index int)`;

const homelessZonesSql = `
  SELECT r.index, r.locode FROM ${zoneRecord}
  WHERE NOT EXISTS (SELECT FROM port WHERE port.locode = r.locode) ORDER BY r.index`;

const takenCodesSql = `
  SELECT r.index, r.kind, r.code, r.locode, z.file FROM ${zoneRecord}
  JOIN port_zone z ON (z.port_locode, z.kind, z.code) = (r.locode, r.kind, r.code)
  WHERE z.file <> $2 ORDER BY r.index`;

const upsertZonesSql = `
  INSERT INTO port_zone AS kept (port_locode, kind, code, name, length_metres, depth_metres,
    geometry, attributes, west, south, east, north, file)
  SELECT locode, kind, code, name, "lengthMetres", "depthMetres",
    geometry, attributes, west, south, east, north, $2 FROM ${zoneRecord}
  ON CONFLICT (port_locode, kind, code) DO UPDATE SET name = excluded.name,
    length_metres = excluded.length_metres, depth_metres = excluded.depth_metres,
    geometry = excluded.geometry, attributes = excluded.attributes, west = excluded.west,
    south = excluded.south, east = excluded.east, north = excluded.north
  WHERE (kept.name, kept.length_metres, kept.depth_metres, kept.geometry, kept.attributes)
    IS DISTINCT FROM (excluded.name, excluded.length_metres, excluded.depth_metres,
      excluded.geometry, excluded.attributes)
  RETURNING id, port_locode AS locode, (xmax = 0) AS "isNew"`;

class Conflict extends Error {
  constructor(readonly faults: readonly PortFileFault[]) {
    super('the file conflicts with what is kept');
  }
}

/** SQL of ports and zones. */
@Injectable()
export class PortsRepository {
  /** @param transactions left out by commands, which open none of the domain's */
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Optional() private readonly transactions?: Transactions,
  ) {}

  /** Text that differs whenever ports or zones do. */
  async findVersion(): Promise<string> {
    const [row] = await this.reader.query<{ version: string }[]>(
      `SELECT concat(count(*), ' ', max(updated_at)) AS version FROM port`,
    );
    return row?.version ?? '';
  }

  /** Every port and zone, as of one moment; in an open transaction each as of its own. */
  async findAll(): Promise<{ ports: Port[]; zones: PortZone[] }> {
    const read = async (manager: EntityManager) => ({
      ports: await manager.find(Port),
      zones: await manager.find(PortZone),
    });
    const { reader } = this;
    if (reader !== this.dataSource.manager) return await read(reader);
    return await this.dataSource.transaction('REPEATABLE READ', read);
  }

  /**
   * The open transaction's own connection: were all of the pool's held by writers, one more would be
   * waited for by everybody.
   */
  private get reader(): EntityManager {
    return this.transactions?.manager ?? this.dataSource.manager;
  }

  /** Whether no port is kept. */
  async isEmpty(): Promise<boolean> {
    return !(await this.dataSource.getRepository(Port).exists());
  }

  /**
   * Makes what came in a file before equal to what it says now, in one transaction; what came in
   * other files stays.
   * @param name of the file, by which it is known again
   * @param options.isFirst does nothing (`null`) unless the tables are empty
   */
  async replaceFile(
    name: string,
    file: PortFile,
    options: { readonly isFirst?: boolean } = {},
  ): Promise<ImportOutcome | ImportConflicts | null> {
    try {
      return await this.dataSource.transaction(async (manager) => {
        await manager.query(lockSql);
        if (options.isFirst === true && (await manager.exists(Port))) {
          return null;
        }
        return await write(manager, name, file);
      });
    } catch (error) {
      if (error instanceof Conflict) {
        return { faults: error.faults };
      }
      throw error;
    }
  }
}

/** A repository with a connection of its own, for commands outside the service. */
export async function openPortsRepository(
  url: string,
): Promise<{ readonly repository: PortsRepository; readonly close: () => Promise<void> }> {
  const options = connectionOptions({ url, poolSize: 1, applicationName: 'porttrack-ports' });
  const dataSource = new DataSource({ ...options, entities: [Port, PortZone] });
  await dataSource.initialize();
  return {
    repository: new PortsRepository(dataSource),
    async close() {
      await dataSource.destroy();
    },
  };
}

async function write(
  manager: EntityManager,
  name: string,
  { ports, zones }: PortFile,
): Promise<ImportOutcome> {
  const zoneRows = JSON.stringify(zones.map((zone) => ({ ...zone, ...boundingBoxOf(zone.geometry) })));
  const upsertedPorts = await manager.query<{ isNew: boolean }[]>(upsertPortsSql, [
    JSON.stringify(ports),
    name,
  ]);
  await refuseConflicts(manager, name, zoneRows);
  const removed = await removeZones(manager, zoneRows, name);
  refuseRemovals(removed);
  const upserted = await manager.query<{ id: string; locode: string; isNew: boolean }[]>(
    upsertZonesSql,
    [zoneRows, name],
  );
  const touched = [...removed.locodes, ...upserted.map((row) => row.locode)];
  await manager.query('UPDATE port SET updated_at = now() WHERE locode = ANY($1)', [touched]);
  await syncBerths(
    manager,
    [...touched, ...zones.map(({ locode }) => locode)],
    upserted.map(({ id }) => id),
  );
  const removedPorts = await removePorts(manager, JSON.stringify(ports), name);
  refuseRemovals(removedPorts);
  return {
    ports: countsOf(upsertedPorts, ports.length, removedPorts.locodes.length),
    zones: countsOf(upserted, zones.length, removed.locodes.length),
  };
}

function refuseRemovals({ reasons }: Removal): void {
  if (reasons.length > 0) throw new Conflict(reasons.map((reason) => ({ index: null, reason })));
}

async function refuseConflicts(
  manager: EntityManager,
  name: string,
  zoneRows: string,
): Promise<void> {
  const homeless = await manager.query<Pick<IndexedZone, 'index' | 'locode'>[]>(homelessZonesSql, [
    zoneRows,
  ]);
  const taken = await manager.query<(IndexedZone & { file: string })[]>(takenCodesSql, [
    zoneRows,
    name,
  ]);
  const faults = [
    ...homeless.map(({ index, locode }) => ({
      index,
      reason: `port ${locode} is neither in this file nor imported before`,
    })),
    ...taken.map(({ index, kind, code, locode, file }) => ({
      index,
      reason: `${kind} ${code} of ${locode} came in ${file} already`,
    })),
  ];
  if (faults.length > 0) {
    throw new Conflict(faults);
  }
}

function countsOf(
  upserted: readonly { isNew: boolean }[],
  given: number,
  removed: number,
): ImportCounts {
  const added = upserted.filter(({ isNew }) => isNew).length;
  const changed = upserted.length - added;
  return { added, changed, removed, unchanged: given - added - changed };
}
