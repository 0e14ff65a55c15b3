import { k8s } from 'cdk8s-plus-28';
import type { PodSize } from '../environments.js';

/** Room on the node's disk for /tmp and for what the container writes to its log. */
const EPHEMERAL = { request: '32Mi', limit: '128Mi' } as const;

/** What a container asks for and may use. */
export function podResources(size: Omit<PodSize, 'heapMiB'>): k8s.ResourceRequirements {
  const quantity = (value: string): k8s.Quantity => k8s.Quantity.fromString(value);
  return {
    requests: {
      cpu: quantity(size.cpuRequest),
      memory: quantity(size.memoryRequest),
      'ephemeral-storage': quantity(EPHEMERAL.request),
    },
    limits: {
      cpu: quantity(size.cpuLimit),
      memory: quantity(size.memoryLimit),
      'ephemeral-storage': quantity(EPHEMERAL.limit),
    },
  };
}
