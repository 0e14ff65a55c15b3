import { Injectable } from '@nestjs/common';

import { centreLineOf, fairwayOf, type Fairway } from './fairway.js';
import { FairwayLineError, FairwayNotFoundError } from './ports.errors.js';
import { PortsService } from './ports.service.js';

export type { Fairway, FairwayFlow, FairwayLeg } from './fairway.js';

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
    const atlas = await this.ports.atlas();
    const zones = atlas.ports.flatMap(({ locode }) => atlas.zonesOf(locode));
    const zone = zones.find((candidate) => candidate.id === id && candidate.kind === 'fairway');
    if (zone === undefined) throw new FairwayNotFoundError(id);
    const own = fairwayOf(zone);
    if (own !== null) return own;
    const code = centreLineOf(zone);
    const line = zones.find(
      ({ kind, locode, code: other, geometry }) =>
        kind === 'fairway' &&
        locode === zone.locode &&
        other === code &&
        geometry.type === 'LineString',
    );
    const fairway = line === undefined ? null : fairwayOf(line);
    if (fairway === null) throw new FairwayLineError(zone.code);
    return fairway;
  }
}
