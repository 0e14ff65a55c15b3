import * as units from '@grafana/grafana-foundation-sdk/units';
import { palette } from '../palette.js';
import type { RowSpec } from '../panel-spec.js';

const REDIS = 'job="porttrack-redis"';

/** La caché y el bus entre pods. */
export const redisRow: RowSpec = {
  title: 'Redis',
  panels: [
    {
      kind: 'time-series',
      title: 'Memoria de Redis',
      description: 'Memoria usada por cada instancia.',
      unit: units.BytesIEC,
      width: 6,
      queries: [{ expr: `max by (pod) (redis_memory_used_bytes{${REDIS}})`, legend: '{{pod}}' }],
    },
    {
      kind: 'time-series',
      title: 'Órdenes',
      description: 'Órdenes por segundo que atiende cada instancia.',
      unit: units.OpsPerSecond,
      width: 6,
      queries: [
        {
          expr: `sum by (pod) (rate(redis_commands_processed_total{${REDIS}}[$__rate_interval]))`,
          legend: '{{pod}}',
        },
      ],
    },
    {
      kind: 'time-series',
      title: 'Aciertos de la caché',
      description: 'Parte de las lecturas que encontraron su clave, en todas las instancias.',
      unit: units.PercentUnit,
      width: 6,
      max: 1,
      queries: [
        {
          expr: `sum(rate(redis_keyspace_hits_total{${REDIS}}[$__rate_interval])) / (sum(rate(redis_keyspace_hits_total{${REDIS}}[$__rate_interval])) + sum(rate(redis_keyspace_misses_total{${REDIS}}[$__rate_interval])))`,
          legend: 'aciertos',
          color: palette.good,
        },
      ],
    },
    {
      kind: 'time-series',
      title: 'Réplicas enlazadas',
      description: 'Réplicas que siguen al maestro. Con menos de una, su pérdida vacía la caché.',
      unit: units.Short,
      width: 6,
      queries: [
        {
          expr: `max(redis_connected_slaves{${REDIS}})`,
          legend: 'réplicas',
          color: palette.neutral,
        },
      ],
      runbook: 'RedisDown',
    },
  ],
};
