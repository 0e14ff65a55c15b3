import type { Construct } from 'constructs';
import { customObject } from '../constructs/custom-object.js';
import { externalSecret } from '../constructs/external-secret.js';
import { HashedConfigMap } from '../constructs/hashed-config-map.js';
import { podMonitor } from '../constructs/monitors.js';
import { PortTrackChart } from '../constructs/porttrack-chart.js';
import { oneDisruption } from '../constructs/workload-parts.js';
import { WorkloadPolicy } from '../constructs/workload-policy.js';
import type { Environment } from '../environments.js';
import { NAMESPACES, objectLabels } from '../workloads.js';
import { PASSWORD_SECRET, REDIS, redisConfiguration, SENTINEL } from './redis.props.js';
import { redisReplication, redisSentinel } from './redis.js';

/**
 * Redis, replicated and watched by Sentinel. The operator's own disruption budgets select by labels
 * that it would choose, so the chart has its own.
 */
export class RedisChart extends PortTrackChart {
  constructor(scope: Construct, environment: Environment) {
    super(scope, 'redis', environment, NAMESPACES.data);
    externalSecret(this, environment, {
      name: PASSWORD_SECRET,
      namespace: NAMESPACES.data,
      labels: objectLabels(PASSWORD_SECRET, 'cache'),
      keys: { password: { property: 'redis-password' } },
    });
    const configuration = new HashedConfigMap(this, {
      name: REDIS,
      labels: objectLabels(REDIS, 'cache'),
      data: { 'redis-additional.conf': redisConfiguration },
    });
    customObject(this, redisReplication(environment, configuration.configMapName));
    customObject(this, redisSentinel(environment));
    podMonitor(this, {
      workload: REDIS,
      component: 'cache',
      ports: ['redis-exporter'],
      jobLabel: 'app',
    });
    for (const workload of [REDIS, SENTINEL] as const) {
      oneDisruption(this, workload, 'cache');
      new WorkloadPolicy(this, workload, environment);
    }
  }
}
