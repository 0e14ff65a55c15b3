import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { type Image, imageReference } from '../images.js';
import {
  objectLabels,
  PRIORITIES,
  selectorLabels,
  type WorkloadName,
  workloads,
} from '../workloads.js';
import { containerSecurity, podSecurity } from './pod-security.js';
import { carefulUpdate, spreadOverNodes } from './workload-parts.js';

/** A workload that runs as one pod. */
export interface SingleDeploymentProps {
  readonly workload: WorkloadName;
  /** Label `app.kubernetes.io/component`. */
  readonly component: string;
  readonly image: Image;
  /** Why it has no second pod; stands on the object, where the policy score reads it. */
  readonly whyOne: string;
  /** What is particular to the container: arguments, ports, probes, resources, mounts. */
  readonly container: Omit<k8s.Container, 'name' | 'image' | 'securityContext'>;
  /** @default none */
  readonly volumes?: readonly k8s.Volume[];
  /**
   * Whether the pod gets the token of its ServiceAccount, which is named as the workload is.
   * @default false
   */
  readonly usesApiServer?: boolean;
}

/**
 * A Deployment of one pod, for what watches and does not serve. An update starts the new pod before
 * it stops the old one, and counts as failed after 180 s.
 */
export class SingleDeployment extends k8s.KubeDeployment {
  constructor(scope: Construct, props: SingleDeploymentProps) {
    const { workload, component, image } = props;
    const labels = objectLabels(workload, component, image.version);
    super(scope, `Deployment-${workload}`, {
      metadata: {
        name: workload,
        namespace: workloads[workload].namespace,
        labels,
        annotations: { 'exempt.porttrack.dev/K65': props.whyOne },
      },
      spec: {
        replicas: 1,
        ...carefulUpdate(),
        selector: { matchLabels: { ...selectorLabels(workload) } },
        template: { metadata: { labels }, spec: podOf(props) },
      },
    });
  }
}

function podOf(props: SingleDeploymentProps): k8s.PodSpec {
  const { workload, image, container, volumes = [], usesApiServer = false } = props;
  return {
    serviceAccountName: workload,
    automountServiceAccountToken: usesApiServer,
    enableServiceLinks: false,
    priorityClassName: PRIORITIES.standard,
    securityContext: podSecurity(),
    terminationGracePeriodSeconds: 30,
    topologySpreadConstraints: spreadOverNodes(workload),
    containers: [
      {
        name: workload,
        image: imageReference(image),
        imagePullPolicy: 'IfNotPresent',
        terminationMessagePolicy: 'FallbackToLogsOnError',
        securityContext: containerSecurity(),
        ...container,
      },
    ],
    ...(volumes.length === 0 ? {} : { volumes: [...volumes] }),
  };
}
