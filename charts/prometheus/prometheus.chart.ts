import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { podMonitor } from '../constructs/monitors.js';
import { PortTrackChart } from '../constructs/porttrack-chart.js';
import { oneDisruption, workloadAccount } from '../constructs/workload-parts.js';
import { WorkloadPolicy } from '../constructs/workload-policy.js';
import type { Environment } from '../environments.js';
import { images } from '../images.js';
import { NAMESPACES, objectLabels, selectorLabels } from '../workloads.js';
import { kubeletScrapes } from './kubelet-scrapes.js';
import { prometheusServer } from './prometheus-server.js';

const NAME = 'prometheus';
const COMPONENT = 'metrics';

/** Port of the API and the page, the same in pods and Service. */
export const PROMETHEUS_PORT = 9090;

/**
 * Scrapes, keeps and evaluates. What it may read stands in the chart `monitoring-access`; other
 * workloads' monitors stand with them, its rules in the charts of their own.
 */
export class PrometheusChart extends PortTrackChart {
  constructor(scope: Construct, environment: Environment) {
    super(scope, NAME, environment, NAMESPACES.monitoring);
    const labels = objectLabels(NAME, COMPONENT, images.prometheus.version);
    workloadAccount(this, NAME, COMPONENT);
    prometheusServer(this, environment, labels);
    kubeletScrapes(this, COMPONENT);
    podMonitor(this, { workload: NAME, component: COMPONENT, ports: ['web'] });
    this.addService(labels);
    oneDisruption(this, NAME, COMPONENT);
    new WorkloadPolicy(this, NAME, environment);
  }

  /** For people and Grafana: one client stays with one replica, whose samples are its own. */
  private addService(labels: Record<string, string>): void {
    new k8s.KubeService(this, 'Service', {
      metadata: { name: NAME, namespace: NAMESPACES.monitoring, labels },
      spec: {
        type: 'ClusterIP',
        sessionAffinity: 'ClientIP',
        selector: { ...selectorLabels(NAME) },
        ports: [
          {
            name: 'web',
            port: PROMETHEUS_PORT,
            targetPort: k8s.IntOrString.fromString('web'),
            protocol: 'TCP',
          },
        ],
      },
    });
  }
}
