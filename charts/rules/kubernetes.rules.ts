import { alert, type ComponentRules, record } from './rule.js';

const OURS = 'namespace=~"porttrack.*"';
const MIGRATIONS = 'namespace="porttrack",job_name=~"porttrack-migrate-.+"';

/** Series of the kubelet's cAdvisor against what kube-state-metrics says of limits. */
const recordings = [
  record(
    'container:cpu_usage_seconds:rate2m',
    `sum by (namespace, pod, container) (
      rate(container_cpu_usage_seconds_total{job="cadvisor",${OURS},container!=""}[2m]))`,
  ),
  record(
    'container:cpu_limit:ratio_rate2m',
    `container:cpu_usage_seconds:rate2m / on (namespace, pod, container)
      max by (namespace, pod, container) (
        kube_pod_container_resource_limits{job="kube-state-metrics",resource="cpu",${OURS}})`,
  ),
  record(
    'container:memory_working_set_bytes:sum',
    `sum by (namespace, pod, container) (
      container_memory_working_set_bytes{job="cadvisor",${OURS},container!=""})`,
  ),
  record(
    'container:memory_limit:ratio',
    `container:memory_working_set_bytes:sum / on (namespace, pod, container)
      max by (namespace, pod, container) (
        kube_pod_container_resource_limits{job="kube-state-metrics",resource="memory",${OURS}})`,
  ),
  record(
    'persistentvolumeclaim:available:ratio',
    `max by (namespace, persistentvolumeclaim) (
      kubelet_volume_stats_available_bytes{job="kubelet",${OURS}}
      / kubelet_volume_stats_capacity_bytes{job="kubelet",${OURS}})`,
  ),
];

// Aggregated: labels of kube-state-metrics' own pod would begin an alert anew when that is replaced.
const rollouts = [
  alert({
    name: 'PortTrackDegraded',
    expr: `max by (namespace, deployment) (
      kube_deployment_status_replicas_available{namespace="porttrack",deployment="porttrack-api"}) < 2`,
    for: '5m',
    severity: 'warning',
    component: 'kubernetes',
    summary: 'PortTrack runs without redundancy',
    description:
      'For 5 minutes fewer than 2 pods of porttrack-api have been available; now {{ $value }}.',
  }),
  alert({
    name: 'PortTrackRolloutStuck',
    expr: `max by (namespace, deployment) (
      kube_deployment_status_condition{${OURS},condition="Progressing",status="false"}) == 1`,
    for: '1m',
    severity: 'critical',
    component: 'kubernetes',
    summary: 'Rollout of {{ $labels.deployment }} is stuck',
    description:
      'Deployment {{ $labels.namespace }}/{{ $labels.deployment }} has had no progress for its progressDeadlineSeconds, and for 1 minute. The deploy workflow undoes it: check that it did.',
  }),
  alert({
    name: 'PortTrackScaledToMax',
    expr: `max by (namespace, horizontalpodautoscaler) (
        kube_horizontalpodautoscaler_status_desired_replicas{namespace="porttrack"})
      >= max by (namespace, horizontalpodautoscaler) (
        kube_horizontalpodautoscaler_spec_max_replicas{namespace="porttrack"})`,
    for: '15m',
    severity: 'warning',
    component: 'kubernetes',
    summary: 'PortTrack has no more pods to add',
    description:
      'For 15 minutes the autoscaler {{ $labels.horizontalpodautoscaler }} has wanted as many pods as it may have at most: {{ $value }}.',
  }),
  // The newest Job only: a later migration that succeeded settles a failed one, which stays for a day.
  alert({
    name: 'PortTrackMigrationFailed',
    expr: `max by (namespace, job_name) (kube_job_failed{${MIGRATIONS},condition="true"}) == 1
      and max by (namespace, job_name) (kube_job_created{${MIGRATIONS}})
        == on (namespace) group_left () max by (namespace) (kube_job_created{${MIGRATIONS}})`,
    for: '1m',
    severity: 'critical',
    component: 'kubernetes',
    summary: 'The database migration failed',
    description:
      'The newest migration, Job {{ $labels.job_name }}, has failed after its retries or its deadline, for 1 minute: the new version is not rolled out.',
  }),
];

const pods = [
  alert({
    name: 'HighCPU',
    expr: 'container:cpu_limit:ratio_rate2m{namespace="porttrack",container="api"} > 0.8',
    for: '5m',
    severity: 'warning',
    component: 'porttrack',
    summary: 'CPU of {{ $labels.pod }} is high',
    description:
      'For 5 minutes {{ $labels.pod }} has used more than 80 % of its CPU limit, over 2 minutes; now {{ $value | humanizePercentage }}.',
  }),
  alert({
    name: 'ContainerOOMKilled',
    expr: `max by (namespace, pod, container) (
        kube_pod_container_status_last_terminated_reason{${OURS},reason="OOMKilled"}) == 1
      and max by (namespace, pod, container) (
        increase(kube_pod_container_status_restarts_total{${OURS}}[10m])) > 0`,
    for: '1m',
    severity: 'warning',
    component: 'kubernetes',
    summary: 'Container {{ $labels.container }} of {{ $labels.pod }} ran out of memory',
    description:
      'Container {{ $labels.namespace }}/{{ $labels.pod }}/{{ $labels.container }} was restarted within 10 minutes, and the kernel had ended it because it used more than its memory limit.',
  }),
  alert({
    name: 'ContainerRestarting',
    expr: `max by (namespace, pod, container) (
      increase(kube_pod_container_status_restarts_total{${OURS}}[15m])) > 2`,
    for: '5m',
    severity: 'warning',
    component: 'kubernetes',
    summary: 'Container {{ $labels.container }} of {{ $labels.pod }} restarts again and again',
    description:
      'For 5 minutes container {{ $labels.namespace }}/{{ $labels.pod }}/{{ $labels.container }} has had more than 2 restarts within 15 minutes; now {{ $value | humanize }}.',
  }),
  alert({
    name: 'PersistentVolumeFillingUp',
    expr: 'persistentvolumeclaim:available:ratio < 0.1',
    for: '5m',
    severity: 'critical',
    component: 'kubernetes',
    summary: 'Volume {{ $labels.persistentvolumeclaim }} is almost full',
    description:
      'For 5 minutes the volume of {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} has had less than 10 % left; now {{ $value | humanizePercentage }}.',
  }),
];

/** The cluster's objects: rollouts, pods, volumes. */
export const kubernetesRules: ComponentRules = {
  name: 'kubernetes',
  rules: [...recordings, ...rollouts, ...pods],
};
