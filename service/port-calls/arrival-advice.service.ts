import { Injectable } from '@nestjs/common';

import { isMmsi } from '../ais/mmsi.js';
import { Clock } from '../clock/clock.js';
import type { LonLat } from '../geo/geometry.js';
import { METRES_PER_NAUTICAL_MILE } from '../geo/sphere.js';
import { PortsService } from '../ports/ports.service.js';
import { PictureService } from '../positions/picture.service.js';
import { NotFoundError } from '../problem/domain-error.js';
import {
  adviceAssumptions,
  arrivalAdvice,
  type AdvisedPosition,
  type ArrivalAdvice,
} from './arrival-advice.js';
import { arrivalWay, centreOf, inwardMetres, type ArrivalWay } from './arrival-route.js';
import type { Claim } from './claim.js';
import type { PortCall } from './port-call.js';
import { RequestedTimes } from './requested-times.js';

/** Advice for a port call, with what it was reckoned from. */
export interface CallAdvice {
  readonly portCallId: string;
  /** Epoch ms of the reckoning. */
  readonly at: number;
  readonly fairway: string | null;
  readonly boarding: LonLat;
  readonly position: AdvisedPosition | null;
  /** The claim that is to be met; `null` where there is none. */
  readonly claim: Claim | null;
  /** When the vessel should be at the pilot boarding place for it, epoch ms. */
  readonly boardingAt: number | null;
  readonly advice: ArrivalAdvice;
}

/** Advises vessels how fast to come, so that they need not wait. */
@Injectable()
export class ArrivalAdviceService {
  constructor(
    private readonly requests: RequestedTimes,
    private readonly ports: PortsService,
    private readonly picture: PictureService,
    private readonly clock: Clock,
  ) {}

  /** @throws PortCallNotFoundError */
  async advise(portCallId: string): Promise<CallAdvice> {
    const { call, claim } = await this.requests.of(portCallId);
    const port = await this.ports.port(call.locode);
    const zones = (await this.ports.atlas()).zonesOf(call.locode);
    const way = arrivalWay(zones, port);
    const position = await this.positionOf(call);
    const boardingAt = claim === null ? null : await this.boardingAt(claim, way, call.locode);
    const now = this.clock.now();
    const request = boardingAt === null ? null : { boardingAt };
    return {
      portCallId,
      at: now,
      fairway: way.fairway,
      boarding: way.boarding,
      position,
      claim,
      boardingAt,
      advice: arrivalAdvice({ position, way, request, now }),
    };
  }

  private async positionOf({ vessel }: PortCall): Promise<AdvisedPosition | null> {
    const { mmsi } = vessel;
    if (mmsi === null || !isMmsi(mmsi)) return null;
    try {
      const { lon, lat, time, sogKnots, cogDegrees } = await this.picture.evidence(mmsi, null);
      return lon === null || lat === null ? null : { lon, lat, time, sogKnots, cogDegrees };
    } catch (error) {
      if (error instanceof NotFoundError) return null;
      throw error;
    }
  }

  /** For a berthing: so much earlier as the way in takes. */
  private async boardingAt(claim: Claim, way: ArrivalWay, locode: string): Promise<number> {
    if (claim.service === 'PILOT_BOARDING_PLACE') return claim.time;
    const zones = (await this.ports.atlas()).zonesOf(locode);
    const berth = zones.find(({ id }) => id === claim.location.berthId);
    const goal = berth === undefined ? await this.ports.port(locode) : centreOf(berth.geometry);
    const miles = inwardMetres(way, goal) / METRES_PER_NAUTICAL_MILE;
    return claim.time - Math.round((miles / adviceAssumptions.inwardKnots) * 3_600_000);
  }
}
