import { k8s } from 'cdk8s-plus-28';
import { podResources } from '../constructs/pod-resources.js';
import { containerSecurity, podSecurity } from '../constructs/pod-security.js';
import { type Environment, podSizes } from '../environments.js';
import { imageReference } from '../images.js';
import { objectLabels, PRIORITIES, selectorLabels } from '../workloads.js';
import { SECRETS_FOLDER } from './connections.js';
import { DRAIN_SECONDS, PORTS, STOP_SECONDS } from './settings.js';

/** Name of the Deployment, the Services, the account and the Secret. */
export const API = 'porttrack-api';

/** Seconds for the kubelet to notice the end of the drain and of the process. */
const MARGIN_SECONDS = 8;

/** What the pods of the service take from the objects around them. */
export interface PodTemplateProps {
  readonly environment: Environment;
  /** Name of the ConfigMap that holds the environment variables. */
  readonly settings: string;
  /** Name of the Secret whose keys become files. */
  readonly secret: string;
  /** Label by which the controller tells the pods of one version from the others'. */
  readonly versionLabel: 'pod-template-hash' | 'rollouts-pod-template-hash';
}

/** Pods of the service: the same for whoever replaces them, Deployment or Rollout. */
export function podTemplate(props: PodTemplateProps): k8s.PodTemplateSpec {
  const { image } = props.environment;
  return {
    metadata: {
      // The version stands here and never in the selector, which cannot change.
      labels: { ...objectLabels(API, 'api', image.version), ...selectorLabels(API) },
    },
    spec: {
      serviceAccountName: API,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      priorityClassName: PRIORITIES.critical,
      // Counted from before preStop, which takes the whole drain.
      terminationGracePeriodSeconds: DRAIN_SECONDS + STOP_SECONDS + MARGIN_SECONDS,
      securityContext: podSecurity(),
      topologySpreadConstraints: spread(props.versionLabel),
      containers: [container(props)],
      volumes: podVolumes(props.secret),
    },
  };
}

/** Secrets as files, and the only place that can be written. */
export function podVolumes(secret: string): k8s.Volume[] {
  return [
    {
      name: 'secrets',
      projected: { defaultMode: 0o440, sources: [{ secret: { name: secret } }] },
    },
    { name: 'tmp', emptyDir: { sizeLimit: k8s.Quantity.fromString('64Mi') } },
  ];
}

/** Where a container sees `podVolumes`. */
export const volumeMounts: k8s.VolumeMount[] = [
  { name: 'secrets', mountPath: SECRETS_FOLDER, readOnly: true },
  { name: 'tmp', mountPath: '/tmp' },
];

function container({ environment, settings }: PodTemplateProps): k8s.Container {
  return {
    name: 'api',
    image: imageReference(environment.image),
    imagePullPolicy: 'IfNotPresent',
    envFrom: [{ configMapRef: { name: settings } }],
    ports: [
      { name: 'http', containerPort: PORTS.http, protocol: 'TCP' },
      { name: 'ops', containerPort: PORTS.ops, protocol: 'TCP' },
      { name: 'ais-tcp', containerPort: PORTS.ais, protocol: 'TCP' },
      { name: 'ais-udp', containerPort: PORTS.ais, protocol: 'UDP' },
    ],
    // A minute to start.
    startupProbe: probe('/health/live', { periodSeconds: 2, timeoutSeconds: 2, failures: 30 }),
    // The process alone: a database that is away is no reason to restart it.
    livenessProbe: probe('/health/live', { periodSeconds: 10, timeoutSeconds: 2, failures: 3 }),
    // It answers within 2 s, whatever hangs behind it.
    readinessProbe: probe('/health/ready', { periodSeconds: 5, timeoutSeconds: 3, failures: 2 }),
    // Endpoints and load balancers turn away while everything still works.
    lifecycle: { preStop: { httpGet: { path: '/internal/drain', port: opsPort } } },
    resources: podResources(podSizes[environment.service.size]),
    securityContext: containerSecurity(),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts,
  };
}

const opsPort = k8s.IntOrString.fromString('ops');

interface ProbeTimes {
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  /** Failures in a row that count. */
  readonly failures: number;
}

function probe(path: string, { failures, ...times }: ProbeTimes): k8s.Probe {
  return { httpGet: { path, port: opsPort }, ...times, failureThreshold: failures };
}

/** Pods of one version evenly over the nodes, and over the zones as well as it goes. */
function spread(versionLabel: string): k8s.TopologySpreadConstraint[] {
  const each = {
    maxSkew: 1,
    labelSelector: { matchLabels: { ...selectorLabels(API) } },
    // The pods that a rollout replaces would weigh on those that it starts.
    matchLabelKeys: [versionLabel],
    // A node that takes no pods is no place that stands empty.
    nodeTaintsPolicy: 'Honor',
  };
  return [
    { ...each, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule' },
    { ...each, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' },
  ];
}
