import { Controller, Get, Param, Query } from '@nestjs/common';
import type { Mmsi } from '../ais/mmsi.js';
import { Answer } from '../http/answer.js';
import { geoJson } from '../http/collection.js';
import { Operation } from '../http/operation.js';
import { mmsiParameter } from '../http/parameters.js';
import { toEvidenceResponse } from './evidence.js';
import { PictureService } from './picture.service.js';
import type { Snapshot } from './position-snapshots.js';
import {
  evidenceQuery,
  evidenceSchema,
  positionCollection,
  positionQuery,
  type EvidenceQuery,
  type PositionQuery,
} from './positions.dto.js';

/** Where vessels are. */
@Controller('api/v1/positions')
export class PositionsController {
  constructor(private readonly picture: PictureService) {}

  @Get()
  @Operation({
    tag: 'Positions',
    summary: 'The newest position of each vessel',
    description:
      'At most one second old. The stream (`/api/v1/stream`) goes on from `streamPosition`; its `position` events have the same features.',
    responses: [{ mediaType: geoJson, schema: positionCollection }],
    problems: ['unavailable'],
  })
  list(@Query({ schema: positionQuery }) query: PositionQuery): Answer {
    return toAnswer(this.picture.positions(query));
  }

  @Get(':mmsi/evidence')
  @Operation({
    tag: 'Positions',
    summary: 'What stands behind a position: sentences, stations, and the three times',
    responses: [{ mediaType: 'application/json', schema: evidenceSchema }],
    problems: ['not-found', 'unavailable'],
  })
  async evidence(
    @Param('mmsi', { schema: mmsiParameter }) mmsi: Mmsi,
    @Query({ schema: evidenceQuery }) query: EvidenceQuery,
  ): Promise<Answer> {
    const evidence = await this.picture.evidence(mmsi, query.at ?? null);
    return Answer.json(toEvidenceResponse(evidence));
  }
}

/** A snapshot as an answer. */
export function toAnswer(snapshot: Snapshot): Answer {
  const { representation, nextCursor, changedAt, freshUntil } = snapshot;
  return new Answer(representation, {
    nextCursor,
    lastModified: changedAt,
    readyUntil: freshUntil,
  });
}
