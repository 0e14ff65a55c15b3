import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Environment } from '../environments.js';
import { objectLabels, selectorLabels } from '../workloads.js';
import { API } from './pod-template.js';

const labels = objectLabels(API, 'availability');

/** What the pods belong to. */
interface ScaleTarget {
  readonly apiVersion: string;
  readonly kind: string;
}

/** How many pods there are, and how many may be taken away at a time. */
export function addAvailability(
  scope: Construct,
  { service }: Environment,
  target: ScaleTarget,
): void {
  new k8s.KubeHorizontalPodAutoscalerV2(scope, 'HorizontalPodAutoscaler', {
    metadata: { name: API, labels },
    spec: {
      scaleTargetRef: { ...target, name: API },
      minReplicas: service.minPods,
      maxReplicas: service.maxPods,
      metrics: [utilization('cpu', 70), utilization('memory', 80)],
      behavior,
    },
  });
  new k8s.KubePodDisruptionBudget(scope, 'PodDisruptionBudget', {
    metadata: { name: API, labels },
    spec: {
      minAvailable: k8s.IntOrString.fromNumber(1),
      selector: { matchLabels: { ...selectorLabels(API) } },
      // A pod that never gets ready must not hold up the drain of its node.
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  });
}

const utilization = (name: 'cpu' | 'memory', percent: number): k8s.MetricSpecV2 => ({
  type: 'Resource',
  resource: { name, target: { type: 'Utilization', averageUtilization: percent } },
});

/** Up at once, two pods or as many as there are in half a minute; down by one a minute, after five. */
const behavior: k8s.HorizontalPodAutoscalerBehaviorV2 = {
  scaleUp: {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [
      { type: 'Pods', value: 2, periodSeconds: 30 },
      { type: 'Percent', value: 100, periodSeconds: 30 },
    ],
  },
  scaleDown: {
    stabilizationWindowSeconds: 300,
    selectPolicy: 'Min',
    policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }],
  },
};
