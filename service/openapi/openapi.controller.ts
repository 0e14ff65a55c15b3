import { Controller, Get, Header, Param } from '@nestjs/common';
import { z } from 'zod';
import { Answer } from '../http/answer.js';
import { Operation } from '../http/operation.js';
import { NotFoundError } from '../problem/domain-error.js';
import { docsFile, docsPagePolicy } from './docs-page.js';
import { OpenApiService } from './openapi.service.js';

/** The API's description of itself, for programs and for people. */
@Controller('api')
export class OpenApiController {
  constructor(private readonly openApi: OpenApiService) {}

  @Get('openapi.json')
  @Operation({
    tag: 'This API',
    summary: 'This document',
    responses: [{ mediaType: 'application/json', schema: z.looseObject({}) }],
  })
  document(): Answer {
    return new Answer(this.openApi.representation(), { cacheControl: 'public, max-age=60' });
  }

  @Get('docs')
  @Header('Content-Security-Policy', docsPagePolicy)
  @Operation({
    tag: 'This API',
    summary: 'This document as a page to read and try',
    responses: [{ mediaType: 'text/html' }],
  })
  page(): Answer {
    return answerFile('');
  }

  @Get('docs/:file')
  @Operation({
    tag: 'This API',
    summary: 'A file of the page, or the description of problems (`problems.md`)',
    responses: [{ mediaType: 'text/markdown' }, { mediaType: 'text/css' }],
    problems: ['not-found'],
  })
  file(@Param('file', { schema: z.string() }) file: string): Answer {
    return answerFile(file);
  }
}

function answerFile(name: string): Answer {
  const file = docsFile(name);
  if (file === null) {
    throw new NotFoundError(`There is no file ${name} here.`);
  }
  return new Answer(file, { cacheControl: 'public, max-age=3600' });
}
