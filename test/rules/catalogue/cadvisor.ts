import { at, type CatalogueMetric, type CatalogueSource } from './catalogue.js';
import { containers } from './cluster.js';

/** What the kubelet's cAdvisor names a container by. */
const containerLabels = ['container', 'id', 'image', 'name', 'namespace', 'pod'];

function counter(name: string, perSecond: number): CatalogueMetric {
  return {
    name,
    type: 'counter',
    labels: containerLabels,
    samples: containers.flatMap((one) => [
      { labels: describe(one, one.container), value: 1000, perSecond },
      // The pod's own cgroup has no container; sums that forget to leave it out count twice.
      { labels: describe(one, ''), value: 1100, perSecond: perSecond * 1.1 },
    ]),
  };
}

function describe(one: (typeof containers)[number], container: string): Record<string, string> {
  const { namespace, pod, node } = one;
  const id = `/kubepods.slice/${pod}/${container}`;
  return { namespace, pod, container, node, id, name: id, image: 'example/image:1' };
}

/** Series of a pod's network: of the sandbox, hence without a container. */
function network(name: string, perSecond: number): CatalogueMetric {
  return {
    name,
    type: 'counter',
    labels: ['id', 'image', 'interface', 'name', 'namespace', 'pod'],
    samples: containers.map(({ namespace, pod, node }) => ({
      labels: {
        namespace,
        pod,
        node,
        id: `/${pod}`,
        name: pod,
        image: 'example/pause:3',
        interface: 'eth0',
      },
      value: 1e6,
      perSecond,
    })),
  };
}

/** Containers as the kernel's cgroups count them. */
export const cadvisor: CatalogueSource = {
  project: 'cAdvisor, as the kubelet embeds it (/metrics/cadvisor)',
  version: 'Kubernetes 1.28 to 1.32',
  sources: [
    at('google/cadvisor', '0210b111852215963d362f66654e9418abd3025e', 'docs/storage/prometheus.md'),
  ],
  job: 'cadvisor',
  targetLabels: ['node'],
  metrics: [
    counter('container_cpu_usage_seconds_total', 0.2),
    counter('container_cpu_cfs_periods_total', 10),
    counter('container_cpu_cfs_throttled_periods_total', 0.5),
    {
      name: 'container_memory_working_set_bytes',
      type: 'gauge',
      labels: containerLabels,
      samples: containers.map((one) => ({
        labels: describe(one, one.container),
        value: 200 * 2 ** 20,
      })),
    },
    network('container_network_receive_bytes_total', 20_000),
    network('container_network_transmit_bytes_total', 30_000),
  ],
};
