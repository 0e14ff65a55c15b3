import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { objectLabels, selectorLabels, type WorkloadName, workloads } from '../workloads.js';

/** The ServiceAccount that a workload's pods run as; it has no rights but those that a role names. */
export function workloadAccount(
  scope: Construct,
  workload: WorkloadName,
  component: string,
  annotations: Readonly<Record<string, string>> = {},
): void {
  new k8s.KubeServiceAccount(scope, `ServiceAccount-${workload}`, {
    metadata: {
      name: workload,
      namespace: workloads[workload].namespace,
      labels: objectLabels(workload, component),
      ...(Object.keys(annotations).length === 0 ? {} : { annotations: { ...annotations } }),
    },
    automountServiceAccountToken: false,
  });
}

/**
 * Lets a drain take one pod of a workload at a time. A pod that is not healthy may always go:
 * otherwise a crashing one would hold a node's drain up for ever.
 */
export function oneDisruption(scope: Construct, workload: WorkloadName, component: string): void {
  new k8s.KubePodDisruptionBudget(scope, `PodDisruptionBudget-${workload}`, {
    metadata: {
      name: workload,
      namespace: workloads[workload].namespace,
      labels: objectLabels(workload, component),
    },
    spec: {
      maxUnavailable: k8s.IntOrString.fromNumber(1),
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: { ...selectorLabels(workload) } },
    },
  });
}

/**
 * Pods of one revision on different nodes. A tainted node is no candidate (`Honor`), or a cordoned
 * one would stop a rollout; old pods don't count, or they would push new ones together.
 */
export function spreadOverNodes(workload: WorkloadName): k8s.TopologySpreadConstraint[] {
  const labelSelector = { matchLabels: { ...selectorLabels(workload) } };
  return [
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'DoNotSchedule',
      nodeTaintsPolicy: 'Honor',
      matchLabelKeys: ['pod-template-hash'],
      labelSelector,
    },
    {
      maxSkew: 1,
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: 'ScheduleAnyway',
      matchLabelKeys: ['pod-template-hash'],
      labelSelector,
    },
  ];
}

/**
 * How a Deployment replaces its pods: none is taken away before another is ready. A version that does
 * not get ready is given up after 3 minutes, and undone within 5 (delivery/steps/rollout.sh).
 */
export function carefulUpdate() {
  return {
    minReadySeconds: 10,
    progressDeadlineSeconds: 180,
    revisionHistoryLimit: 5,
    strategy: {
      type: 'RollingUpdate',
      rollingUpdate: {
        maxUnavailable: k8s.IntOrString.fromNumber(0),
        maxSurge: k8s.IntOrString.fromNumber(1),
      },
    },
  } satisfies Partial<k8s.DeploymentSpec>;
}
