import { type ComponentRules, record } from './rule.js';

const OURS = 'namespace=~"porttrack.*"';

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

/** The cluster's objects: rollouts, pods, volumes. */
export const kubernetesRules: ComponentRules = {
  name: 'kubernetes',
  groups: [{ name: 'kubernetes', rules: recordings }],
};
