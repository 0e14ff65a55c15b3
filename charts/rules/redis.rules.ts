import { alert, type ComponentRules } from './rule.js';

/** The cache and the bus between pods: the service works without, slower. */
export const redisRules: ComponentRules = {
  name: 'redis',
  rules: [
    alert({
      name: 'RedisDown',
      expr: `absent(redis_up{job="porttrack-redis"} == 1)
            or on () (max(porttrack_dependency_up{job="porttrack-api",dependency="redis"}) == 0)`,
      for: '1m',
      severity: 'warning',
      component: 'redis',
      summary: 'Redis is down',
      description:
        'For 1 minute no instance of porttrack-redis has answered its exporter, or none has answered the service within 1 second: PortTrack serves without its cache.',
    }),
    alert({
      name: 'RedisMasterMissing',
      expr: '(count(redis_instance_info{job="porttrack-redis",role="master"}) or on () vector(0)) < 1',
      for: '1m',
      severity: 'warning',
      component: 'redis',
      summary: 'Redis has no master',
      description:
        'For 1 minute no instance of porttrack-redis has said that it is the master: Sentinel should have elected one within seconds.',
    }),
  ],
};
