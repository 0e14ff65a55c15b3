import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { carefulUpdate } from '../constructs/workload-parts.js';
import { objectLabels, selectorLabels } from '../workloads.js';
import { API } from './pod-template.js';

/**
 * Pods replaced one by one, none taken away before another is ready. The number of pods is the
 * autoscaler's: a number here would undo its work at each apply.
 */
export function addDeployment(scope: Construct, template: k8s.PodTemplateSpec): void {
  new k8s.KubeDeployment(scope, 'Deployment', {
    metadata: {
      name: API,
      labels: objectLabels(API, 'api', template.metadata?.labels?.['app.kubernetes.io/version']),
    },
    spec: {
      ...carefulUpdate(),
      selector: { matchLabels: { ...selectorLabels(API) } },
      template,
    },
  });
}
