import * as units from '@grafana/grafana-foundation-sdk/units';
import { palette } from '../palette.js';
import type { RowSpec } from '../panel-spec.js';

const PG = 'job="porttrack-pg"';
const POOL = 'job="porttrack-pool"';

/** La base de datos y su agrupador de conexiones. */
export const postgresRow: RowSpec = {
  title: 'PostgreSQL',
  panels: [
    {
      kind: 'time-series',
      title: 'Conexiones por instancia',
      description: 'Conexiones abiertas de cada instancia y el máximo que admite.',
      unit: units.Short,
      width: 8,
      queries: [
        { expr: `sum by (pod) (cnpg_backends_total{${PG}})`, legend: '{{pod}}' },
        {
          expr: `min(cnpg_pg_settings_setting{${PG},name="max_connections"})`,
          legend: 'máximo',
          color: palette.bad,
          isReference: true,
        },
      ],
    },
    {
      kind: 'time-series',
      title: 'Transacciones',
      description: 'Transacciones por segundo confirmadas y deshechas en la base porttrack.',
      unit: units.OpsPerSecond,
      width: 8,
      queries: [
        {
          expr: `sum(rate(cnpg_pg_stat_database_xact_commit{${PG},datname="porttrack"}[$__rate_interval]))`,
          legend: 'confirmadas',
          color: palette.good,
        },
        {
          expr: `sum(rate(cnpg_pg_stat_database_xact_rollback{${PG},datname="porttrack"}[$__rate_interval]))`,
          legend: 'deshechas',
          color: palette.bad,
        },
      ],
    },
    {
      kind: 'time-series',
      title: 'Retraso de las réplicas',
      description: 'Segundos que cada instancia va por detrás de la primaria.',
      unit: units.Seconds,
      width: 8,
      queries: [{ expr: 'pod:pg_replication_lag:seconds', legend: '{{pod}}' }],
      thresholds: { attention: 30, bad: 30, badWhen: 'above' },
      runbook: 'PostgresReplicationLag',
    },
    {
      kind: 'time-series',
      title: 'Clientes en espera',
      description:
        'Clientes del agrupador (PgBouncer) que esperan una conexión. Si no baja a cero, faltan conexiones o sobra carga.',
      unit: units.Short,
      width: 8,
      queries: [
        {
          expr: `sum by (pod) (cnpg_pgbouncer_pools_cl_waiting{${POOL}})`,
          legend: '{{pod}}',
        },
      ],
    },
    {
      kind: 'time-series',
      title: 'Tamaño de la base',
      description: 'Espacio que ocupa la base porttrack en la primaria.',
      unit: units.BytesIEC,
      width: 8,
      queries: [
        {
          expr: `max(cnpg_pg_database_size_bytes{${PG},datname="porttrack"})`,
          legend: 'porttrack',
          color: palette.neutral,
        },
      ],
      runbook: 'PersistentVolumeFillingUp',
    },
    {
      kind: 'time-series',
      title: 'Edad de la última copia',
      description:
        'Tiempo desde la última copia de seguridad completa. Se hace una al día; con más de 26 horas falta una.',
      unit: units.Seconds,
      width: 8,
      queries: [
        {
          expr: `time() - max(cnpg_collector_last_available_backup_timestamp{${PG}})`,
          legend: 'copia',
          color: palette.neutral,
        },
      ],
      thresholds: { attention: 93600, bad: 93600, badWhen: 'above' },
      runbook: 'PostgresBackupTooOld',
    },
  ],
};
