import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { requestIdOf } from '../http/request-id.js';
import { readTraceparent, requestContext } from './request-context.js';

/** Paths that machines ask every few seconds: of no interest unless they fail. */
const quietPath = /^\/(__ops\/)?(health|metrics)\b/;

/**
 * Express middleware: gives each request an id (the caller's `X-Request-Id` where it is a plain
 * one), answers it in `X-Request-Id`, writes one line when the request is over, and lets everything
 * logged in between carry the ids. Addresses of callers and query strings are not logged.
 */
export function requestLog(
  logger: Logger,
): (request: Request, response: Response, next: NextFunction) => void {
  const log = pinoHttp<Request, Response>({
    logger,
    genReqId: (request, response) => {
      const id = requestIdOf(request);
      response.setHeader('X-Request-Id', id);
      return id;
    },
    wrapSerializers: false,
    serializers: {
      req: (request: Request) => ({ method: request.method, path: pathOf(request) }),
      res: (response: Response) => ({ statusCode: response.statusCode }),
    },
    // The failure itself has been logged by the problem filter.
    customLogLevel: (request, response) =>
      response.statusCode >= 400 && !quietPath.test(pathOf(request)) ? 'info' : 'debug',
  });
  return (request, response, next) => {
    log(request, response);
    const requestId = typeof request.id === 'string' ? request.id : '';
    const trace = readTraceparent(request.get('traceparent'));
    requestContext.run({ requestId, ...trace }, next);
  };
}

function pathOf(request: Request): string {
  return request.originalUrl.split('?', 1)[0] ?? '';
}
