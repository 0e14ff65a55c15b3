import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const plainId = /^[\w\-.]{1,64}$/;

/** The id to know a request by: the caller's `X-Request-Id` where it is a plain one, else a new one. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && plainId.test(given) ? given : randomUUID();
}
