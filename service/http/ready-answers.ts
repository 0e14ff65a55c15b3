import type { IncomingMessage, ServerResponse } from 'node:http';
import { requestIdOf } from './request-id.js';
import { entityTags } from './entity-tags.js';

/** A good answer as it was just sent, to be sent again as it is until a moment. */
export interface ReadyAnswer {
  /** Pattern of the route that made it, such as `/api/v1/positions`; for the metrics. */
  readonly route: string;
  readonly etag: string;
  readonly bytes: Buffer;
  /** Header names and values in turn, of a 304 too. */
  readonly headers: readonly string[];
  /** The same for those that only go with a body. */
  readonly contentHeaders: readonly string[];
  /** Epoch ms. */
  readonly until: number;
}

/** Kept at most; one that is larger than half of it all is not kept. */
const most = { answers: 128, bytes: 32 * 1024 * 1024, keyLength: 1024 };

/**
 * Answers that many ask for, kept whole for a moment under the very address and codings that were
 * asked for, so that the next one costs no more than sending it. The oldest leave first.
 */
export class ReadyAnswers {
  private readonly kept = new Map<string, ReadyAnswer>();
  private bytes = 0;

  /** The answer to a request; null where there is none that is still good. */
  find(request: IncomingMessage, now: number): ReadyAnswer | null {
    // What these ask for is worked out by the whole way.
    if (request.method !== 'GET' || request.headers['if-modified-since'] !== undefined) {
      return null;
    }
    const answer = this.kept.get(keyOf(request));
    return answer !== undefined && now < answer.until ? answer : null;
  }

  keep(request: IncomingMessage, answer: ReadyAnswer): void {
    const key = keyOf(request);
    if (key.length > most.keyLength || answer.bytes.length > most.bytes / 2) {
      return;
    }
    this.forget(key);
    this.kept.set(key, answer);
    this.bytes += answer.bytes.length;
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= most.answers && this.bytes <= most.bytes) {
        break;
      }
      this.forget(oldest);
    }
  }

  private forget(key: string): void {
    this.bytes -= this.kept.get(key)?.bytes.length ?? 0;
    this.kept.delete(key);
  }
}

/** Sends a ready answer: 304 to who has it. */
export function sendReady(
  request: IncomingMessage,
  response: ServerResponse,
  answer: ReadyAnswer,
): void {
  const known = request.headers['if-none-match'];
  const id = ['X-Request-Id', requestIdOf(request)];
  if (known !== undefined && (known === '*' || entityTags(known).includes(answer.etag))) {
    response.writeHead(304, [...answer.headers, ...id]);
    response.end();
  } else {
    response.writeHead(200, [...answer.headers, ...answer.contentHeaders, ...id]);
    response.end(answer.bytes);
  }
}

/** Headers that belong to one request alone. */
const ownHeaders = new Set(['x-request-id', 'connection', 'keep-alive', 'date']);

/** The headers set so far, names and values in turn, but for those of the request alone. */
export function headersOf(response: ServerResponse): string[] {
  return response.getHeaderNames().flatMap((name) => {
    const value = response.getHeader(name);
    return value === undefined || ownHeaders.has(name) ? [] : [name, String(value)];
  });
}

function keyOf(request: IncomingMessage): string {
  return `${request.headers['accept-encoding'] ?? ''}\n${request.url ?? ''}`;
}
