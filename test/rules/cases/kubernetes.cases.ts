import type { ComponentCases } from '../rule-case.js';

const container = { namespace: 'porttrack', pod: 'porttrack-api-1', container: 'api' };
const CONTAINER = 'namespace="porttrack",pod="porttrack-api-1",container="api"';
const deployment = { namespace: 'porttrack', deployment: 'porttrack-api' };
const autoscaler = { namespace: 'porttrack', horizontalpodautoscaler: 'porttrack-api' };
const volume = { namespace: 'porttrack-data', persistentvolumeclaim: 'porttrack-pg-1' };
const OF_STATE = 'job="kube-state-metrics",instance="10.0.0.9:8080"';

const cpu = `container_cpu_usage_seconds_total{job="cadvisor",node="n1",${CONTAINER}}`;
const memory = `container_memory_working_set_bytes{job="cadvisor",node="n1",${CONTAINER}}`;
const limit = (resource: string): string =>
  `kube_pod_container_resource_limits{${OF_STATE},${CONTAINER},resource="${resource}",node="n1"}`;
const available = `kube_deployment_status_replicas_available{${OF_STATE},namespace="porttrack",deployment="porttrack-api"}`;
const progressing = `kube_deployment_status_condition{${OF_STATE},namespace="porttrack",deployment="porttrack-api",condition="Progressing",status="false"}`;
const scaler = (metric: string): string =>
  `kube_horizontalpodautoscaler_${metric}{${OF_STATE},namespace="porttrack",horizontalpodautoscaler="porttrack-api"}`;
const migration = (metric: string, hash: string, more = ''): string =>
  `${metric}{${OF_STATE},namespace="porttrack",job_name="porttrack-migrate-${hash}"${more}}`;
const failed = (hash: string): string => migration('kube_job_failed', hash, ',condition="true"');
const terminated = (reason: string): string =>
  `kube_pod_container_status_last_terminated_reason{${OF_STATE},${CONTAINER},reason="${reason}"}`;
const restarts = `kube_pod_container_status_restarts_total{${OF_STATE},${CONTAINER}}`;
const stats = (metric: string): string =>
  `kubelet_volume_stats_${metric}_bytes{job="kubelet",node="n1",namespace="porttrack-data",persistentvolumeclaim="porttrack-pg-1"}`;

/** The cluster's objects. */
export const kubernetesCases: ComponentCases = {
  alerts: [
    {
      alert: 'HighCPU',
      when: 'a pod is held back at its limit',
      input: { [cpu]: '0x4 17+17x15 272x20', [limit('cpu')]: '0.5x50' },
      firesAt: '8m30s',
      resolvesAt: '10m45s',
      labels: container,
      value: '113.3%',
    },
    {
      alert: 'PortTrackDegraded',
      when: 'one pod of two is left',
      input: { [available]: '2x4 1x20 2x10' },
      firesAt: '7m30s',
      resolvesAt: '13m',
      labels: deployment,
      value: '1',
    },
    {
      alert: 'PortTrackRolloutStuck',
      when: 'the deadline has passed',
      input: { [progressing]: '0x4 1x20 0x10' },
      firesAt: '3m30s',
      resolvesAt: '13m',
      labels: deployment,
    },
    {
      alert: 'PortTrackScaledToMax',
      when: 'as many pods are wanted as there may be',
      input: {
        [scaler('status_desired_replicas')]: '2x4 6x60 4x10',
        [scaler('spec_max_replicas')]: '6x80',
      },
      firesAt: '17m30s',
      resolvesAt: '33m',
      labels: autoscaler,
      value: '6',
    },
    {
      alert: 'PortTrackMigrationFailed',
      when: 'the newest migration has failed, until a newer one is there',
      input: {
        [failed('aaa')]: '0x4 1x60',
        [migration('kube_job_created', 'aaa')]: '100x70',
        [failed('bbb')]: '_x30 0x30',
        [migration('kube_job_created', 'bbb')]: '_x30 900x30',
      },
      firesAt: '3m30s',
      resolvesAt: '15m',
      labels: { namespace: 'porttrack', job_name: 'porttrack-migrate-aaa' },
    },
    {
      alert: 'ContainerOOMKilled',
      when: 'a container was ended for its memory and restarted',
      input: { [terminated('OOMKilled')]: '_x5 1x60', [restarts]: '0x4 1x60' },
      firesAt: '3m30s',
      resolvesAt: '12m30s',
      labels: container,
    },
    {
      alert: 'ContainerRestarting',
      when: 'there were three restarts',
      input: { [restarts]: '0x4 3x60' },
      firesAt: '7m30s',
      resolvesAt: '17m30s',
      labels: container,
      value: '3',
    },
    {
      alert: 'PersistentVolumeFillingUp',
      when: '5 % are left',
      input: { [stats('available')]: '50x4 5x20 50x10', [stats('capacity')]: '100x40' },
      firesAt: '7m30s',
      resolvesAt: '13m',
      labels: volume,
      value: '5%',
    },
  ],
  silent: [
    {
      alert: 'PortTrackMigrationFailed',
      when: 'a pod of the Job failed and its retry may succeed',
      input: {
        [migration('kube_job_status_failed', 'aaa')]: '1x40',
        [failed('aaa')]: '0x40',
        [migration('kube_job_created', 'aaa')]: '100x40',
      },
      silentAt: ['5m', '10m'],
    },
    {
      alert: 'ContainerOOMKilled',
      when: 'the container ended for another reason',
      input: { [terminated('Error')]: '_x5 1x60', [restarts]: '0x4 1x60' },
      silentAt: ['4m', '10m'],
    },
    {
      alert: 'ContainerRestarting',
      when: 'there was one restart',
      input: { [restarts]: '0x4 1x60' },
      silentAt: ['8m', '10m'],
    },
  ],
  records: [
    {
      record: 'container:cpu_usage_seconds:rate2m',
      input: { [cpu]: '0+13.5x20' },
      at: '5m',
      samples: { [`{${CONTAINER}}`]: 0.45 },
    },
    {
      record: 'container:cpu_limit:ratio_rate2m',
      input: { [cpu]: '0+12x20', [limit('cpu')]: '0.5x20' },
      at: '5m',
      samples: { [`{${CONTAINER}}`]: 0.8 },
    },
    {
      record: 'container:memory_working_set_bytes:sum',
      input: { [memory]: '384x20' },
      at: '5m',
      samples: { [`{${CONTAINER}}`]: 384 },
    },
    {
      record: 'container:memory_limit:ratio',
      input: { [memory]: '384x20', [limit('memory')]: '512x20' },
      at: '5m',
      samples: { [`{${CONTAINER}}`]: 0.75 },
    },
    {
      record: 'persistentvolumeclaim:available:ratio',
      input: { [stats('available')]: '30x20', [stats('capacity')]: '100x20' },
      at: '5m',
      samples: { '{namespace="porttrack-data",persistentvolumeclaim="porttrack-pg-1"}': 0.3 },
    },
  ],
};
