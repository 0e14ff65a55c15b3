import { quantityOf } from '../manifests/quantities.js';
import type { AutoscalerSpec, Container } from './committed.js';

/** What one pod uses. */
export interface Usage {
  readonly cpuCores: number;
  readonly memoryBytes: number;
}

/** A ratio this near to 1 changes nothing (the controller's default). */
const tolerance = 0.1;

/**
 * The pods that the autoscaler wants for what the present ones use: of each metric
 * ceil(pods x used / target), the largest of them, within its bounds.
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details
 */
export function desiredReplicas(
  spec: AutoscalerSpec,
  requests: Container['resources']['requests'],
  pods: readonly Usage[],
): number {
  const wanted = spec.metrics.map(({ resource }) => {
    const requested = quantityOf(requests[resource.name]) ?? 1;
    const used = pods.map((pod) => (resource.name === 'cpu' ? pod.cpuCores : pod.memoryBytes));
    const mean = used.reduce((sum, one) => sum + one, 0) / pods.length;
    const ratio = (mean / requested) * (100 / resource.target.averageUtilization);
    return Math.abs(ratio - 1) <= tolerance ? pods.length : Math.ceil(pods.length * ratio);
  });
  return Math.min(spec.maxReplicas, Math.max(spec.minReplicas, ...wanted));
}
