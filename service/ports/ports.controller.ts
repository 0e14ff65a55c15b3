import { Controller, Get, Param, Query } from '@nestjs/common';

import { Answer } from '../http/answer.js';
import { featureCollection, geoJson, jsonCollection } from '../http/collection.js';
import { Operation } from '../http/operation.js';
import { locodeParameter } from '../http/parameters.js';
import { pageOf } from '../http/station-list.js';
import {
  portCollection,
  portQuery,
  portSchema,
  toPortResponse,
  toZoneFeature,
  zoneCollection,
  zoneQuery,
  type PortQuery,
  type ZoneQuery,
} from './ports.dto.js';
import { PortsService } from './ports.service.js';

/** Ports and their zones. They rarely change: callers may keep an answer for a minute. */
const cacheControl = 'public, max-age=60';

/** Ports, and the places in them. */
@Controller('api/v1/ports')
export class PortsController {
  constructor(private readonly ports: PortsService) {}

  @Get()
  @Operation({
    tag: 'Ports',
    summary: 'Ports, in order of UN/LOCODE',
    responses: [{ mediaType: 'application/json', schema: portCollection }],
    problems: ['unavailable'],
  })
  async list(@Query({ schema: portQuery }) query: PortQuery): Promise<Answer> {
    const atlas = await this.ports.atlas();
    const { ports, updatedAt } = atlas;
    const after = query.cursor?.[0] ?? '';
    const rest = ports.filter(({ locode }) => locode > after);
    const page = pageOf(rest, query.limit, ({ locode }) => locode);
    const toResponse = (port: (typeof ports)[number]) => toPortResponse(port, atlas);
    return jsonCollection('ports', { ...page, updatedAt }, toResponse, { cacheControl });
  }

  @Get(':locode')
  @Operation({
    tag: 'Ports',
    summary: 'One port',
    responses: [{ mediaType: 'application/json', schema: portSchema }],
    problems: ['not-found', 'unavailable'],
  })
  async find(@Param('locode', { schema: locodeParameter }) locode: string): Promise<Answer> {
    const port = await this.ports.port(locode);
    const body = toPortResponse(port, await this.ports.atlas());
    return Answer.json(body, { lastModified: port.updatedAt, cacheControl });
  }

  @Get(':locode/zones')
  @Operation({
    tag: 'Ports',
    summary: 'Limits, terminals, berths, anchorages, fairways ... of a port',
    description: 'In order of kind and code. A drawing may be illustrative: see `notice` of the port.',
    responses: [{ mediaType: geoJson, schema: zoneCollection }],
    problems: ['not-found', 'unavailable'],
  })
  async zones(
    @Param('locode', { schema: locodeParameter }) locode: string,
    @Query({ schema: zoneQuery }) query: ZoneQuery,
  ): Promise<Answer> {
    const { updatedAt } = await this.ports.port(locode);
    const zones = await this.ports.zonesOf(locode, query.kind);
    const after = query.cursor?.[0] ?? '';
    const rest = zones.filter((zone) => placeOf(zone) > after);
    const page = { ...pageOf(rest, query.limit, placeOf), updatedAt };
    return featureCollection(page, toZoneFeature, { cacheControl });
  }
}

/** Place of a zone in its port's list: sorts as kind, then code. */
function placeOf({ kind, code }: { readonly kind: string; readonly code: string }): string {
  return `${kind} ${code}`;
}
