import { type ComponentRules, record } from './rule.js';

/** Series of CloudNativePG's exporter. */
const recordings = [
  record(
    'pod:pg_replication_lag:seconds',
    'max by (pod) (cnpg_pg_replication_lag{job="porttrack-pg"})',
  ),
];

/** The database. */
export const postgresRules: ComponentRules = {
  name: 'postgres',
  groups: [{ name: 'postgres', rules: recordings }],
};
