import type { IncomingMessage } from 'node:http';
import { normalizeIp } from '@nestjs/throttler';

/** An IPv6 network of one customer: whoever has one has all its addresses. */
const ipv6Prefix = 64;

/**
 * Where a request comes from, as rates are counted: an IPv4 address, or the /64 of an IPv6 address.
 * @param trustedProxies how many proxies stand in front: so many of the last entries of
 *   `X-Forwarded-For` were written by them; what stands before those anybody may have written.
 */
export function addressOf(request: IncomingMessage, trustedProxies: number): string {
  const header = request.headers['x-forwarded-for'] ?? '';
  const forwarded = trustedProxies === 0 ? [] : [header].flat().join(',').split(',');
  const path = [...forwarded.map((part) => part.trim()), request.socket.remoteAddress ?? ''].filter(
    (part) => part !== '',
  );
  const address = path[Math.max(0, path.length - 1 - trustedProxies)] ?? '';
  return normalizeIp(address.replace(/^::ffff:/i, ''), ipv6Prefix);
}
