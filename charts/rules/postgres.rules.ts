import { alert, type ComponentRules, record } from './rule.js';

/** Series of CloudNativePG's exporter. */
const recordings = [
  record(
    'pod:pg_replication_lag:seconds',
    'max by (pod) (cnpg_pg_replication_lag{job="porttrack-pg"})',
  ),
];

const alerts = [
  alert({
    name: 'PostgresPrimaryMissing',
    expr: '(count(cnpg_pg_replication_in_recovery{job="porttrack-pg"} == 0) or on () vector(0)) < 1',
    for: '1m',
    severity: 'critical',
    component: 'postgres',
    summary: 'PostgreSQL has no primary',
    description:
      'For 1 minute no instance of porttrack-pg has said that it is out of recovery: nothing can be written. A failover takes seconds.',
  }),
  alert({
    name: 'PostgresReplicationLag',
    expr: 'pod:pg_replication_lag:seconds > 30',
    for: '5m',
    severity: 'warning',
    component: 'postgres',
    summary: 'Standby {{ $labels.pod }} lags behind',
    description:
      'For 5 minutes the standby {{ $labels.pod }} has replayed transactions more than 30 s after their commit; now {{ $value | humanizeDuration }}. A failover to it would wait, or lose what it lacks.',
  }),
  // 0 when there has been none, so that an age of 50 years says "never".
  alert({
    name: 'PostgresBackupTooOld',
    expr: 'time() - max(cnpg_collector_last_available_backup_timestamp{job="porttrack-pg"}) > 26 * 3600',
    for: '15m',
    severity: 'critical',
    component: 'postgres',
    summary: 'The last backup of PostgreSQL is too old',
    description:
      'For 15 minutes the newest backup that can be restored has been more than 26 hours old (one is made each day); now {{ $value | humanizeDuration }}, and 50 years when there is none.',
  }),
];

/** The database. */
export const postgresRules: ComponentRules = {
  name: 'postgres',
  rules: [...recordings, ...alerts],
};
