import { Injectable } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import { pageOf, type Page } from '../http/collection.js';
import { PortsService } from './ports.service.js';
import { lowestTide } from './tide-table.js';
import type { TideQuery } from './tides.dto.js';
import { TidesRepository, type KeptTideHeight } from './tides.repository.js';

const week = 7 * 86_400_000;

/** What is known of the tide during a stay at a berth. */
export type StayTide =
  | { readonly kind: 'no-table' }
  /** The port's tables are above other datums than the depth is below. */
  | { readonly kind: 'other-datum'; readonly datums: readonly string[] }
  | { readonly kind: 'not-covered' }
  | {
      readonly kind: 'lowest';
      readonly datum: string;
      readonly heightMetres: number;
      /** Epoch ms. */
      readonly at: number;
    };

/** A time, epoch ms. */
export interface Stay {
  readonly from: number;
  readonly to: number;
}

/** Tide tables of ports. */
@Injectable()
export class TidesService {
  constructor(
    private readonly repository: TidesRepository,
    private readonly ports: PortsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Rows of a port's tide tables in order of datum and time; a week from now on unless told.
   * @throws PortNotFoundError
   */
  async list(locode: string, query: TideQuery): Promise<Page<KeptTideHeight>> {
    const { updatedAt } = await this.ports.port(locode);
    const { limit, cursor } = query;
    const from = query.from ?? this.clock.now();
    const to = query.to ?? from + week;
    const slice = { locode, from, to, after: cursor ?? null, limit: limit + 1 };
    const found = await this.repository.findSlice(slice);
    return pageOf(found, { limit, updatedAt, placeOf: ({ datum, time }) => [datum, time] });
  }

  /**
   * The lowest tide of a stay, by the table of the port whose datum is that of the berth's depth.
   * @param datum of the depth; `null` where it is not known
   */
  async during(locode: string, datum: string | null, { from, to }: Stay): Promise<StayTide> {
    const datums = await this.repository.findDatums(locode);
    if (datums.length === 0) return { kind: 'no-table' };
    if (datum === null || !datums.includes(datum)) return { kind: 'other-datum', datums };
    const rows = await this.repository.findAround(locode, from, to);
    const own = rows.filter((row) => row.datum === datum);
    const lowest = lowestTide(own, from, to);
    if (lowest === null) return { kind: 'not-covered' };
    return { kind: 'lowest', datum, heightMetres: lowest.heightMetres, at: lowest.time };
  }
}
