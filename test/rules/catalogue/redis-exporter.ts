import { images } from '../../../charts/images.js';
import { at, type CatalogueMetric, type CatalogueSource } from './catalogue.js';
import { cluster } from './cluster.js';

function metric(
  name: string,
  type: CatalogueMetric['type'],
  value: number,
  perSecond = 0,
): CatalogueMetric {
  return {
    name,
    type,
    labels: [],
    samples: cluster.redis.pods.map((pod) => ({
      labels: { namespace: cluster.redis.namespace, pod, container: 'redis-exporter' },
      value,
      perSecond,
    })),
  };
}

/** The cache and bus. The operator's image is a build of oliver006/redis_exporter. */
export const redisExporter: CatalogueSource = {
  project: 'oliver006/redis_exporter',
  version: images.redisExporter.version,
  sources: [
    at(
      'oliver006/redis_exporter',
      '0074f409c8c694e0865035db386a16db9392aee7',
      'exporter/exporter.go',
    ),
  ],
  job: 'porttrack-redis',
  targetLabels: ['namespace', 'pod', 'container'],
  metrics: [
    metric('redis_up', 'gauge', 1),
    metric('redis_memory_used_bytes', 'gauge', 40 * 2 ** 20),
    metric('redis_connected_slaves', 'gauge', 2),
    metric('redis_commands_processed_total', 'counter', 50_000, 120),
    metric('redis_keyspace_hits_total', 'counter', 40_000, 90),
    metric('redis_keyspace_misses_total', 'counter', 4000, 9),
    {
      name: 'redis_instance_info',
      type: 'gauge',
      labels: [
        ...['role', 'redis_version', 'redis_build_id', 'redis_mode', 'os', 'maxmemory_policy'],
        ...['tcp_port', 'run_id', 'process_id'],
      ],
      samples: cluster.redis.pods.map((pod, index) => ({
        labels: {
          ...{ namespace: cluster.redis.namespace, pod, container: 'redis-exporter' },
          ...{
            role: index === 0 ? 'master' : 'slave',
            redis_version: '7.0.15',
            redis_build_id: 'b',
          },
          ...{ redis_mode: 'standalone', os: 'Linux', maxmemory_policy: 'allkeys-lru' },
          ...{ tcp_port: '6379', run_id: `run-${String(index)}`, process_id: '1' },
        },
        value: 1,
      })),
    },
  ],
};
