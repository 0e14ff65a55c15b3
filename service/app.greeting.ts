import type { Config, FeedConfig } from './config/config.js';

/** Where the service can be reached, once it listens, and by whom. */
export interface Reachable {
  readonly port: number;
  readonly opsPort: number;
  /** The admin key that was just made; `null` when there were keys already. */
  readonly firstKey: string | null;
}

/**
 * What somebody who has just started the service wants to know; lines of text, secrets left out but
 * for the first key, which is shown here and never again.
 */
export function greeting(
  config: Config,
  isEmbedded: boolean,
  { port, opsPort, firstKey }: Reachable,
): string[] {
  const host = hostInUrl(config.host);
  return [
    'PortTrack runs.',
    `  Page        http://${host}:${port}/`,
    `  API         http://${host}:${port}/api/docs`,
    `  Operations  http://${host}:${opsPort}/metrics and /health/ready`,
    `  Database    ${databaseLine(config, isEmbedded)}`,
    `  Cache, bus  ${config.redisUrl === null ? 'in this process' : `Redis at ${placeOf(config.redisUrl)}`}`,
    ...signInLines(config, firstKey),
    ...config.feeds.map(feedLine),
    ...(config.isSimulating
      ? ['  Simulated   The vessels shown are imaginary (SIMULATOR=off turns them off).']
      : []),
  ];
}

function signInLines({ access }: Config, firstKey: string | null): string[] {
  const reading = access.isAnonymousReadOn ? 'Everybody may read; writing' : 'Everything';
  const people = access.oidc === null ? '' : `, or the tokens of ${access.oidc.issuer}`;
  return [
    ...(firstKey === null
      ? []
      : [`  Admin key   ${firstKey}`, '              Keep it: it is not shown again.']),
    `  Sign in     ${reading} takes an API key${people}.`,
    '              One more: npm run key -- --name NAME --role ROLE',
  ];
}

function databaseLine({ database, dataFolder }: Config, isEmbedded: boolean): string {
  if (isEmbedded) return `PostgreSQL of this package, kept in ${dataFolder}`;
  return database.url === null ? 'none' : `PostgreSQL at ${placeOf(database.url)}`;
}

function feedLine({ name, kind, host, port, source }: FeedConfig): string {
  const place = host === null || port === null ? '' : ` ${host}:${port}`;
  const kinds: Readonly<Record<FeedConfig['kind'], string>> = {
    'tcp-server': 'TCP, listens on',
    'tcp-client': 'TCP, dials',
    udp: 'UDP, listens on',
    http: 'POST /api/v1/ais',
    simulator: 'simulated traffic',
  };
  const mark = source === 'simulated' || source === 'ais' ? '' : ` (${source})`;
  return `  Feed        ${name}: ${kinds[kind]}${place}${mark}`;
}

/** Host, port and database of an address, without user and password. */
function placeOf(address: string): string {
  const { host, pathname } = new URL(address);
  return host + (pathname === '/' ? '' : pathname);
}

/** What to type into a browser: a service that listens everywhere is here too. */
function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
