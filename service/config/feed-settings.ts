import { z } from 'zod';
import type { FeedKind, TimePolicy } from './config.js';

/** One feed of `AIS_FEEDS`, parsed. */
export interface FeedSetting {
  readonly name: string;
  readonly kind: Exclude<FeedKind, 'simulator'>;
  readonly host: string | null;
  readonly port: number | null;
  readonly silenceSeconds: number | undefined;
  readonly timePolicy: TimePolicy | undefined;
  readonly licence: string | undefined;
}

/** `host:port`, `[IPv6]:port`. */
const addressPattern = /^(?<host>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+):(?<port>\d{1,5})$/;

/**
 * Splits `host:port`; an IPv6 address stands in brackets.
 * @returns `null` when it is none, or the port is not from 1 to 65535.
 */
export function parseAddress(text: string): { host: string; port: number } | null {
  const groups = addressPattern.exec(text.trim())?.groups;
  const host = groups?.['host']?.replace(/^\[|\]$/g, '');
  const port = Number(groups?.['port']);
  return host !== undefined && port >= 1 && port <= 65_535 ? { host, port } : null;
}

const feed = z
  .strictObject({
    name: z.string().regex(/^[A-Za-z0-9._-]{1,63}$/),
    kind: z.enum(['tcp-server', 'tcp-client', 'udp', 'http']),
    address: z.string().optional(),
    silenceSeconds: z.int().min(1).max(604_800).optional(),
    timePolicy: z.enum(['receiver', 'server', 'recorded']).optional(),
    licence: z.string().min(1).max(1_000).optional(),
  })
  .transform((entry, context): FeedSetting => {
    const { name, kind, silenceSeconds, timePolicy, licence } = entry;
    const isHttp = kind === 'http';
    const address = entry.address === undefined ? null : parseAddress(entry.address);
    if (isHttp ? entry.address !== undefined : address === null) {
      const message = isHttp ? 'an http feed has none' : 'is not host:port';
      context.addIssue({ code: 'custom', message, path: ['address'] });
      return z.NEVER;
    }
    const at = address ?? { host: null, port: null };
    return { name, kind, ...at, silenceSeconds, timePolicy, licence };
  });

/** `AIS_FEEDS`: JSON text in, feeds out, each name once. */
export const feedList = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'is not JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.array(feed));
