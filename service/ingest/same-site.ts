import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a browser sent the request for a page of another site. `Sec-Fetch-Site` says so in
 * current browsers (W3C Fetch Metadata), `Origin` in all (RFC 6454); programs send neither.
 */
export function isCrossSite(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const { origin, host } = headers;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host?.toLowerCase();
}
