import { Injectable } from '@nestjs/common';

import { centreLineOf, fairwayOf, type Fairway } from './fairway.js';
import { FairwayLineError, FairwayNotFoundError } from './ports.errors.js';
import { PortsService, type Zone } from './ports.service.js';

export type { Fairway } from './fairway.js';

/** Fairways that vessels are planned and followed along. */
@Injectable()
export class FairwaysService {
  constructor(private readonly ports: PortsService) {}

  /**
   * The fairway of a zone's id; of an area, the fairway that is its centre line.
   * @throws FairwayNotFoundError when no fairway has the id
   * @throws FairwayLineError when it is an area that names no line
   */
  async get(id: string): Promise<Fairway> {
    const zone = await this.zone(id);
    if (zone === null) throw new FairwayNotFoundError(id);
    const fairway = await this.lineOf(zone);
    if (fairway === null) throw new FairwayLineError(zone.code);
    return fairway;
  }

  /** The same, `null` where `get` throws: a port file may have been changed since somebody planned. */
  async find(id: string): Promise<Fairway | null> {
    const zone = await this.zone(id);
    return zone === null ? null : await this.lineOf(zone);
  }

  private async zone(id: string): Promise<Zone | null> {
    const atlas = await this.ports.atlas();
    const zones = atlas.ports.flatMap(({ locode }) => atlas.zonesOf(locode));
    return zones.find((zone) => zone.id === id && zone.kind === 'fairway') ?? null;
  }

  private async lineOf(zone: Zone): Promise<Fairway | null> {
    const own = fairwayOf(zone);
    if (own !== null) return own;
    const code = centreLineOf(zone);
    const zones = (await this.ports.atlas()).zonesOf(zone.locode);
    const line = zones.find((other) => other.kind === 'fairway' && other.code === code);
    return line === undefined ? null : fairwayOf(line);
  }
}
