import { Body, Controller, Get, Logger, Module, Param, Post, Query } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { get, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { Answer } from '../../service/http/answer.js';
import { featureCollection, jsonCollection } from '../../service/http/collection.js';
import { cursorParameter, encodeCursor } from '../../service/http/cursor.js';
import { HttpAdapter } from '../../service/http/http-adapter.js';
import { Operation } from '../../service/http/operation.js';
import {
  bboxParameter,
  limitParameter,
  mmsiParameter,
  timeParameter,
} from '../../service/http/parameters.js';
import { NotFoundError } from '../../service/problem/domain-error.js';
import { ProblemFilter } from '../../service/problem/problem.filter.js';

const json = { tag: 'test', summary: 'Test', responses: [] };
const wordQuery = z.strictObject({
  limit: limitParameter,
  cursor: cursorParameter(z.tuple([z.number()])),
  bbox: bboxParameter.optional(),
  since: timeParameter.optional(),
});
const changedAt = Date.UTC(2026, 0, 31, 6, 0, 0, 500);
/** Times that the answer which is good for a while was made. */
export const made = { count: 0 };

/** Routes of the answers that went past Express. */
export const shortcut = { isOpen: true, routes: [] as string[] };

/** Pieces of streams made so far. */
export const pulled = { count: 0 };

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

  @Get('ready/:seconds')
  @Operation(json)
  ready(@Param('seconds', { schema: z.string() }) seconds: string): Answer {
    made.count += 1;
    const readyUntil = Date.now() + Number(seconds) * 1000;
    return Answer.json({ text: 'x'.repeat(2000) }, { readyUntil });
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
    pulled.count += 1;
    yield `line ${index};${'x'.repeat(1000)}\n`;
  }
}

@Module({ controllers: [WordsController] })
class WordsModule {}

/** A small application that answers as the real one does, listening on a free port of loopback. */
export class WordsApp {
  private constructor(
    private readonly app: NestExpressApplication,
    readonly base: string,
  ) {}

  static async start(): Promise<WordsApp> {
    Logger.overrideLogger(false);
    const adapter = new HttpAdapter();
    adapter.openShortcut({
      isOpen: () => shortcut.isOpen,
      answered: (_request, _response, route) => shortcut.routes.push(route),
    });
    const app = await NestFactory.create<NestExpressApplication>(WordsModule, adapter);
    app.use((_request: unknown, response: ServerResponse, next: () => void) => {
      response.setHeader('X-Safe', 'yes');
      next();
    });
    app.useGlobalFilters(new ProblemFilter());
    await app.listen(0, '127.0.0.1');
    return new WordsApp(app, await app.getUrl());
  }

  async get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
    return await fetch(this.base + path, {
      headers: { 'accept-encoding': 'identity', ...headers },
      method,
    });
  }

  async post(body: string, type: string): Promise<Response> {
    return await fetch(`${this.base}/words`, {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    });
  }

  async stop(): Promise<void> {
    await this.app.close();
  }
}

/** An answer with its bytes as they came. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Buffer;
}

/** A GET without fetch's own decoding. */
export async function rawGet(url: string, headers: Record<string, string>): Promise<RawAnswer> {
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
