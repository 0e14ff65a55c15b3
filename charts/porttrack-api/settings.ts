import { type Environment, podSizes, type Receiver } from '../environments.js';
import { secretPath } from './connections.js';

/** Ports that the service listens on. */
export const PORTS = { http: 3000, ops: 9464, ais: 10_110 } as const;

/**
 * Seconds between "send no more" and the end. A network load balancer stops sending datagrams after
 * two failed health checks that are 5 s apart; endpoints are gone from the nodes within 2 s.
 */
export const DRAIN_SECONDS = 12;

/** Longest that the service takes to stop after its drain, seconds (`stopMs` of service/main.ts). */
export const STOP_SECONDS = 40;

/** Connections of a pod to the pooler, which shares fewer of its own among all pods. */
const POOL_SIZE = 10;

/** In front of a pod: the load balancer, or the gateway's, which says who called (X-Forwarded-For). */
const PROXIES = 1;

/** A feed as AIS_FEEDS takes it (service/config/feed-settings.ts). */
interface FeedSetting {
  readonly name: string;
  readonly kind: 'tcp-server' | 'tcp-client' | 'udp';
  readonly address: string;
  readonly silenceSeconds: number;
}

/** The receivers that connect or send to the service, of every port. */
export function connectingReceivers(environment: Environment): readonly Receiver[] {
  return environment.ports.flatMap((port) =>
    port.receivers.filter(({ dial }) => dial === undefined),
  );
}

/**
 * A feed of its own for each receiver that is dialled; those that connect or send share the feeds
 * `tcp` and `udp`, which are silent when the one that speaks most often should have spoken.
 */
export function feedsOf(environment: Environment): readonly FeedSetting[] {
  const thresholds = connectingReceivers(environment).map(({ silenceSeconds }) => silenceSeconds);
  const listening = { address: `0.0.0.0:${PORTS.ais}`, silenceSeconds: Math.min(...thresholds) };
  const dialled = environment.ports.flatMap(({ receivers }) =>
    receivers.flatMap(({ name, dial, silenceSeconds }): FeedSetting[] =>
      dial === undefined
        ? []
        : [{ name, kind: 'tcp-client', address: `${dial.host}:${dial.port}`, silenceSeconds }],
    ),
  );
  if (thresholds.length === 0) return dialled;
  return [
    { name: 'tcp', kind: 'tcp-server', ...listening },
    { name: 'udp', kind: 'udp', ...listening },
    ...dialled,
  ];
}

/** The environment variables of the service's pods: its settings, and two that node reads. */
export function serviceSettings(environment: Environment): Readonly<Record<string, string>> {
  const { size, queueMessages } = environment.service;
  const listens = connectingReceivers(environment).length > 0 ? String(PORTS.ais) : 'off';
  return {
    NODE_ENV: 'production',
    HOST: '0.0.0.0',
    PORT: String(PORTS.http),
    OPS_PORT: String(PORTS.ops),
    LOG_LEVEL: 'info',
    DRAIN_SECONDS: String(DRAIN_SECONDS),
    DATABASE_URL_FILE: secretPath('databaseUrl'),
    DATABASE_POOL_SIZE: String(POOL_SIZE),
    // The migration Job has done it before the new pods start.
    DATABASE_MIGRATE: 'off',
    REDIS_URL_FILE: secretPath('redisUrl'),
    AIS_TCP_PORT: listens,
    AIS_UDP_PORT: listens,
    AIS_FEEDS: JSON.stringify(feedsOf(environment)),
    SIMULATOR: 'off',
    OIDC_ISSUER: environment.oidc.issuer,
    OIDC_AUDIENCE: environment.oidc.audience,
    OIDC_CLIENT_ID: environment.oidc.clientId,
    OIDC_ROLES_CLAIM: environment.oidc.rolesClaim,
    OIDC_TERMINALS_CLAIM: environment.oidc.terminalsClaim,
    ANONYMOUS_READ: 'false',
    TRUST_PROXY: String(PROXIES),
    WEBHOOK_SECRET_KEY_FILE: secretPath('webhookSecretKey'),
    INGEST_QUEUE_MESSAGES: String(queueMessages),
    NODE_OPTIONS: `--max-old-space-size=${podSizes[size].heapMiB}`,
    NODE_EXTRA_CA_CERTS: secretPath('dataCa'),
  };
}
