import type { PlainResources } from '../constructs/plain-resources.js';

/** The replication; the operator keeps the Service `<name>-master` on the one that is master. */
export const REDIS = 'porttrack-redis';

/** Those who watch the master. */
export const SENTINEL = 'porttrack-sentinel';

/** Secret with the password; its key is `password`. */
export const PASSWORD_SECRET = 'porttrack-redis-password';

/** Secret with `tls.crt`, `tls.key` and `ca.crt` of all of them, from cert-manager. */
export const REDIS_TLS_SECRET = 'porttrack-redis-tls';

/** Port of the metrics of every Redis. */
export const EXPORTER_PORT = 9121;

export const redisResources: PlainResources = {
  requests: { cpu: '250m', memory: '256Mi' },
  limits: { cpu: '500m', memory: '512Mi' },
};

export const exporterResources: PlainResources = {
  requests: { cpu: '25m', memory: '32Mi' },
  limits: { cpu: '100m', memory: '64Mi' },
};

export const sentinelResources: PlainResources = {
  requests: { cpu: '50m', memory: '64Mi' },
  limits: { cpu: '100m', memory: '128Mi' },
};

/** Append-only file and snapshots: a master that restarts empty would empty its replicas. */
export const REDIS_STORAGE = '2Gi';

/**
 * What the operator's configuration includes last. It is a cache and a bus: beyond 60 % of the limit
 * (the rest is for copies on write and for replicas' buffers) what was used least gives way.
 */
export const redisConfiguration = ['maxmemory 307mb', 'maxmemory-policy allkeys-lru', ''].join(
  '\n',
);
