import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { ALERTMANAGER_PORT } from '../alertmanager/alertmanager.chart.js';
import { externalSecret } from '../constructs/external-secret.js';
import { HashedConfigMap } from '../constructs/hashed-config-map.js';
import { serviceMonitor } from '../constructs/monitors.js';
import { PortTrackChart } from '../constructs/porttrack-chart.js';
import { SingleDeployment } from '../constructs/single-deployment.js';
import { oneDisruption, workloadAccount } from '../constructs/workload-parts.js';
import { WorkloadPolicy } from '../constructs/workload-policy.js';
import type { Environment } from '../environments.js';
import { images } from '../images.js';
import { PROMETHEUS_PORT } from '../prometheus/prometheus.chart.js';
import { NAMESPACES, objectLabels, selectorLabels } from '../workloads.js';
import { dashboards } from './dashboards/index.js';
import { GRAFANA_PORT, grafanaContainer, grafanaVolumes, PATHS, SECRET_KEYS } from './pod.js';
import { grafanaProvisioning } from './provisioning.js';
import { grafanaIni } from './settings.js';

const NAME = 'grafana';
const COMPONENT = 'dashboards';

const inMonitoring = (service: string, port: number): string =>
  `http://${service}.${NAMESPACES.monitoring}.svc:${port}`;

/** Dashboards and silences. All that it shows is provisioned from here; it keeps nothing of worth. */
export class GrafanaChart extends PortTrackChart {
  private readonly ownLabels = objectLabels(NAME, COMPONENT, images.grafana.version);

  constructor(scope: Construct, environment: Environment) {
    super(scope, NAME, environment, NAMESPACES.monitoring);
    this.addSecret();
    workloadAccount(this, NAME, COMPONENT);
    this.addDeployment();
    this.addService();
    oneDisruption(this, NAME, COMPONENT);
    serviceMonitor(this, { workload: NAME, component: COMPONENT, ports: ['http'] });
    new WorkloadPolicy(this, NAME, environment);
  }

  private addSecret(): void {
    externalSecret(this, this.environment, {
      name: NAME,
      namespace: NAMESPACES.monitoring,
      labels: objectLabels(NAME, COMPONENT),
      keys: {
        [SECRET_KEYS.adminPassword]: { property: 'grafana-admin-password' },
        [SECRET_KEYS.secretKey]: { property: 'grafana-secret-key' },
        [SECRET_KEYS.slackUrl]: { property: 'slack-url' },
      },
    });
  }

  /** The settings' ConfigMap: a change of its content changes its name, and so rolls the pod. */
  private addSettings() {
    const files = grafanaProvisioning({
      cluster: this.environment.cluster,
      prometheusUrl: inMonitoring('prometheus', PROMETHEUS_PORT),
      alertmanagerUrl: inMonitoring('alertmanager', ALERTMANAGER_PORT),
      slackUrlFile: `${PATHS.secrets}/${SECRET_KEYS.slackUrl}`,
      dashboardsFolder: PATHS.dashboards,
    });
    const { configMapName } = new HashedConfigMap(this, {
      name: NAME,
      labels: objectLabels(NAME, COMPONENT),
      data: {
        'grafana.ini': grafanaIni(this.environment.grafanaHost),
        ...Object.fromEntries(files.map(({ name, text }) => [name, text])),
      },
    });
    return { configMapName, files };
  }

  /** Each dashboard has a ConfigMap, because one may have 1 MiB. */
  private addDashboards(): string[] {
    return dashboards.map(({ fileName, json }) => {
      const name = `${NAME}-${fileName.replace(/\.json$/, '')}`;
      const labels = objectLabels(NAME, COMPONENT);
      return new HashedConfigMap(this, { name, labels, data: { [fileName]: json } }).configMapName;
    });
  }

  private addDeployment(): void {
    const { configMapName, files } = this.addSettings();
    new SingleDeployment(this, {
      workload: NAME,
      component: COMPONENT,
      image: images.grafana,
      whyOne:
        'Sessions are in a database of the pod, and a second pod would know nobody of the first. ' +
        'Alerts do not pass through it, and all that it shows is provisioned anew at each start',
      container: grafanaContainer,
      volumes: grafanaVolumes({
        settings: configMapName,
        files,
        dashboards: this.addDashboards(),
        secret: NAME,
      }),
    });
  }

  private addService(): void {
    new k8s.KubeService(this, 'Service', {
      metadata: { name: NAME, namespace: NAMESPACES.monitoring, labels: this.ownLabels },
      spec: {
        type: 'ClusterIP',
        selector: { ...selectorLabels(NAME) },
        ports: [
          {
            name: 'http',
            port: GRAFANA_PORT,
            targetPort: k8s.IntOrString.fromString('http'),
            protocol: 'TCP',
          },
        ],
      },
    });
  }
}
