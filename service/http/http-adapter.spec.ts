import { Controller, Get, Module, Param, Post, Query, Body } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { NotFoundError } from '../problem/domain-error.js';
import { ProblemFilter } from '../problem/problem.filter.js';
import { Answer } from './answer.js';
import { featureCollection, jsonCollection } from './collection.js';
import { cursorParameter, encodeCursor } from './cursor.js';
import { HttpAdapter } from './http-adapter.js';
import { Operation } from './operation.js';
import { bboxParameter, limitParameter, mmsiParameter, timeParameter } from './parameters.js';

const json = { tag: 'test', summary: 'Test', responses: [] };
const wordQuery = z.strictObject({
  limit: limitParameter,
  cursor: cursorParameter(z.tuple([z.number()])),
  bbox: bboxParameter.optional(),
  since: timeParameter.optional(),
});
const changedAt = Date.UTC(2026, 0, 31, 6, 0, 0, 500);
let pulled = 0;

@Controller('words')
class WordsController {
  @Get()
  @Operation(json)
  list(@Query({ schema: wordQuery }) query: z.output<typeof wordQuery>): Answer {
    const first = query.cursor?.[0] ?? 0;
    const items = Array.from({ length: query.limit }, (_, index) => first + index);
    const page = { items, nextCursor: encodeCursor([first + query.limit]), updatedAt: changedAt };
    return jsonCollection('words', page, (number) => ({ number, text: `word ${number}` }));
  }

  @Get('plain')
  @Operation(json)
  plain(): { word: string } {
    return { word: 'berth' };
  }

  @Get('features')
  @Operation(json)
  features(): Answer {
    return featureCollection({ items: [], nextCursor: null, updatedAt: null }, () => ({}));
  }

  @Get('broken')
  @Operation(json)
  broken(): never {
    throw new Error('secret connection string');
  }

  @Get('stream')
  @Operation(json)
  stream(): Answer {
    return new Answer({ mediaType: 'text/csv', fileName: 'words.csv', chunks: lines(3) });
  }

  @Get('endless')
  @Operation(json)
  endless(): Answer {
    return new Answer({ mediaType: 'text/csv', chunks: lines(Infinity) });
  }

  @Get('early')
  @Operation(json)
  early(): Answer {
    return new Answer({ mediaType: 'text/csv', chunks: lines(0, new NotFoundError('No words.')) });
  }

  @Get(':mmsi')
  @Operation(json)
  one(@Param('mmsi', { schema: mmsiParameter }) mmsi: string): { mmsi: string } {
    return { mmsi };
  }

  @Post()
  @Operation(json)
  add(@Body({ schema: z.strictObject({ words: z.array(z.string()) }) }) body: unknown): unknown {
    return body;
  }
}

async function* lines(count: number, error?: Error): AsyncGenerator<string> {
  await Promise.resolve();
  if (error !== undefined) {
    throw error;
  }
  for (let index = 0; index < count; index += 1) {
    pulled += 1;
    yield `line ${index};${'x'.repeat(1000)}\n`;
  }
}

@Module({ controllers: [WordsController] })
class WordsModule {}

describe('HttpAdapter', () => {
  let app: NestExpressApplication;
  let base: string;

  beforeAll(async () => {
    app = await NestFactory.create<NestExpressApplication>(WordsModule, new HttpAdapter(), {
      logger: false,
    });
    app.useGlobalFilters(new ProblemFilter());
    await app.listen(0, '127.0.0.1');
    const address = app.getHttpServer().address() as AddressInfo;
    base = `http://127.0.0.1:${address.port}`;
  });

  afterAll(async () => {
    await app.close();
  });

  const get = async (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    await fetch(base + path, { headers: { 'accept-encoding': 'identity', ...headers }, method });

  it('answers a collection with its validators and the way to the next page', async () => {
    const answer = await get('/words?limit=2');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      dataUpdatedTime: '2026-01-31T06:00:00.500Z',
      words: [
        { number: 0, text: 'word 0' },
        { number: 1, text: 'word 1' },
      ],
    });
    expect(answer.headers.get('link')).toBe(
      `</words?limit=2&cursor=${encodeCursor([2])}>; rel="next"`,
    );
    expect(answer.headers.get('last-modified')).toBe('Sat, 31 Jan 2026 06:00:00 GMT');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(answer.headers.get('vary')).toBe('Accept-Encoding');
    expect(answer.headers.get('etag')).toMatch(/^"[\w-]{22}"$/);
    expect(answer.headers.get('x-powered-by')).toBeNull();
  });

  it('goes on from a cursor', async () => {
    const answer = await get(`/words?limit=1&cursor=${encodeCursor([7])}`);
    expect(await answer.json()).toMatchObject({ words: [{ number: 7 }] });
  });

  it.each([
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ])('sends the same bytes in %s, under a strong tag of its own', async (coding, decode) => {
    const plain = await get('/words?limit=100');
    const raw = await rawGet(`${base}/words?limit=100`, { 'accept-encoding': coding });
    expect(raw.headers['content-encoding']).toBe(coding);
    expect(decode(raw.body).toString()).toBe(await plain.text());
    expect(raw.headers.etag).toBe(plain.headers.get('etag')?.replace(/"$/, `-${coding}"`));
    expect(raw.headers['content-length']).toBe(String(raw.body.length));
    const again = await rawGet(`${base}/words?limit=100`, {
      'accept-encoding': coding,
      'if-none-match': String(raw.headers.etag),
    });
    expect(again.status).toBe(304);
    expect(again.body).toHaveLength(0);
    expect(again.headers.etag).toBe(raw.headers.etag);
    const otherCoding = await get('/words?limit=100', {
      'if-none-match': String(raw.headers.etag),
    });
    expect(otherCoding.status).toBe(200);
  });

  it.each([
    [{ 'if-none-match': '*' }, 304],
    [{ 'if-none-match': '"other"' }, 200],
    [{ 'if-modified-since': 'Sat, 31 Jan 2026 06:00:00 GMT' }, 304],
    [{ 'if-modified-since': 'Sat, 31 Jan 2026 05:59:59 GMT' }, 200],
    [{ 'if-modified-since': 'yesterday' }, 200],
    [{ 'if-modified-since': 'Sat, 31 Jan 2026 06:00:00 GMT', 'if-none-match': '"other"' }, 200],
  ])('answers %j with %i', async (headers, status) => {
    expect((await get('/words', headers)).status).toBe(status);
  });

  it('answers HEAD with the headers of GET and no body', async () => {
    const head = await get('/words?limit=100', {}, 'HEAD');
    const full = await get('/words?limit=100');
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    for (const name of ['etag', 'content-length', 'content-type', 'link', 'last-modified']) {
      expect([name, head.headers.get(name)]).toEqual([name, full.headers.get(name)]);
    }
  });

  it('refuses a caller who refuses every coding', async () => {
    const answer = await get('/words', { 'accept-encoding': 'identity;q=0, *;q=0' });
    expect(answer.status).toBe(406);
    expect(await answer.json()).toMatchObject({ type: '/api/docs/problems.md#not-acceptable' });
  });

  it('sends plain objects as JSON, and GeoJSON under its own type', async () => {
    const plain = await get('/words/plain');
    expect(plain.headers.get('content-type')).toBe('application/json');
    expect(await plain.text()).toBe('{"word":"berth"}');
    const features = await get('/words/features');
    expect(features.headers.get('content-type')).toBe('application/geo+json');
    expect(await features.text()).toBe(
      '{"type":"FeatureCollection","dataUpdatedTime":null,"features":[]}',
    );
  });

  it('names every wrong and every unknown query parameter', async () => {
    const answer = await get('/words?limit=0&cursor=zzz&bbox=1,2,3&since=2026-01-31&colour=red');
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toEqual({
      type: '/api/docs/problems.md#invalid-request',
      title: 'The request has wrong or missing parts',
      status: 400,
      detail: expect.stringContaining('limit must be a whole number from 1 to 10000') as string,
      instance: '/words',
      errors: [
        { parameter: 'limit', detail: 'must be a whole number from 1 to 10000' },
        { parameter: 'cursor', detail: 'is not a cursor of this collection' },
        { parameter: 'bbox', detail: expect.stringContaining('minLon,minLat') as string },
        {
          parameter: 'since',
          detail: 'must be a date and time with a zone, such as 2026-01-31T06:00:00Z',
        },
        { parameter: 'colour', detail: 'is not a parameter of this resource' },
      ],
    });
  });

  it.each([
    ['/words?limit=1&limit=2', 'limit', 'must be given once'],
    ['/words?__proto__=1', '__proto__', 'is not a parameter of this resource'],
    ['/words/plain?colour=red', 'colour', 'is not a parameter of this resource'],
    ['/words/12345', 'mmsi', 'must be an MMSI: nine digits'],
  ])('refuses %s', async (path, parameter, detail) => {
    const answer = await get(path);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ parameter, detail }] });
  });

  it.each([
    ['of another shape', '{"words":[1]}', 'application/json', 400, 'invalid-request'],
    ['that is cut off', '{"words":', 'application/json', 400, 'bad-request'],
    ['that is too long', `"${'x'.repeat(200_000)}"`, 'application/json', 413, 'payload-too-large'],
    [
      'in an unknown charset',
      '{}',
      'application/json; charset=klingon',
      415,
      'unsupported-media-type',
    ],
  ])('refuses a body %s', async (_what, body, type, status, code) => {
    const answer = await fetch(`${base}/words`, {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ status, type: `/api/docs/problems.md#${code}` });
  });

  it('points into the body at what is wrong', async () => {
    const answer = await fetch(`${base}/words`, {
      method: 'POST',
      body: '{"words":["a",2]}',
      headers: { 'content-type': 'application/json' },
    });
    expect(await answer.json()).toMatchObject({ errors: [{ pointer: '/words/1' }] });
  });

  it('answers an unknown path with a problem', async () => {
    const answer = await get('/nothing/here');
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ status: 404, instance: '/nothing/here' });
  });

  it('leaks nothing of a failure', async () => {
    const answer = await get('/words/broken');
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('secret');
  });

  it('streams a body, compressed on the way', async () => {
    const raw = await rawGet(`${base}/words/stream`, { 'accept-encoding': 'gzip' });
    expect(raw.headers['content-type']).toBe('text/csv');
    expect(raw.headers['content-disposition']).toBe('attachment; filename="words.csv"');
    expect(raw.headers.etag).toBeUndefined();
    expect(gunzipSync(raw.body).toString().split('\n')).toHaveLength(4);
  });

  it('answers a stream that fails at once with a problem', async () => {
    const answer = await get('/words/early');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  it('stops making a stream when the caller leaves', async () => {
    pulled = 0;
    const leave = new AbortController();
    const answer = await fetch(`${base}/words/endless`, { signal: leave.signal });
    await answer.body?.getReader().read();
    leave.abort();
    await until(async () => {
      const before = pulled;
      await new Promise((resolve) => setTimeout(resolve, 30));
      return before > 0 && pulled === before;
    });
    expect(pulled).toBeLessThan(100_000);
  });
});

interface RawAnswer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Buffer;
}

/** A GET without fetch's own decoding. */
async function rawGet(url: string, headers: Record<string, string>): Promise<RawAnswer> {
  const { get } = await import('node:http');
  return await new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
        });
      });
    }).on('error', reject);
  });
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error('the condition did not come true within 5 s');
    }
  }
}
