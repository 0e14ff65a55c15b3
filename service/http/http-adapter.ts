import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { NestApplicationOptions } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { Application, NextFunction, Request, RequestHandler, Response } from 'express';
import type { Clock } from '../clock/clock.js';
import { SystemClock } from '../clock/clock.js';
import { MethodNotAllowedError } from '../problem/domain-error.js';
import { Answer } from './answer.js';
import { methodsByPath } from './methods-by-path.js';
import { ReadyAnswers, sendReady } from './ready-answers.js';
import { sendAnswer } from './send-answer.js';

/** Largest JSON body, bytes; sentences of AIS have a limit of their own. */
const largestBodyBytes = 1024 * 1024;

/**
 * Nest's Express adapter with this API's way of answering. The application is created with it:
 * `NestFactory.create(AppModule, new HttpAdapter())`.
 *
 * How a route is made (positions.controller.ts and vessels.controller.ts are the worked examples):
 * 1. Schemas of the parameters and of the answer stand in the feature's `*.dto.ts`, in zod; the
 *    common parameters are in http/parameters.ts, cursors in http/cursor.ts.
 * 2. The controller's method has Nest's own decorators: `@Get()`, `@Query({ schema: vesselQuery })`,
 *    `@Param('id', { schema: mmsiParameter })`, and `@Operation({...})` (http/operation.ts), which reads
 *    those schemas, refuses parameters that nobody declared, and enters the route into the OpenAPI
 *    document.
 * 3. It returns a plain object (sent as JSON), or an `Answer`: `jsonCollection(...)` or
 *    `featureCollection(...)` for a page (http/collection.ts), `Answer.json` for options, or
 *    `new Answer(stream)` for a body that is made while it is sent.
 * 4. Broken rules are thrown as `DomainError`s; problem.filter.ts answers them.
 *
 * Everything that a GET answers gets a strong ETag for each coding, 304, br or gzip, `Vary`,
 * `Cache-Control`, and where known `Last-Modified` and `Link`. Express's own hashing is off.
 */
export class HttpAdapter extends ExpressAdapter {
  private readonly ready = new ReadyAnswers();
  private shortcut: Shortcut | null = null;

  constructor(private readonly clock: Clock = new SystemClock()) {
    super();
    this.set('etag', false);
    this.set('query parser', 'simple');
    this.disable('x-powered-by');
  }

  /**
   * From now on answers that are good for a while (`AnswerOptions.readyUntil`) are sent again before
   * Express sees the request: its middleware costs ten times what sending costs.
   */
  openShortcut(shortcut: Shortcut): void {
    this.shortcut = shortcut;
  }

  /** Bodies are JSON, and as large as the largest that people send: a drawing of a port's zones. */
  override registerParserMiddleware(_prefix?: string, rawBody = false): void {
    this.useBodyParser('json', rawBody, { limit: largestBodyBytes });
  }

  override initHttpServer(options: NestApplicationOptions): void {
    super.initHttpServer(options);
    const server: Server = this.getHttpServer();
    const application: RequestListener = this.getInstance();
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      if (!this.sendReady(request, response)) {
        application(request, response);
      }
    });
  }

  private sendReady(request: IncomingMessage, response: ServerResponse): boolean {
    const { shortcut } = this;
    const answer = shortcut === null ? null : this.ready.find(request, this.clock.now());
    if (shortcut === null || answer === null || !shortcut.isOpen(request, answer.route)) {
      return false;
    }
    shortcut.answered(request, response, answer.route);
    sendReady(request, response, answer);
    return true;
  }

  /** Before whatever has no route at all: a path that has one for other methods only. */
  override setNotFoundHandler(handler: RequestHandler, prefix?: string): void {
    const application: Application = this.getInstance();
    for (const [path, allowed] of methodsByPath(application)) {
      application.all(path, (request: Request, _response: Response, next: NextFunction) => {
        next(
          request.method === 'OPTIONS'
            ? undefined
            : new MethodNotAllowedError(request.method, allowed),
        );
      });
    }
    super.setNotFoundHandler(handler, prefix);
  }

  override reply(response: Response, body: unknown, statusCode?: number): unknown {
    if (statusCode !== undefined) {
      response.status(statusCode);
    }
    const request = response.req;
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (body instanceof Answer) {
      return sendAnswer(request, response, body, this.ready);
    }
    if (isRead && response.statusCode === 200 && isPlain(body)) {
      return sendAnswer(request, response, Answer.json(body), this.ready);
    }
    return super.reply(response, body, statusCode);
  }
}

/** What goes with answers that Express's middleware doesn't see; `route` is a pattern such as `/api/v1/positions`. */
export interface Shortcut {
  /** Whether this request may take it now: whoever sends it may have what is read. */
  isOpen(request: IncomingMessage, route: string): boolean;
  /** It is taken: counts the answer once it is sent. */
  answered(request: IncomingMessage, response: ServerResponse, route: string): void;
}

function isPlain(body: unknown): boolean {
  return Array.isArray(body) || Object.getPrototypeOf(body ?? '') === Object.prototype;
}
