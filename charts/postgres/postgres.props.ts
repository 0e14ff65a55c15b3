import type { PlainResources } from '../constructs/plain-resources.js';

/** The cluster, its databases' owner and the Services that the operator makes: `<name>-rw`, `-ro`, `-r`. */
export const POSTGRES = 'porttrack-pg';

/** The Service of the pooler bears its name. */
export const POOL = 'porttrack-pool';

/** Database and owner. */
export const DATABASE = 'porttrack';

/** Secret with `username` and `password` of the owner. */
export const OWNER_SECRET = 'porttrack-pg-owner';

/**
 * Secret with `tls.crt`, `tls.key` and `ca.crt` of servers and poolers, from cert-manager: the
 * operator has PgBouncer show the cluster's own certificate.
 */
export const SERVER_TLS_SECRET = 'porttrack-pg-tls';

/** Requests are limits (QoS Guaranteed): the database is what is never to be throttled or evicted first. */
export const postgresResources: PlainResources = {
  requests: { cpu: '500m', memory: '512Mi' },
  limits: { cpu: '500m', memory: '512Mi' },
};

export const poolResources: PlainResources = {
  requests: { cpu: '100m', memory: '64Mi' },
  limits: { cpu: '250m', memory: '128Mi' },
};

/** Pods of the pooler. */
export const POOL_INSTANCES = 2;

/**
 * Server connections that one pooler holds at most for the owner. 6 pods of the service with 10 each are
 * 60 clients over 2 x 20 connections; 120 leaves room for migrations, replication and the operator.
 */
export const POOL_SIZE = 20;
export const MAX_CONNECTIONS = 120;

/** Clients that one pooler takes. */
export const MAX_CLIENTS = 400;

/** Second, minute, hour, day, month, weekday (the operator's cron has six fields), UTC. */
export const BACKUP_SCHEDULE = '0 0 2 * * *';

/**
 * Settings of the server, for 512 MiB. `max_slot_wal_keep_size` and `max_wal_size` stay below the WAL
 * volume of 5 GiB: a standby that is away loses its place before the primary loses its disk.
 */
export const serverParameters: Readonly<Record<string, string>> = {
  shared_buffers: '128MB',
  effective_cache_size: '256MB',
  work_mem: '4MB',
  maintenance_work_mem: '64MB',
  max_connections: String(MAX_CONNECTIONS),
  max_wal_size: '1GB',
  max_slot_wal_keep_size: '3GB',
  wal_compression: 'on',
  idle_in_transaction_session_timeout: '30s',
  log_min_duration_statement: '500ms',
  log_lock_waits: 'on',
  ssl_min_protocol_version: 'TLSv1.3',
};

/** Settings of PgBouncer; clients that don't ask for TLS are refused. */
export const poolParameters: Readonly<Record<string, string>> = {
  client_tls_sslmode: 'require',
  default_pool_size: String(POOL_SIZE),
  max_client_conn: String(MAX_CLIENTS),
  // node-postgres prepares by name; a transaction's next statement may meet another connection.
  max_prepared_statements: '200',
  // The service answers 503 long before: a query that waited this long has nobody left to read it.
  query_wait_timeout: '15',
};
