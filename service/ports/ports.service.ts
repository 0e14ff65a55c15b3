import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { Injectable } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import type { AreaGeometry } from '../geo/geometry.js';
import { PortAtlas } from './port-atlas.js';
import { readPortFile, type PortFile, type PortFileDefaults } from './port-file.js';
import type { PortZone } from './port-zone.entity.js';
import type { Port } from './port.entity.js';
import { PortFileError, PortNotFoundError } from './ports.errors.js';
import { PortsRepository, type ImportOutcome } from './ports.repository.js';
import type { KeptPort, Zone, ZoneKind } from './zone.js';

export type { PortAtlas } from './port-atlas.js';
export type { Zone, ZoneKind } from './zone.js';

/** How long an import by another process may go unnoticed here. */
const LOOK_AGAIN_MS = 5000;

/** Ports and their zones. */
@Injectable()
export class PortsService {
  private kept: { readonly atlas: PortAtlas; readonly version: string } | null = null;
  private lookedAt = -Infinity;
  private looking: Promise<PortAtlas> | null = null;

  constructor(
    private readonly repository: PortsRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Everything about ports, in memory, at most five seconds old. For many questions at once, ask
   * the atlas itself. While the database is away the last one known is given.
   */
  async atlas(): Promise<PortAtlas> {
    if (this.kept !== null && this.clock.now() - this.lookedAt < LOOK_AGAIN_MS) {
      return this.kept.atlas;
    }
    this.looking ??= this.look().finally(() => {
      this.looking = null;
    });
    return await this.looking;
  }

  /**
   * A port. One that is not known here may have been imported by another process just now: the
   * database is asked before it is said not to be there.
   * @throws PortNotFoundError
   */
  async port(locode: string): Promise<KeptPort> {
    const known = (await this.atlas()).port(locode);
    if (known !== null) {
      return known;
    }
    this.lookedAt = -Infinity;
    const port = (await this.atlas()).port(locode);
    if (port === null) {
      throw new PortNotFoundError(locode);
    }
    return port;
  }

  /**
   * The areas that are a port's limits; empty where it has none drawn.
   * @throws PortNotFoundError
   */
  async limitsOf(locode: string): Promise<readonly AreaGeometry[]> {
    const { locode: known } = await this.port(locode);
    return (await this.atlas()).limitsOf(known);
  }

  /**
   * Zones of a port in order of kind and code.
   * @param kinds only those of these kinds
   * @throws PortNotFoundError
   */
  async zonesOf(locode: string, kinds?: readonly ZoneKind[]): Promise<readonly Zone[]> {
    const { locode: known } = await this.port(locode);
    const zones = (await this.atlas()).zonesOf(known);
    return kinds === undefined ? zones : zones.filter(({ kind }) => kinds.includes(kind));
  }

  /** Zones that hold a place, in order of port, kind and code. */
  async zonesContaining(lon: number, lat: number): Promise<readonly Zone[]> {
    return (await this.atlas()).zonesContaining(lon, lat);
  }

  /**
   * Imports a port file: what came in a file of the same name before becomes what it says now, in
   * one transaction. Importing it again changes nothing.
   * @throws PortFileError when anything is wrong with it; then nothing is changed
   */
  async importFile(path: string, defaults: PortFileDefaults = {}): Promise<ImportOutcome> {
    const file = await readSoundFile(path, defaults);
    const outcome = await this.repository.replaceFile(basename(path), file);
    this.lookedAt = -Infinity;
    if (outcome === null || 'faults' in outcome) {
      throw new PortFileError(basename(path), outcome?.faults ?? []);
    }
    return outcome;
  }

  /**
   * Imports every file of the folder `ports/` where no port is kept yet, so that a first start has
   * something to show. Several processes may call it at once.
   * @param folder where the files are
   * @returns names of the files that were imported
   * @throws PortFileError when a file has faults
   */
  async ensureDemoPort(folder: string): Promise<string[]> {
    if (!(await this.repository.isEmpty())) {
      return [];
    }
    const names = (await readdir(folder)).filter((name) => name.endsWith('.geojson')).sort();
    const imported: string[] = [];
    for (const name of names) {
      const file = await readSoundFile(join(folder, name), {});
      const isFirst = imported.length === 0;
      const outcome = await this.repository.replaceFile(name, file, { isFirst });
      if (outcome === null) {
        break;
      }
      if ('faults' in outcome) {
        throw new PortFileError(name, outcome.faults);
      }
      imported.push(name);
    }
    this.lookedAt = -Infinity;
    return imported;
  }

  /** Looks whether anything changed, and reads it all again if so. */
  private async look(): Promise<PortAtlas> {
    try {
      const version = await this.repository.findVersion();
      if (this.kept?.version !== version) {
        const { ports, zones } = await this.repository.findAll();
        const atlas = new PortAtlas(ports.map(toKeptPort), zones.map(toZone));
        this.kept = { atlas, version };
      }
    } catch (error) {
      if (this.kept === null) {
        throw error;
      }
    }
    this.lookedAt = this.clock.now();
    return this.kept.atlas;
  }
}

function toKeptPort({ locode, name, timeZone, lon, lat, notice, updatedAt }: Port): KeptPort {
  return { locode, name, timeZone, lon, lat, notice, updatedAt: updatedAt.getTime() };
}

function toZone({ id, portLocode: locode, kind, code, name, ...rest }: PortZone): Zone {
  const { lengthMetres, depthMetres, geometry, attributes } = rest;
  return { id, locode, kind, code, name, lengthMetres, depthMetres, geometry, attributes };
}

async function readSoundFile(path: string, defaults: PortFileDefaults): Promise<PortFile> {
  const file = readPortFile(await readJson(path), defaults);
  if ('faults' in file) {
    throw new PortFileError(basename(path), file.faults);
  }
  return file;
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => error);
  if (typeof text !== 'string') {
    throw new PortFileError(basename(path), [{ index: null, reason: 'cannot be read' }]);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new PortFileError(basename(path), [{ index: null, reason: 'is not JSON' }]);
  }
}
