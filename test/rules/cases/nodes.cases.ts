import type { ComponentCases } from '../rule-case.js';

const up = (job: string): string => `up{job="${job}",node="n1"}`;
const ready = 'kube_node_status_condition{node="n1",condition="Ready",status="true"}';
const idle = (cpu: number): string =>
  `node_cpu_seconds_total{job="node-exporter",node="n1",cpu="${cpu}",mode="idle"}`;
const disk = (metric: string, mountpoint = '/'): string =>
  `node_filesystem_${metric}{job="node-exporter",node="n1",device="/dev/a",fstype="ext4",mountpoint="${mountpoint}"}`;
const memory = (metric: string): string =>
  `node_memory_${metric}_bytes{job="node-exporter",node="n1"}`;
const node = { node: 'n1' };

/** The machines. */
export const nodesCases: ComponentCases = {
  alerts: [
    {
      alert: 'NodeDown',
      when: 'neither of its targets answers',
      input: { [up('kubelet')]: '1x4 0x20 1x10', [up('node-exporter')]: '1x4 0x20 1x10' },
      firesAt: '3m30s',
      resolvesAt: '13m',
      labels: node,
    },
    {
      alert: 'NodeDown',
      when: 'Kubernetes does not count it as ready',
      input: { [up('kubelet')]: '1x40', [ready]: '1x4 0x20 1x10' },
      firesAt: '3m30s',
      resolvesAt: '13m',
      labels: node,
    },
    {
      alert: 'NodeHighCPU',
      when: 'it is busy for 90 % of the time',
      input: { [idle(0)]: '0+3x20 90+30x20', [idle(1)]: '0+3x20 90+30x20' },
      firesAt: '5m30s',
      resolvesAt: '10m30s',
      labels: node,
      value: '90%',
    },
    {
      alert: 'NodeFilesystemFillingUp',
      when: 'one of two file systems has 5 % left',
      input: {
        [disk('avail_bytes')]: '50x4 5x20 50x10',
        [disk('size_bytes')]: '100x40',
        [disk('readonly')]: '0x40',
        [disk('avail_bytes', '/data')]: '90x40',
        [disk('size_bytes', '/data')]: '100x40',
        [disk('readonly', '/data')]: '0x40',
      },
      firesAt: '7m30s',
      resolvesAt: '13m',
      labels: node,
      value: '5%',
    },
  ],
  silent: [
    {
      alert: 'NodeDown',
      when: 'the exporter alone is down',
      input: { [up('kubelet')]: '1x40', [up('node-exporter')]: '0x40', [ready]: '1x40' },
      silentAt: ['5m', '20m'],
    },
    {
      alert: 'NodeFilesystemFillingUp',
      when: 'a file system that cannot be written is full',
      input: {
        [disk('avail_bytes')]: '0x40',
        [disk('size_bytes')]: '100x40',
        [disk('readonly')]: '1x40',
      },
      silentAt: ['10m', '20m'],
    },
  ],
  records: [
    {
      record: 'node:cpu_utilization:ratio_rate2m',
      input: { [idle(0)]: '0+3x20', [idle(1)]: '0+9x20' },
      at: '5m',
      samples: { '{node="n1"}': 0.8 },
    },
    {
      record: 'node:memory_utilization:ratio',
      input: { [memory('MemAvailable')]: '25x20', [memory('MemTotal')]: '100x20' },
      at: '5m',
      samples: { '{node="n1"}': 0.75 },
    },
    {
      record: 'node:filesystem_available:ratio',
      input: {
        [disk('avail_bytes')]: '40x20',
        [disk('size_bytes')]: '100x20',
        [disk('readonly')]: '0x20',
      },
      at: '5m',
      samples: { '{node="n1"}': 0.4 },
    },
  ],
};
