import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { Readable, type Transform } from 'node:stream';
import { createBrotliCompress, createGzip, constants } from 'node:zlib';
import type { Request, Response } from 'express';
import { NotAcceptableError } from '../problem/domain-error.js';
import type { Answer, AnswerOptions, BodyStream } from './answer.js';
import { entityTags } from './entity-tags.js';
import { negotiateCoding } from './negotiation.js';
import { cacheControlOf, callerHeaders } from './private-answers.js';
import { headersOf, type ReadyAnswers } from './ready-answers.js';
import { Representation, type Coding } from './representation.js';

/**
 * Writes an answer: coding negotiated, validators, `Link`, and 304 for what the caller already has.
 * A HEAD request gets the same headers without the body.
 * @param ready keeps the answer for others, when it says until when it is good.
 * @throws {NotAcceptableError} when the caller refuses every coding.
 */
export async function sendAnswer(
  request: Request,
  response: Response,
  answer: Answer,
  ready: ReadyAnswers,
): Promise<void> {
  const wanted = negotiateCoding(request.headers['accept-encoding']);
  if (wanted === null) {
    throw new NotAcceptableError('Only the codings br, gzip and identity can be made.');
  }
  if (answer.body instanceof Representation) {
    const sending = { answer: answer.options, body: answer.body, wanted };
    const until = answer.options.readyUntil ?? null;
    if (until !== null) {
      await keepReady(request, response, sending, { ready, until });
    }
    await sendRepresentation(request, response, sending);
  } else {
    await sendStream(request, response, { answer: answer.options, body: answer.body, wanted });
  }
}

interface Sending<Body> {
  readonly answer: AnswerOptions;
  readonly body: Body;
  readonly wanted: Coding;
}

/** With the headers that the whole way has set so far, those of security among them. */
async function keepReady(
  request: Request,
  response: Response,
  { answer, body, wanted }: Sending<Representation>,
  { ready, until }: { readonly ready: ReadyAnswers; readonly until: number },
): Promise<void> {
  const coding = body.codingFor(wanted);
  const etag = body.etag(coding, answer.version);
  setCommonHeaders(request, response, answer);
  response.setHeader('ETag', etag);
  const headers = headersOf(response);
  const bytes = await body.bytes(coding);
  const contentHeaders = ['Content-Type', body.mediaType, 'Content-Length', String(bytes.length)];
  if (coding !== 'identity') {
    contentHeaders.push('Content-Encoding', coding);
  }
  const route = routeOf(request);
  ready.keep(request, { route, etag, bytes, headers, contentHeaders, until });
}

function routeOf(request: Request): string {
  const route: unknown = request.route;
  const path: unknown =
    typeof route === 'object' && route !== null && 'path' in route ? route.path : '';
  return typeof path === 'string' ? request.baseUrl + path : '';
}

async function sendRepresentation(
  request: Request,
  response: Response,
  { answer, body, wanted }: Sending<Representation>,
): Promise<void> {
  const coding = body.codingFor(wanted);
  const etag = body.etag(coding, answer.version);
  setCommonHeaders(request, response, answer);
  response.setHeader('ETag', etag);
  if (isRead(request) && isNotModified(request, etag, answer.lastModified ?? null)) {
    response.statusCode = 304;
    response.end();
    return;
  }
  const bytes = await body.bytes(coding);
  response.setHeader('Content-Type', body.mediaType);
  setCoding(response, coding);
  response.setHeader('Content-Length', bytes.length);
  response.end(bytes);
}

/**
 * Streams: the first piece is made before any header leaves, so that what fails at once is still a
 * proper problem answer; a failure later breaks the connection off.
 */
async function sendStream(
  request: Request,
  response: Response,
  { answer, body, wanted }: Sending<BodyStream>,
): Promise<void> {
  const iterator = body.chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  setCommonHeaders(request, response, answer);
  response.setHeader('Content-Type', body.mediaType);
  if (body.fileName !== undefined) {
    response.setHeader('Content-Disposition', `attachment; filename="${body.fileName}"`);
  }
  setCoding(response, wanted);
  if (request.method === 'HEAD') {
    await iterator.return?.();
    response.end();
    return;
  }
  const source = Readable.from(resume(first, iterator), { objectMode: true, highWaterMark: 2 });
  const compressor = streamCompressor(wanted);
  try {
    await (compressor === null
      ? pipeline(source, response)
      : pipeline(source, compressor, response));
  } catch (error) {
    if (!isDeparture(error)) {
      throw error;
    }
  }
}

async function* resume(
  first: IteratorResult<string, unknown>,
  iterator: AsyncIterator<string>,
): AsyncGenerator<string> {
  try {
    for (let next = first; next.done !== true; next = await iterator.next()) {
      yield next.value;
      // A source that never waits would keep everybody else waiting, the news that the caller has
      // left included.
      await setImmediate();
    }
  } finally {
    await iterator.return?.();
  }
}

function streamCompressor(coding: Coding): Transform | null {
  if (coding === 'identity') {
    return null;
  }
  return coding === 'gzip'
    ? createGzip({ level: 6 })
    : createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
}

/** The caller hung up before the end: nobody is left to answer, and nothing failed. */
function isDeparture(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

function setCoding(response: Response, coding: Coding): void {
  if (coding !== 'identity') {
    response.setHeader('Content-Encoding', coding);
  }
}

function setCommonHeaders(request: Request, response: Response, answer: AnswerOptions): void {
  const varies = ['Accept-Encoding', ...callerHeaders(response), ...(answer.vary ?? [])];
  response.setHeader('Vary', varies.join(', '));
  const isKept = answer.isShownOnce !== true;
  const control = isKept ? (answer.cacheControl ?? 'no-cache') : 'no-store';
  response.setHeader('Cache-Control', cacheControlOf(response, control));
  if (answer.lastModified !== undefined && answer.lastModified !== null) {
    response.setHeader('Last-Modified', new Date(answer.lastModified).toUTCString());
  }
  if (answer.location !== undefined) {
    response.setHeader('Location', answer.location);
  }
  if (answer.nextCursor !== undefined && answer.nextCursor !== null) {
    response.setHeader('Link', `<${nextPage(request.originalUrl, answer.nextCursor)}>; rel="next"`);
  }
}

/** The request's own URL (path and query) with another cursor. */
function nextPage(url: string, cursor: string): string {
  const [path = '', query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', cursor);
  return `${path}?${parameters.toString()}`;
}

function isRead({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** RFC 9110 §13.2.2: If-Modified-Since counts only without If-None-Match. */
function isNotModified(request: Request, etag: string, lastModified: number | null): boolean {
  const known = request.headers['if-none-match'];
  if (known !== undefined) {
    return known.trim() === '*' || entityTags(known).includes(etag);
  }
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  return lastModified !== null && Math.floor(lastModified / 1000) * 1000 <= since;
}
