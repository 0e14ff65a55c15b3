import { Controller, Get, Inject, Query } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import { type Config, CONFIG } from '../config/config.js';
import { type Answer } from '../http/answer.js';
import { featureCollection, geoJson } from '../http/collection.js';
import { Operation } from '../http/operation.js';
import { pageOf, type StationListQuery, toStationQuery } from '../http/station-list.js';
import {
  aidCollection,
  baseStationCollection,
  fixedStationsQuery,
  toAidFeature,
  toBaseStationFeature,
} from './aids.dto.js';
import { AidsService } from './aids.service.js';

/** Aids report every 3 minutes, base stations every 10 s: six hours of silence is a lost station. */
const defaultMaxAgeSeconds = 6 * 3600;

/** Fixed stations, as they last reported themselves. */
@Controller('api/v1')
export class AidsController {
  constructor(
    private readonly aids: AidsService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('aids-to-navigation')
  @Operation({
    summary: 'Aids to navigation, each as it last described itself',
    description: 'In order of MMSI. By default those heard in the last six hours (`maxAge`).',
    tag: 'Aids to navigation',
    responses: [{ mediaType: geoJson, schema: aidCollection }],
  })
  async listAids(@Query({ schema: fixedStationsQuery }) query: StationListQuery): Promise<Answer> {
    const { rows, updatedAt } = await this.aids.listAids(this.stationQuery(query));
    const page = pageOf(rows, query.limit, (row) => row.mmsi);
    return featureCollection({ ...page, updatedAt: updatedAt?.getTime() ?? null }, toAidFeature);
  }

  @Get('base-stations')
  @Operation({
    summary: 'AIS base stations, each as it last reported itself',
    description: 'In order of MMSI. By default those heard in the last six hours (`maxAge`).',
    tag: 'Aids to navigation',
    responses: [{ mediaType: geoJson, schema: baseStationCollection }],
  })
  async listBaseStations(
    @Query({ schema: fixedStationsQuery }) query: StationListQuery,
  ): Promise<Answer> {
    const { rows, updatedAt } = await this.aids.listBaseStations(this.stationQuery(query));
    const page = pageOf(rows, query.limit, (row) => row.mmsi);
    const whole = { ...page, updatedAt: updatedAt?.getTime() ?? null };
    return featureCollection(whole, toBaseStationFeature);
  }

  private stationQuery(query: StationListQuery) {
    const now = this.clock.now();
    const { isSimulating } = this.config;
    return toStationQuery(query, { now, isSimulating, defaultMaxAgeSeconds });
  }
}
