import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { problemBody, toProblem, type ProblemAnswer } from './problem.js';

/**
 * The only place that speaks HTTP errors: whatever a request's handling throws becomes
 * `application/problem+json` (RFC 9457). Failures of the service (5xx) are logged here, once; the
 * caller learns nothing of them but the request id.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const problem = toProblem(error);
    if (problem.status >= 500) {
      this.logger.error({
        message: `${request.method} ${request.path} failed`,
        requestId: requestIdOf(request),
        err: error,
      });
    }
    if (response.headersSent) {
      // The answer is half out: only a broken connection tells the caller that it is not whole.
      response.destroy();
      return;
    }
    sendProblem(problem, request, response);
  }
}

/** Writes the problem as the answer to the request; headers set for a good answer are taken back. */
export function sendProblem(problem: ProblemAnswer, request: Request, response: Response): void {
  for (const name of ['ETag', 'Last-Modified', 'Link', 'Content-Encoding', 'Content-Disposition']) {
    response.removeHeader(name);
  }
  for (const [name, value] of Object.entries(problem.headers)) {
    response.setHeader(name, value);
  }
  const body = Buffer.from(problemBody(problem, request.path, requestIdOf(request)));
  response.statusCode = problem.status;
  response.setHeader('Content-Type', 'application/problem+json');
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Length', body.length);
  response.end(body);
}

function requestIdOf(request: Request): string | null {
  const id: unknown = 'id' in request ? request.id : null;
  return typeof id === 'string' ? id : null;
}
