/** A container image. `digest` is `null` where it cannot be known before a push or a pull. */
export interface Image {
  /** Registry, repository and name. */
  readonly repository: string;
  readonly version: string;
  readonly digest: `sha256:${string}` | null;
}

/** Stands for a digest that is not known here; the deploy workflow refuses to apply it. */
export const PLACEHOLDER_DIGEST = `sha256:${'0'.repeat(64)}`;

/** Every image that runs. A release changes the digest, and that is the diff to review. */
export const images = {
  porttrack: { repository: 'ghcr.io/porttrack/porttrack', version: '0.1.0', digest: null },
  postgres: {
    repository: 'ghcr.io/cloudnative-pg/postgresql',
    version: '18.1',
    digest: null,
  },
  pgbouncer: { repository: 'ghcr.io/cloudnative-pg/pgbouncer', version: '1.24.1', digest: null },
  redis: { repository: 'quay.io/opstree/redis', version: 'v7.0.15', digest: null },
  redisSentinel: {
    repository: 'quay.io/opstree/redis-sentinel',
    version: 'v7.0.15',
    digest: null,
  },
  redisExporter: { repository: 'quay.io/opstree/redis-exporter', version: 'v1.48.0', digest: null },
  prometheus: { repository: 'quay.io/prometheus/prometheus', version: 'v3.7.3', digest: null },
  alertmanager: {
    repository: 'quay.io/prometheus/alertmanager',
    version: 'v0.29.0',
    digest: null,
  },
  nodeExporter: {
    repository: 'quay.io/prometheus/node-exporter',
    version: 'v1.10.2',
    digest: null,
  },
  kubeStateMetrics: {
    repository: 'registry.k8s.io/kube-state-metrics/kube-state-metrics',
    version: 'v2.17.0',
    digest: null,
  },
  grafana: { repository: 'docker.io/grafana/grafana', version: '12.3.0', digest: null },
  yace: {
    repository: 'quay.io/prometheuscommunity/yet-another-cloudwatch-exporter',
    version: 'v0.62.1',
    digest: null,
  },
} as const satisfies Record<string, Image>;

/**
 * What docker-compose.yml runs in place of images that start under their operators only: the same
 * servers, of the same versions.
 */
export const developmentImages = {
  postgres: { repository: 'docker.io/library/postgres', version: '18.1-bookworm', digest: null },
  redis: { repository: 'docker.io/library/redis', version: '7.0.15-bookworm', digest: null },
} as const satisfies Record<string, Image>;

/** The image as a pod names it: with its version for people and its digest for the kubelet. */
export function imageReference(image: Image): string {
  return `${image.repository}:${image.version}@${image.digest ?? PLACEHOLDER_DIGEST}`;
}
