import { Inject, Injectable } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import { CONFIG, type Config } from '../config/config.js';
import { boundingBoxOf, type BoundingBox } from '../geo/bounding-box.js';
import { BerthsService, type Berth } from '../ports/berths.service.js';
import { lyingAt, longestSilenceMs, restKnots, type LyingVessel } from './occupancy.js';
import { OccupancyRepository } from './occupancy.repository.js';

/** Who lies at a berth now. */
export interface BerthOccupancy {
  readonly berth: Berth;
  /** Epoch ms. */
  readonly at: number;
  readonly vessels: readonly LyingVessel[];
}

/** A hull reaches so far from its antenna, degrees: 450 m at 60 degrees of latitude. */
const hullDegrees = 0.01;

/** Who lies at berths now, by the hulls that AIS shows. */
@Injectable()
export class OccupancyService {
  constructor(
    private readonly repository: OccupancyRepository,
    private readonly berths: BerthsService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws BerthNotFoundError */
  async at(berthId: string): Promise<BerthOccupancy> {
    const berth = await this.berths.get(berthId);
    const [occupancy] = await this.of([berth]);
    return occupancy ?? { berth, at: this.clock.now(), vessels: [] };
  }

  /** Who lies at each of some berths of one port, in their order. */
  async of(berths: readonly Berth[]): Promise<BerthOccupancy[]> {
    const [first] = berths;
    if (first === undefined) return [];
    const at = this.clock.now();
    const slow = await this.repository.findSlow({
      locode: first.locode,
      box: boxAround(berths),
      fastestKnots: restKnots,
      heardSince: at - longestSilenceMs,
      isWithoutSimulated: !this.config.isSimulating,
    });
    return berths.map((berth) => ({ berth, at, vessels: lyingAt(berth, slow) }));
  }
}

function boxAround(berths: readonly Berth[]): BoundingBox {
  const boxes = berths.map(({ geometry }) => boundingBoxOf(geometry));
  return {
    west: Math.min(...boxes.map(({ west }) => west)) - hullDegrees,
    south: Math.min(...boxes.map(({ south }) => south)) - hullDegrees,
    east: Math.max(...boxes.map(({ east }) => east)) + hullDegrees,
    north: Math.max(...boxes.map(({ north }) => north)) + hullDegrees,
  };
}
