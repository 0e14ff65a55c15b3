/** The invented cluster of which the samples tell: what one exporter calls a pod, every other does too. */
export const cluster = {
  nodes: ['node-a', 'node-b', 'node-c'],
  api: {
    namespace: 'porttrack',
    container: 'api',
    pods: ['porttrack-api-6f7c9-x2x4z', 'porttrack-api-6f7c9-k8s9q'],
  },
  postgres: {
    namespace: 'porttrack-data',
    container: 'postgres',
    pods: ['porttrack-pg-1', 'porttrack-pg-2', 'porttrack-pg-3'],
  },
  pool: {
    namespace: 'porttrack-data',
    container: 'pgbouncer',
    pods: ['porttrack-pool-5d8b7-q7w5e', 'porttrack-pool-5d8b7-z1x2c'],
  },
  redis: {
    namespace: 'porttrack-data',
    container: 'porttrack-redis',
    pods: ['porttrack-redis-0', 'porttrack-redis-1', 'porttrack-redis-2'],
  },
} as const;

/** A container of the cluster, and the node on which it runs. */
export interface Container {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly node: string;
}

/** Every container, spread over the nodes. */
export const containers: readonly Container[] = [
  cluster.api,
  cluster.postgres,
  cluster.pool,
  cluster.redis,
].flatMap(({ namespace, container, pods }) =>
  pods.map((pod, index) => ({
    namespace,
    pod,
    container,
    node: cluster.nodes[index % cluster.nodes.length] ?? cluster.nodes[0],
  })),
);
