import { createHash } from 'node:crypto';
import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import { callerOf } from '../auth/caller.js';
import { Transactions } from '../database/transactions.js';
import { Answer } from '../http/answer.js';
import { requestIdOf } from '../http/request-id.js';
import { Representation } from '../http/representation.js';
import { UnauthorizedError } from '../problem/domain-error.js';
import {
  AnswerShownOnceError,
  IdempotencyKeyError,
  IdempotencyKeyReusedError,
} from './idempotency.errors.js';
import {
  IdempotencyRepository,
  type KeptAnswer,
  type RepeatableRequest,
} from './idempotency.repository.js';

const keyForm = /^[\x21-\x7e]{1,200}$/;

/**
 * Makes a request one transaction: what its handler writes, the audit, the events and the answer for
 * a repeat commit together, before anything is answered. A handler may run again after a deadlock.
 */
@Injectable()
export class WriteInterceptor implements NestInterceptor {
  constructor(
    private readonly transactions: Transactions,
    private readonly answers: IdempotencyRepository,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    return defer(async () => {
      return await this.write(http.getRequest<Request>(), http.getResponse<Response>(), next);
    });
  }

  private async write(request: Request, response: Response, next: CallHandler): Promise<unknown> {
    const { actor } = callerOf(request);
    if (actor === null) throw new UnauthorizedError('Writing needs an API key or a token.');
    const repeatable = repeatableOf(request, `${actor.kind}:${actor.id}`);
    const requestId = typeof request.id === 'string' ? request.id : requestIdOf(request);
    return await this.transactions.run({ actor, requestId }, async (): Promise<unknown> => {
      if (repeatable === null)
        return await lastValueFrom(next.handle(), { defaultValue: undefined });
      const earlier = await this.answers.claim(repeatable);
      if (earlier !== null) {
        if (earlier.request !== repeatable.request || earlier.digest !== repeatable.digest)
          throw new IdempotencyKeyReusedError();
        if (earlier.answer === null) throw new AnswerShownOnceError();
        response.setHeader('Idempotent-Replayed', 'true');
        return again(response, earlier.answer);
      }
      const result: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      await this.answers.keep(repeatable, kept(response.statusCode, result));
      return result;
    });
  }
}

function repeatableOf(request: Request, actorId: string): RepeatableRequest | null {
  const key = request.get('idempotency-key');
  if (key === undefined || request.method !== 'POST') return null;
  if (!keyForm.test(key)) throw new IdempotencyKeyError();
  const body: unknown = request.body;
  const digest = createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest('base64url');
  return { actorId, key, request: `${request.method} ${request.originalUrl}`, digest };
}

/** `null` for what is shown only once. */
function kept(status: number, result: unknown): KeptAnswer | null {
  if (!(result instanceof Answer)) {
    const body = result === undefined ? '' : JSON.stringify(result);
    return { status, mediaType: 'application/json', body, location: null, version: null };
  }
  if (result.options.isShownOnce === true) return null;
  if (!(result.body instanceof Representation)) throw new TypeError('a write answers whole bodies');
  const { location = null, version = null } = result.options;
  return { status, mediaType: result.body.mediaType, body: result.body.text, location, version };
}

function again(response: Response, answer: KeptAnswer): Answer | undefined {
  const { status, body, mediaType, location, version } = answer;
  response.status(status);
  if (body === '') return undefined;
  return new Answer(new Representation(body, mediaType), {
    ...(location === null ? {} : { location }),
    ...(version === null ? {} : { version }),
  });
}
