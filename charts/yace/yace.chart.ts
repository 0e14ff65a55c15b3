import type { Construct } from 'constructs';
import { HashedConfigMap } from '../constructs/hashed-config-map.js';
import { podMonitor } from '../constructs/monitors.js';
import { podResources } from '../constructs/pod-resources.js';
import { PortTrackChart } from '../constructs/porttrack-chart.js';
import { httpProbe, tcpProbe } from '../constructs/probes.js';
import { SingleDeployment } from '../constructs/single-deployment.js';
import { oneDisruption, workloadAccount } from '../constructs/workload-parts.js';
import { WorkloadPolicy } from '../constructs/workload-policy.js';
import type { Environment } from '../environments.js';
import { images } from '../images.js';
import { NAMESPACES, objectLabels } from '../workloads.js';
import { yaceConfig } from './yace-config.js';

const NAME = 'yace';
const COMPONENT = 'exporter';
const PORT = 5000;
const CONFIG_FOLDER = '/etc/yace';
const CONFIG_FILE = 'config.yml';

/**
 * CloudWatch's metrics of the API gateway. Prometheus alone asks it, so it needs no Service. It is
 * the AWS role `porttrack-<environment>-yace` (docs/operations.md), and has no key.
 */
export class YaceChart extends PortTrackChart {
  constructor(scope: Construct, environment: Environment) {
    super(scope, NAME, environment, NAMESPACES.monitoring);
    const { accountId } = environment.aws;
    workloadAccount(this, NAME, COMPONENT, {
      'eks.amazonaws.com/role-arn': `arn:aws:iam::${accountId}:role/porttrack-${environment.name}-yace`,
    });
    this.addDeployment();
    oneDisruption(this, NAME, COMPONENT);
    podMonitor(this, { workload: NAME, component: COMPONENT, ports: ['metrics'] });
    new WorkloadPolicy(this, NAME, environment);
  }

  private addDeployment(): void {
    const { configMapName } = new HashedConfigMap(this, {
      name: NAME,
      labels: objectLabels(NAME, COMPONENT),
      data: { [CONFIG_FILE]: yaceConfig(this.environment) },
    });
    new SingleDeployment(this, {
      workload: NAME,
      component: COMPONENT,
      image: images.yace,
      whyOne:
        'CloudWatch is paid by the request: a second pod would double the bill, and say everything ' +
        'twice. A missing minute of metrics of the gateway raises no alert',
      container: {
        args: [
          `-config.file=${CONFIG_FOLDER}/${CONFIG_FILE}`,
          // The default listens on 127.0.0.1, where nobody reaches a pod.
          `-listen-address=:${PORT}`,
          // Seconds. CloudWatch's period; Prometheus' scrapes in between read what is kept.
          '-scraping-interval=60',
          '-labels-snake-case=true',
        ],
        ports: [{ name: 'metrics', containerPort: PORT, protocol: 'TCP' }],
        startupProbe: httpProbe({
          path: '/healthz',
          port: 'metrics',
          failures: 30,
          periodSeconds: 2,
        }),
        livenessProbe: tcpProbe('metrics'),
        readinessProbe: httpProbe({ path: '/healthz', port: 'metrics' }),
        resources: podResources({
          cpuRequest: '50m',
          cpuLimit: '200m',
          memoryRequest: '96Mi',
          memoryLimit: '192Mi',
        }),
        volumeMounts: [{ name: 'config', mountPath: CONFIG_FOLDER, readOnly: true }],
      },
      volumes: [{ name: 'config', configMap: { name: configMapName } }],
    });
  }
}
