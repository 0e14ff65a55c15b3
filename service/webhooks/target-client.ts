import { lookup as resolve, type LookupAddress } from 'node:dns';
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';

import { isPublicAddress, literalAddress } from './target-rules.js';

/** From dialling to the end of the answer, milliseconds. */
const usualDeadlineMs = 10_000;
/** An answer's body says nothing to us: past this many bytes the connection is closed. */
const mostAnswerBytes = 16_384;

/** A request to a subscriber. */
export interface TargetRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came back. */
export interface TargetAnswer {
  readonly status: number;
  /** Seconds that it asked to wait, 0 or more; `null`: none. */
  readonly retryAfterSeconds: number | null;
}

/** Thrown where a name leads to an address that is not of the public internet. */
export class PrivateTargetError extends Error {
  override readonly name = 'PrivateTargetError';

  constructor() {
    super('leads to a loopback or private address');
  }
}

/** How targets are reached. */
export interface TargetRules {
  readonly isPrivateAllowed: boolean;
  /** From dialling to the end of the answer, milliseconds; default 10,000. */
  readonly deadlineMs?: number;
  /** In place of the system's resolver. */
  readonly resolver?: typeof resolve;
}

/**
 * Posts to subscribers. Where a name leads is decided when the connection is made, with the very
 * address that is dialled, so that a name server can't answer a check and a connection differently.
 * Redirects are answers like others: they are not followed.
 */
export class TargetClient {
  private readonly lookup: LookupFunction | undefined;

  constructor(private readonly rules: TargetRules) {
    this.lookup = rules.isPrivateAllowed ? undefined : publicLookup(rules.resolver ?? resolve);
  }

  /** @throws Error when there is no answer in time. @throws PrivateTargetError */
  async post({ url, headers, body }: TargetRequest): Promise<TargetAnswer> {
    const target = new URL(url);
    // Where the host is an address nobody looks it up.
    const address = literalAddress(target);
    if (!this.rules.isPrivateAllowed && address !== null && !isPublicAddress(address))
      throw new PrivateTargetError();
    return await new Promise((resolvePost, reject) => {
      const options: RequestOptions = {
        method: 'POST',
        agent: false,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        signal: AbortSignal.timeout(this.rules.deadlineMs ?? usualDeadlineMs),
        ...(this.lookup === undefined ? {} : { lookup: this.lookup }),
      };
      const send = target.protocol === 'https:' ? requestHttps : requestHttp;
      const request = send(target, options, (response) => {
        drain(response);
        resolvePost({
          status: response.statusCode ?? 0,
          retryAfterSeconds: secondsOf(response.headers['retry-after']),
        });
      });
      request.once('error', reject);
      request.end(body);
    });
  }
}

function publicLookup(resolver: typeof resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolver(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error !== null) {
        callback(error, '', 0);
        return;
      }
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address)))
        callback(new PrivateTargetError(), '', 0);
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

/** Reads a little, so that a polite receiver can end its answer, and leaves. */
function drain(response: IncomingMessage): void {
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > mostAnswerBytes) response.destroy();
  });
  // Cut off by us or by the receiver: the status is known, which is all that counts.
  response.on('error', () => undefined);
}

function secondsOf(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) : null;
}
