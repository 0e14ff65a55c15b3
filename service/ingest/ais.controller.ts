import { Controller, HttpCode, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';

import { Operation } from '../http/operation.js';
import { withAisBody } from './ais-body.js';
import { aisQuery, type AisQuery, postedLinesSchema } from './ais.dto.js';
import { HttpIngestService, type PostedLines } from './http-ingest.service.js';
import { CrossSiteError } from './ingest.errors.js';
import { isCrossSite } from './same-site.js';

/** Sentences in by HTTP. */
@Controller('api/v1/ais')
export class AisController {
  constructor(private readonly ingest: HttpIngestService) {}

  @Post()
  @HttpCode(200)
  @Operation({
    summary: 'Take in AIS sentences',
    description: [
      'Lines as a receiver writes them, tag blocks included; gzip is accepted, at most 16 MB.',
      'Answers after all that was accepted is committed. Each line is counted exactly once.',
      'On 503 send the same lines again after `Retry-After`: copies are recognised.',
    ].join(' '),
    tag: 'Feeds',
    requestBody: {
      mediaType: 'text/plain',
      description: 'Lines ended by LF, CR or both. `application/octet-stream` is taken as well.',
      example: '\\s:station1,c:1767225600*5C\\!AIVDM,1,1,,A,13u?etPv2;0n:dDPwUM1U1Cb069D,0*24\r\n',
    },
    responses: [{ mediaType: 'application/json', schema: postedLinesSchema }],
    problems: [
      'bad-request',
      'forbidden',
      'not-found',
      'payload-too-large',
      'unsupported-media-type',
      'unavailable',
    ],
  })
  async post(
    @Query({ schema: aisQuery }) query: AisQuery,
    @Req() request: Request,
  ): Promise<PostedLines> {
    if (isCrossSite(request.headers)) {
      throw new CrossSiteError('Sentences are not taken from pages of other sites.');
    }
    return await withAisBody(request, async (body) => await this.ingest.post(query.feed, body));
  }
}
