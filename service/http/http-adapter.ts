import { ExpressAdapter } from '@nestjs/platform-express';
import type { Application, NextFunction, Request, RequestHandler, Response } from 'express';
import { MethodNotAllowedError } from '../problem/domain-error.js';
import { Answer } from './answer.js';
import { methodsByPath } from './methods-by-path.js';
import { sendAnswer } from './send-answer.js';

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
  constructor() {
    super();
    this.set('etag', false);
    this.set('query parser', 'simple');
    this.disable('x-powered-by');
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
      return sendAnswer(request, response, body);
    }
    if (isRead && response.statusCode === 200 && isPlain(body)) {
      return sendAnswer(request, response, Answer.json(body));
    }
    return super.reply(response, body, statusCode);
  }
}

function isPlain(body: unknown): boolean {
  return Array.isArray(body) || Object.getPrototypeOf(body ?? '') === Object.prototype;
}
