import { at, type CatalogueMetric, type CatalogueSource } from './catalogue.js';
import { cluster } from './cluster.js';

function volumes(name: string, bytes: number): CatalogueMetric {
  const { namespace, pods } = cluster.postgres;
  return {
    name,
    type: 'gauge',
    labels: ['namespace', 'persistentvolumeclaim'],
    samples: pods.map((pod, index) => ({
      labels: {
        namespace,
        persistentvolumeclaim: pod,
        node: cluster.nodes[index] ?? cluster.nodes[0],
      },
      value: bytes,
    })),
  };
}

/** Volumes as the kubelet sees them mounted. */
export const kubelet: CatalogueSource = {
  project: 'kubelet (/metrics)',
  version: 'Kubernetes 1.28 to 1.32',
  sources: [
    at(
      'kubernetes/kubernetes',
      '03ac3ef25991c7a3e6660ba5bdfe9f8e4dcf6062',
      'pkg/kubelet/metrics/collectors/volume_stats.go',
    ),
  ],
  job: 'kubelet',
  targetLabels: ['node'],
  metrics: [
    volumes('kubelet_volume_stats_available_bytes', 15 * 2 ** 30),
    volumes('kubelet_volume_stats_capacity_bytes', 20 * 2 ** 30),
  ],
};
