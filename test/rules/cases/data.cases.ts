import type { ComponentCases } from '../rule-case.js';

const recovery = (pod: string): string =>
  `cnpg_pg_replication_in_recovery{job="porttrack-pg",pod="${pod}"}`;
const lag = 'cnpg_pg_replication_lag{job="porttrack-pg",pod="porttrack-pg-2"}';
const backup = (pod: string): string =>
  `cnpg_collector_last_available_backup_timestamp{job="porttrack-pg",pod="${pod}"}`;

/** The test's clock starts at Unix time 0: a backup of yesterday has a time below it. */
export const postgresCases: ComponentCases = {
  alerts: [
    {
      alert: 'PostgresPrimaryMissing',
      when: 'the instances that answer are standbys',
      input: {
        [recovery('porttrack-pg-1')]: '0x4 1x20 0x10',
        [recovery('porttrack-pg-2')]: '1x40',
      },
      firesAt: '3m30s',
      resolvesAt: '13m',
    },
    {
      alert: 'PostgresPrimaryMissing',
      when: 'no instance answers',
      input: { [recovery('porttrack-pg-1')]: '0x4 stale _x20 0x10' },
      firesAt: '3m30s',
      resolvesAt: '13m',
    },
    {
      alert: 'PostgresReplicationLag',
      when: 'a standby is a minute behind',
      input: { [lag]: '0x4 60x20 0x10' },
      firesAt: '7m30s',
      resolvesAt: '13m',
      labels: { pod: 'porttrack-pg-2' },
      value: '1m 0s',
    },
    {
      alert: 'PostgresBackupTooOld',
      when: 'the last one is 28 hours old',
      input: { [backup('porttrack-pg-1')]: '-100000x40 1230x10' },
      firesAt: '15m',
      resolvesAt: '20m30s',
      value: '1d 4h 1m 40s',
    },
  ],
  silent: [
    {
      alert: 'PostgresPrimaryMissing',
      when: 'another instance was promoted within a scrape',
      input: {
        [recovery('porttrack-pg-1')]: '0x4 stale',
        [recovery('porttrack-pg-2')]: '1x4 0x40',
      },
      silentAt: ['4m', '10m'],
    },
    {
      alert: 'PostgresBackupTooOld',
      when: 'the last one is 25 hours old, which one instance does not know',
      input: { [backup('porttrack-pg-1')]: '-90000x60', [backup('porttrack-pg-2')]: '-200000x60' },
      silentAt: ['20m', '30m'],
    },
  ],
  records: [
    {
      record: 'pod:pg_replication_lag:seconds',
      input: { [lag]: '12x20' },
      at: '5m',
      samples: { '{pod="porttrack-pg-2"}': 12 },
    },
  ],
};

const redis = (pod: string): string => `redis_up{job="porttrack-redis",pod="${pod}"}`;
const asked = (pod: string): string =>
  `porttrack_dependency_up{job="porttrack-api",pod="${pod}",dependency="redis"}`;
const role = (pod: string, name: string): string =>
  `redis_instance_info{job="porttrack-redis",pod="${pod}",role="${name}"}`;

/** The cache. */
export const redisCases: ComponentCases = {
  alerts: [
    {
      alert: 'RedisDown',
      when: 'no instance answers its exporter',
      input: { [redis('r0')]: '1x4 0x20 1x10', [redis('r1')]: '0x40' },
      firesAt: '3m30s',
      resolvesAt: '13m',
    },
    {
      alert: 'RedisDown',
      when: 'the service does not reach it',
      input: { [redis('r0')]: '1x40', [asked('a')]: '1x4 0x20 1x10', [asked('b')]: '0x40' },
      firesAt: '3m30s',
      resolvesAt: '13m',
    },
    {
      alert: 'RedisMasterMissing',
      when: 'all are replicas',
      input: {
        [role('r0', 'master')]: '1x4 stale _x20 1x10',
        [role('r1', 'slave')]: '1x40',
      },
      firesAt: '3m30s',
      resolvesAt: '13m',
    },
  ],
  silent: [
    {
      alert: 'RedisDown',
      when: 'one instance of two is down',
      input: { [redis('r0')]: '1x40', [redis('r1')]: '0x40' },
      silentAt: ['5m', '10m'],
    },
    {
      alert: 'RedisMasterMissing',
      when: 'another instance became master',
      input: { [role('r0', 'master')]: '1x4 stale', [role('r1', 'master')]: '_x5 1x40' },
      silentAt: ['4m', '10m'],
    },
  ],
};
