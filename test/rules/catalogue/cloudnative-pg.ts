import { at, type CatalogueMetric, type CatalogueSource } from './catalogue.js';
import { cluster } from './cluster.js';

const REPOSITORY = 'cloudnative-pg/cloudnative-pg';

/** The exporter's version is the operator's, which is installed apart from this repository. */
const VERSION = 'CloudNativePG 1.27 (default monitoring queries)';

const instances = cluster.postgres.pods.map((pod) => ({
  namespace: cluster.postgres.namespace,
  container: cluster.postgres.container,
  pod,
}));

type Values = Pick<CatalogueMetric['samples'][number], 'value' | 'perSecond' | 'ago'>;

/** A metric of every instance; the first is the primary. */
function metric(
  name: string,
  type: CatalogueMetric['type'],
  own: Readonly<Record<string, string>>,
  values: (index: number) => Values,
): CatalogueMetric {
  const samples = instances.map((labels, index) => ({
    labels: { ...labels, ...own },
    ...values(index),
  }));
  return { name, type, labels: Object.keys(own), samples };
}

const database = { datname: 'porttrack' };
const backend = { ...database, usename: 'porttrack', application_name: 'pgbouncer', state: 'idle' };

/** PostgreSQL's instances. */
export const cloudnativePg: CatalogueSource = {
  project: 'CloudNativePG, instance exporter (port 9187)',
  version: VERSION,
  sources: [
    at(
      REPOSITORY,
      '01ed657c9f36c39e883409af6edc1f5b327fb6f7',
      'config/manager/default-monitoring.yaml',
    ),
    at(REPOSITORY, '0397c4e57300ef36330f89d2879ed8a658cfdb20', 'docs/src/monitoring.md'),
  ],
  job: 'porttrack-pg',
  targetLabels: ['namespace', 'pod', 'container'],
  metrics: [
    metric('cnpg_backends_total', 'gauge', backend, () => ({ value: 12 })),
    metric('cnpg_pg_settings_setting', 'gauge', { name: 'max_connections' }, () => ({
      value: 120,
    })),
    metric('cnpg_pg_stat_database_xact_commit', 'counter', database, () => ({
      value: 10_000,
      perSecond: 80,
    })),
    metric('cnpg_pg_stat_database_xact_rollback', 'counter', database, () => ({
      value: 10,
      perSecond: 0.1,
    })),
    metric('cnpg_pg_database_size_bytes', 'gauge', database, () => ({ value: 3 * 2 ** 30 })),
    metric('cnpg_pg_replication_lag', 'gauge', {}, (index) => ({ value: index * 0.2 })),
    metric('cnpg_pg_replication_in_recovery', 'gauge', {}, (index) => ({
      value: Math.min(index, 1),
    })),
    // Deprecated there: plugins report backups themselves. Right for the cluster's barmanObjectStore.
    metric('cnpg_collector_last_available_backup_timestamp', 'gauge', {}, () => ({
      ago: 7 * 3600,
    })),
  ],
};

/** PgBouncer in front of them. */
export const cloudnativePgPool: CatalogueSource = {
  project: 'CloudNativePG, pooler exporter (port 9127)',
  version: VERSION,
  sources: [
    at(
      REPOSITORY,
      '08546ad3bee3e4ce1fca4169aeb650812cac7fe9',
      'pkg/management/pgbouncer/metricsserver/pools.go',
    ),
  ],
  job: 'porttrack-pool',
  targetLabels: ['namespace', 'pod', 'container'],
  metrics: [
    {
      name: 'cnpg_pgbouncer_pools_cl_waiting',
      type: 'gauge',
      labels: ['database', 'user'],
      samples: cluster.pool.pods.map((pod) => ({
        labels: {
          ...{ namespace: cluster.pool.namespace, pod, container: cluster.pool.container },
          ...{ database: 'porttrack', user: 'porttrack' },
        },
        value: 1,
      })),
    },
  ],
};
