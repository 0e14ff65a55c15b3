import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { podMonitor } from '../constructs/monitors.js';
import { podResources } from '../constructs/pod-resources.js';
import { PortTrackChart } from '../constructs/porttrack-chart.js';
import { httpProbe } from '../constructs/probes.js';
import { SingleDeployment } from '../constructs/single-deployment.js';
import { oneDisruption, workloadAccount } from '../constructs/workload-parts.js';
import { WorkloadPolicy } from '../constructs/workload-policy.js';
import type { Environment } from '../environments.js';
import { images } from '../images.js';
import { NAMESPACES } from '../workloads.js';
import { watchedNamespaces, watchedObjects } from './watched-objects.js';

const NAME = 'kube-state-metrics';
const COMPONENT = 'exporter';

/** The state of objects, and how it is itself. */
const PORTS = { objects: 8080, self: 8081 } as const;

/**
 * The state of the project's objects as metrics. Prometheus alone asks it, pod by pod: it needs no
 * Service. What it may read stands in the chart `monitoring-access`.
 */
export class KubeStateMetricsChart extends PortTrackChart {
  constructor(scope: Construct, environment: Environment) {
    super(scope, NAME, environment, NAMESPACES.monitoring);
    workloadAccount(this, NAME, COMPONENT);
    this.addDeployment();
    oneDisruption(this, NAME, COMPONENT);
    podMonitor(this, { workload: NAME, component: COMPONENT, ports: ['http', 'self'] });
    new WorkloadPolicy(this, NAME, environment);
  }

  private addDeployment(): void {
    const resources = watchedObjects.flatMap((group) => group.resources).sort();
    new SingleDeployment(this, {
      workload: NAME,
      component: COMPONENT,
      image: images.kubeStateMetrics,
      whyOne:
        'A second pod would say everything twice, and every sum over it would double. It keeps ' +
        'nothing: a new pod has all after one list, and no alert waits less than a minute.',
      usesApiServer: true,
      container: {
        args: [
          `--port=${PORTS.objects}`,
          `--telemetry-port=${PORTS.self}`,
          `--resources=${resources.join(',')}`,
          `--namespaces=${[...watchedNamespaces].sort().join(',')}`,
        ],
        ports: [
          { name: 'http', containerPort: PORTS.objects, protocol: 'TCP' },
          { name: 'self', containerPort: PORTS.self, protocol: 'TCP' },
        ],
        startupProbe: httpProbe({ path: '/healthz', port: 'http', failures: 30, periodSeconds: 2 }),
        // Neither depends on the API server: a restart would not bring it back.
        livenessProbe: httpProbe({ path: '/healthz', port: 'http' }),
        readinessProbe: httpProbe({ path: '/readyz', port: 'self' }),
        resources: podResources({
          cpuRequest: '50m',
          cpuLimit: '200m',
          memoryRequest: '96Mi',
          memoryLimit: '192Mi',
        }),
      } satisfies Partial<k8s.Container>,
    });
  }
}
