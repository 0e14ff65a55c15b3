/** Namespaces by what lives there. `nodes` is apart because node-exporter needs the host. */
export const NAMESPACES = {
  service: 'porttrack',
  data: 'porttrack-data',
  monitoring: 'porttrack-monitoring',
  nodes: 'porttrack-nodes',
  edge: 'porttrack-edge',
} as const;

export type NamespaceName = (typeof NAMESPACES)[keyof typeof NAMESPACES];

/** Class of encrypted volumes; whoever makes the cluster makes it. */
export const STORAGE_CLASS = 'gp3-encrypted';

/** Priority classes: what serves and stores, and what watches it. */
export const PRIORITIES = {
  critical: 'porttrack-critical',
  standard: 'porttrack-standard',
} as const;

/** Pods that flows name. */
export interface Workload {
  readonly namespace: NamespaceName;
  /** What selects its pods: fixed, never the version. */
  readonly selector: Readonly<Record<string, string>>;
  /** A label whose bearers are others, though the selector alone would select them. */
  readonly unless?: string;
}

const NAME = 'app.kubernetes.io/name';

function ours(name: string, namespace: NamespaceName): Workload {
  return { namespace, selector: { [NAME]: name } };
}

/** Every workload. Operators choose the labels of the pods that they make. */
export const workloads = {
  'porttrack-api': ours('porttrack-api', NAMESPACES.service),
  'porttrack-migrate': ours('porttrack-migrate', NAMESPACES.service),
  'porttrack-pg': {
    namespace: NAMESPACES.data,
    selector: { 'cnpg.io/cluster': 'porttrack-pg' },
    // CloudNativePG puts the cluster's label on the pods of its poolers as well.
    unless: 'cnpg.io/poolerName',
  },
  'porttrack-pool': {
    namespace: NAMESPACES.data,
    selector: { 'cnpg.io/poolerName': 'porttrack-pool' },
  },
  'porttrack-redis': { namespace: NAMESPACES.data, selector: { app: 'porttrack-redis' } },
  'porttrack-sentinel': {
    namespace: NAMESPACES.data,
    // The operator appends `-sentinel` to the resource's name.
    selector: { app: 'porttrack-sentinel' },
  },
  prometheus: ours('prometheus', NAMESPACES.monitoring),
  alertmanager: ours('alertmanager', NAMESPACES.monitoring),
  grafana: ours('grafana', NAMESPACES.monitoring),
  'kube-state-metrics': ours('kube-state-metrics', NAMESPACES.monitoring),
  yace: ours('yace', NAMESPACES.monitoring),
  'node-exporter': ours('node-exporter', NAMESPACES.nodes),
} as const satisfies Record<string, Workload>;

export type WorkloadName = keyof typeof workloads;

/** Labels by which a workload of ours selects its pods. */
export function selectorLabels(name: WorkloadName): Readonly<Record<string, string>> {
  return workloads[name].selector;
}

/** A LabelSelector of a workload's pods, and of no others. */
export interface PodSelector {
  matchLabels: Record<string, string>;
  matchExpressions?: { key: string; operator: 'DoesNotExist' }[];
}

/** What selects a workload's pods where a selector may say more than labels. */
export function podSelector(name: WorkloadName): PodSelector {
  const { selector, unless }: Workload = workloads[name];
  const matchLabels = { ...selector };
  if (unless === undefined) return { matchLabels };
  return { matchLabels, matchExpressions: [{ key: unless, operator: 'DoesNotExist' }] };
}

/** Kubernetes' recommended labels, for every object of a component. */
export function objectLabels(
  name: string,
  component: string,
  version?: string,
): Record<string, string> {
  return {
    [NAME]: name,
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/part-of': 'porttrack',
    'app.kubernetes.io/managed-by': 'cdk8s',
    ...(version === undefined ? {} : { 'app.kubernetes.io/version': version }),
  };
}
