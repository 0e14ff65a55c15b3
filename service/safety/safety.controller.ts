import { Controller, Get, Inject, Query } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import { type Config, CONFIG } from '../config/config.js';
import { type Answer } from '../http/answer.js';
import { featureCollection, geoJson, jsonCollection } from '../http/collection.js';
import { Operation } from '../http/operation.js';
import {
  pageOf,
  type StationListQuery,
  stationListQuery,
  toStationQuery,
} from '../http/station-list.js';
import {
  distressCollection,
  safetyMessageCollection,
  type SafetyMessagesQuery,
  safetyMessagesQuery,
  toDistressFeature,
  toSafetyMessage,
} from './safety.dto.js';
import { SafetyService } from './safety.service.js';

/** A call for help stays on the list for a day after the device fell silent. */
const defaultMaxAgeSeconds = 24 * 3600;

/** Distress devices and safety-related text. */
@Controller('api/v1')
export class SafetyController {
  constructor(
    private readonly safety: SafetyService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('distress-devices')
  @Operation({
    summary: 'AIS-SART, man-overboard and EPIRB devices that were heard',
    description:
      'In order of MMSI, with the last known position. By default those heard in the last 24 hours (`maxAge`).',
    tag: 'Safety',
    responses: [{ mediaType: geoJson, schema: distressCollection }],
  })
  async listDevices(@Query({ schema: stationListQuery }) query: StationListQuery): Promise<Answer> {
    const { isSimulating } = this.config;
    const context = { now: this.clock.now(), isSimulating, defaultMaxAgeSeconds };
    const { rows, updatedAt } = await this.safety.listDevices(toStationQuery(query, context));
    const page = pageOf(rows, query.limit, (row) => row.mmsi);
    const whole = { ...page, updatedAt: updatedAt?.getTime() ?? null };
    return featureCollection(whole, toDistressFeature);
  }

  @Get('safety-messages')
  @Operation({
    summary: 'Safety-related text, newest first',
    description: 'AIS types 12 (addressed) and 14 (broadcast), kept as long as positions are.',
    tag: 'Safety',
    responses: [{ mediaType: 'application/json', schema: safetyMessageCollection }],
  })
  async listMessages(
    @Query({ schema: safetyMessagesQuery }) query: SafetyMessagesQuery,
  ): Promise<Answer> {
    const { rows, updatedAt } = await this.safety.listMessages({
      mmsis: query.mmsi === undefined ? null : query.mmsi.map(Number),
      sources: query.source ?? null,
      committedSince: query.since ?? null,
      isWithoutSimulated: !this.config.isSimulating,
      beforeId: query.cursor?.[0] ?? null,
      limit: query.limit + 1,
    });
    const page = pageOf(rows, query.limit, (row) => row.id);
    const whole = { ...page, updatedAt: updatedAt?.getTime() ?? null };
    return jsonCollection('safetyMessages', whole, toSafetyMessage);
  }
}
