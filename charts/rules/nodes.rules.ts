import { alert, type ComponentRules, record } from './rule.js';

/** Series of node-exporter, by `node`, which the scrape gives every target on a node. */
const recordings = [
  record(
    'node:cpu_utilization:ratio_rate2m',
    '1 - avg by (node) (rate(node_cpu_seconds_total{job="node-exporter",mode="idle"}[2m]))',
  ),
  record(
    'node:memory_utilization:ratio',
    `1 - max by (node) (node_memory_MemAvailable_bytes{job="node-exporter"})
      / max by (node) (node_memory_MemTotal_bytes{job="node-exporter"})`,
  ),
  // The fullest file system that can be written and is not in memory.
  record(
    'node:filesystem_available:ratio',
    `min by (node) (
      node_filesystem_avail_bytes{job="node-exporter",fstype!~"tmpfs|ramfs|squashfs|overlay"}
      / node_filesystem_size_bytes{job="node-exporter",fstype!~"tmpfs|ramfs|squashfs|overlay"}
      and node_filesystem_readonly{job="node-exporter"} == 0)`,
  ),
];

const alerts = [
  // Both, or every restart of an exporter would wake somebody.
  alert({
    name: 'NodeDown',
    expr: `max by (node) (up{job=~"node-exporter|kubelet"}) == 0 or on (node)
      max by (node) (kube_node_status_condition{condition="Ready",status="true"}) == 0`,
    for: '1m',
    severity: 'critical',
    component: 'nodes',
    summary: 'Node {{ $labels.node }} is down',
    description:
      'For 1 minute neither the kubelet nor node-exporter of {{ $labels.node }} has answered its scrape, or Kubernetes has not counted the node as ready.',
  }),
  alert({
    name: 'NodeHighCPU',
    expr: 'node:cpu_utilization:ratio_rate2m > 0.85',
    for: '5m',
    severity: 'warning',
    component: 'nodes',
    summary: 'CPU of node {{ $labels.node }} is high',
    description:
      'For 5 minutes the CPUs of {{ $labels.node }} have been busy for more than 85 % of the time, over 2 minutes; now {{ $value | humanizePercentage }}.',
  }),
  alert({
    name: 'NodeFilesystemFillingUp',
    expr: 'node:filesystem_available:ratio < 0.1',
    for: '5m',
    severity: 'warning',
    component: 'nodes',
    summary: 'A disk of node {{ $labels.node }} is almost full',
    description:
      'For 5 minutes the fullest file system of {{ $labels.node }} that can be written has had less than 10 % left; now {{ $value | humanizePercentage }}. Kubernetes evicts pods when it is full.',
  }),
];

/** The machines. */
export const nodesRules: ComponentRules = {
  name: 'nodes',
  rules: [...recordings, ...alerts],
};
