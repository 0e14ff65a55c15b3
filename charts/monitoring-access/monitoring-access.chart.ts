import type { Construct } from 'constructs';
import { PortTrackChart } from '../constructs/porttrack-chart.js';
import { clusterReader, namespaceReader } from '../constructs/reader-role.js';
import type { Environment } from '../environments.js';
import { watchedNamespaces, watchedObjects } from '../kube-state-metrics/watched-objects.js';
import { NAMESPACES } from '../workloads.js';

/** Namespaces with targets; the edge has none, its metrics come from CloudWatch. */
const SCRAPED_NAMESPACES = [
  NAMESPACES.service,
  NAMESPACES.data,
  NAMESPACES.monitoring,
  NAMESPACES.nodes,
] as const;

/**
 * What monitoring may read of the API server. It is a chart apart from those of the workloads,
 * because roles are applied by the platform's deployment, and workloads by the application's.
 */
export class MonitoringAccessChart extends PortTrackChart {
  constructor(scope: Construct, environment: Environment) {
    super(scope, 'monitoring-access', environment);
    this.addPrometheus();
    this.addKubeStateMetrics();
  }

  /** Nodes are found for the kubelets, whose metrics are a resource of the node. */
  private addPrometheus(): void {
    clusterReader(
      this,
      'prometheus',
      [
        { apiGroup: '', resources: ['nodes'] },
        { apiGroup: '', resources: ['nodes/metrics'], verbs: ['get'] },
      ],
      ['/metrics', '/metrics/cadvisor'],
    );
    for (const namespace of SCRAPED_NAMESPACES) {
      namespaceReader(this, 'prometheus', namespace, [
        { apiGroup: '', resources: ['services', 'endpoints', 'pods'] },
        { apiGroup: 'discovery.k8s.io', resources: ['endpointslices'] },
      ]);
    }
  }

  private addKubeStateMetrics(): void {
    const verbs = ['list', 'watch'] as const;
    const rules = (isNamespaced: boolean) =>
      watchedObjects
        .filter((group) => group.isNamespaced === isNamespaced)
        .map(({ apiGroup, resources }) => ({ apiGroup, resources, verbs }));
    clusterReader(this, 'kube-state-metrics', rules(false));
    for (const namespace of watchedNamespaces) {
      namespaceReader(this, 'kube-state-metrics', namespace, rules(true));
    }
  }
}
