import { type ComponentRules, record } from './rule.js';

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

/** The machines. */
export const nodesRules: ComponentRules = {
  name: 'nodes',
  groups: [{ name: 'nodes', rules: recordings }],
};
