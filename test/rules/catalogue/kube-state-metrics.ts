import { images } from '../../../charts/images.js';
import { at, type CatalogueMetric, type CatalogueSource, type Sample } from './catalogue.js';
import { cluster, type Container, containers } from './cluster.js';

const REPOSITORY = 'kubernetes/kube-state-metrics';

const uidOf = (pod: string): string => `uid-of-${pod}`;

function gauge(
  name: string,
  labels: readonly string[],
  samples: readonly Sample[],
): CatalogueMetric {
  return { name, type: 'gauge', labels, samples };
}

const deployment = { namespace: 'porttrack', deployment: 'porttrack-api' };
const autoscaler = { namespace: 'porttrack', horizontalpodautoscaler: 'porttrack-api' };
const migration = { namespace: 'porttrack', job_name: 'porttrack-migrate-0123456789' };

function ofDeployment(name: string, value: number): CatalogueMetric {
  return gauge(name, Object.keys(deployment), [{ labels: deployment, value }]);
}

function ofAutoscaler(name: string, value: number): CatalogueMetric {
  return gauge(name, Object.keys(autoscaler), [{ labels: autoscaler, value }]);
}

/** One series for each of the values that a condition may have; the first is the case. */
function states(labels: Record<string, string>, name: string, values: readonly string[]): Sample[] {
  return values.map((value, index) => ({
    labels: { ...labels, [name]: value },
    value: index === 0 ? 1 : 0,
  }));
}

function ofContainers(
  name: string,
  own: readonly string[],
  samplesOf: (labels: Record<string, string>, one: Container) => Sample[],
): CatalogueMetric {
  const labels = ['container', 'namespace', 'pod', 'uid', ...own];
  return gauge(
    name,
    labels,
    containers.flatMap((one) => {
      const { container, namespace, pod } = one;
      return samplesOf({ container, namespace, pod, uid: uidOf(pod) }, one);
    }),
  );
}

function resources(name: string, cpu: number, memory: number): CatalogueMetric {
  return ofContainers(name, ['node', 'resource', 'unit'], (labels, { node }) => [
    { labels: { ...labels, node, resource: 'cpu', unit: 'core' }, value: cpu },
    { labels: { ...labels, node, resource: 'memory', unit: 'byte' }, value: memory },
  ]);
}

const pods: readonly CatalogueMetric[] = [
  gauge(
    'kube_pod_info',
    [
      ...['pod', 'namespace', 'host_ip', 'pod_ip', 'node', 'created_by_kind', 'created_by_name'],
      ...['uid', 'priority_class', 'host_network'],
    ],
    containers.map(({ namespace, pod, node }, index) => ({
      labels: {
        ...{ namespace, pod, node, uid: uidOf(pod), host_ip: '10.40.0.1' },
        ...{ pod_ip: `10.40.1.${String(index)}`, created_by_kind: 'ReplicaSet' },
        ...{ created_by_name: 'set', priority_class: 'porttrack', host_network: 'false' },
      },
      value: 1,
    })),
  ),
  gauge(
    'kube_pod_status_phase',
    ['pod', 'namespace', 'phase', 'uid'],
    containers.flatMap(({ namespace, pod }) =>
      states({ namespace, pod, uid: uidOf(pod) }, 'phase', [
        ...['Running', 'Pending', 'Succeeded', 'Failed', 'Unknown'],
      ]),
    ),
  ),
  {
    ...ofContainers('kube_pod_container_status_restarts_total', [], (labels) => [
      { labels, value: 3 },
    ]),
    type: 'counter',
  },
  ofContainers('kube_pod_container_status_last_terminated_reason', ['reason'], (labels) => [
    { labels: { ...labels, reason: 'OOMKilled' }, value: 1 },
  ]),
  resources('kube_pod_container_resource_requests', 0.25, 256 * 2 ** 20),
  resources('kube_pod_container_resource_limits', 0.5, 512 * 2 ** 20),
];

const workloads: readonly CatalogueMetric[] = [
  ofDeployment('kube_deployment_status_replicas_available', 2),
  gauge(
    'kube_deployment_status_condition',
    ['namespace', 'deployment', 'reason', 'condition', 'status'],
    ['Progressing', 'Available'].flatMap((condition) =>
      states({ ...deployment, reason: 'NewReplicaSetAvailable', condition }, 'status', [
        ...['true', 'false', 'unknown'],
      ]),
    ),
  ),
  ofAutoscaler('kube_horizontalpodautoscaler_status_current_replicas', 2),
  ofAutoscaler('kube_horizontalpodautoscaler_status_desired_replicas', 2),
  ofAutoscaler('kube_horizontalpodautoscaler_spec_min_replicas', 2),
  ofAutoscaler('kube_horizontalpodautoscaler_spec_max_replicas', 6),
  // Only a Job that failed has it.
  gauge(
    'kube_job_failed',
    ['namespace', 'job_name', 'condition'],
    states(migration, 'condition', ['false', 'true', 'unknown']),
  ),
  gauge('kube_job_created', Object.keys(migration), [{ labels: migration, ago: 3600 }]),
];

/** Objects of the cluster as the API server tells them. Scraped with honorLabels. */
export const kubeStateMetrics: CatalogueSource = {
  project: 'kube-state-metrics',
  version: images.kubeStateMetrics.version,
  sources: [
    at(
      REPOSITORY,
      '04ee634c83a9350e4dd41691be7f747a1e3b0f73',
      'docs/metrics/workload/pod-metrics.md',
    ),
    at(
      REPOSITORY,
      '06d14813741ca10fb225c3d07aff6347f373e054',
      'docs/metrics/workload/deployment-metrics.md',
    ),
    at(
      REPOSITORY,
      '04b7f64eb045bd8be712c72fab9ed7c94bb447e9',
      'docs/metrics/workload/horizontalpodautoscaler-metrics.md',
    ),
    at(
      REPOSITORY,
      '076987a505f4657582125886383ec68eba5ec45d',
      'docs/metrics/workload/job-metrics.md',
    ),
    at(
      REPOSITORY,
      '08c753e50ba27037518497f9748f64becad6553e',
      'docs/metrics/cluster/node-metrics.md',
    ),
  ],
  job: 'kube-state-metrics',
  targetLabels: [],
  ownTarget: {
    namespace: 'porttrack-monitoring',
    pod: 'kube-state-metrics-5f4d8-m2n3b',
    container: 'kube-state-metrics',
  },
  metrics: [
    gauge(
      'kube_node_status_condition',
      ['node', 'condition', 'status'],
      cluster.nodes.flatMap((node) =>
        states({ node, condition: 'Ready' }, 'status', ['true', 'false', 'unknown']),
      ),
    ),
    ...pods,
    ...workloads,
  ],
};
