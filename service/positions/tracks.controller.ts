import { Controller, Get, Headers, Param, Query } from '@nestjs/common';
import type { Mmsi } from '../ais/mmsi.js';
import { Answer } from '../http/answer.js';
import { geoJson } from '../http/collection.js';
import { negotiateMediaType } from '../http/negotiation.js';
import { Operation } from '../http/operation.js';
import { mmsiParameter } from '../http/parameters.js';
import { NotAcceptableError } from '../problem/domain-error.js';
import { trackFeatureSchema, trackQuery, type TrackQuery } from './track.dto.js';
import { trackFormats, trackMediaTypes } from './track-formats.js';
import { TracksService } from './tracks.service.js';

/** Where a vessel has been. */
@Controller('api/v1/vessels')
export class TracksController {
  constructor(private readonly tracks: TracksService) {}

  @Get(':mmsi/track')
  @Operation({
    tag: 'Vessels',
    summary: 'Where a vessel has been',
    description:
      'In order of time, streamed. The form is chosen by `Accept`: GeoJSON (a LineString whose `times` say when it was where), CSV, or GPX.',
    headers: { Accept: `One of ${trackMediaTypes.join(', ')}; the first by default.` },
    responses: [
      { mediaType: geoJson, schema: trackFeatureSchema },
      { mediaType: 'text/csv' },
      { mediaType: 'application/gpx+xml' },
    ],
    problems: ['not-found', 'not-acceptable', 'unavailable'],
  })
  async track(
    @Param('mmsi', { schema: mmsiParameter }) mmsi: Mmsi,
    @Query({ schema: trackQuery }) query: TrackQuery,
    @Headers('accept') accept: string | undefined,
  ): Promise<Answer> {
    const mediaType = negotiateMediaType(accept, trackMediaTypes);
    if (mediaType === null) {
      throw new NotAcceptableError(`A track comes as ${trackMediaTypes.join(', ')}.`);
    }
    const { write, ending } = trackFormats[mediaType];
    const chunks = write(await this.tracks.track(mmsi, query));
    const fileName = ending === null ? {} : { fileName: `track-${mmsi}.${ending}` };
    return new Answer({ mediaType, chunks, ...fileName }, { vary: ['Accept'] });
  }
}
