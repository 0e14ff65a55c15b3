import type { IncomingHttpHeaders } from 'node:http';
import { prefixOfKey } from './api-key.js';

/** What a request names its caller by. */
export type Credential =
  | { readonly kind: 'none' }
  | { readonly kind: 'key' | 'token'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly fault: string };

const bearerForm = /^bearer +([\w\-.~+/]+=*) *$/i;

/**
 * Reads who a request says it comes from: `Authorization: Bearer` with a key or a token
 * (RFC 6750 §2.1), else `X-Api-Key`. Nothing is looked up here.
 */
export function readCredential(headers: IncomingHttpHeaders): Credential {
  const { authorization } = headers;
  const key = headers['x-api-key'];
  if (authorization !== undefined) return readBearer(authorization);
  if (key === undefined) return { kind: 'none' };
  if (typeof key === 'string' && prefixOfKey(key) !== null) return { kind: 'key', text: key };
  return { kind: 'unreadable', fault: 'X-Api-Key does not have the form of a key.' };
}

function readBearer(header: string): Credential {
  const text = bearerForm.exec(header)?.[1];
  if (text === undefined) {
    return { kind: 'unreadable', fault: 'Authorization must be `Bearer` and a key or a token.' };
  }
  if (text.startsWith('pt_')) {
    if (prefixOfKey(text) !== null) return { kind: 'key', text };
    return { kind: 'unreadable', fault: 'This does not have the form of a key.' };
  }
  return { kind: 'token', text };
}
