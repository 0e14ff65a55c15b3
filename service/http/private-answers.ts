import type { ServerResponse } from 'node:http';

const privateAnswers = new WeakSet<ServerResponse>();

/** Marks what will be answered as meant for whoever asked: no shared cache may keep it. */
export function keepPrivate(response: ServerResponse): void {
  privateAnswers.add(response);
}

/** Request headers by which callers are told apart, for `Vary`; none where all get the same. */
export function callerHeaders(response: ServerResponse): readonly string[] {
  return privateAnswers.has(response) ? ['Authorization', 'X-Api-Key'] : [];
}

/** `value` of `Cache-Control`, made private where the answer is. */
export function cacheControlOf(response: ServerResponse, value: string): string {
  if (!privateAnswers.has(response) || /\b(private|no-store)\b/.test(value)) return value;
  return `private, ${value.replace(/\bpublic,? */, '')}`;
}
