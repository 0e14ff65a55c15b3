import type { IAlertmanager } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import type { IAlertmanagerConfig } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { customObject } from '../constructs/custom-object.js';
import { externalSecret } from '../constructs/external-secret.js';
import { podMonitor, type Written } from '../constructs/monitors.js';
import { encryptedVolume, type WrittenWithStorage } from '../constructs/operator-storage.js';
import { podSecurity } from '../constructs/pod-security.js';
import { PortTrackChart } from '../constructs/porttrack-chart.js';
import { oneDisruption, workloadAccount } from '../constructs/workload-parts.js';
import { WorkloadPolicy } from '../constructs/workload-policy.js';
import type { Environment } from '../environments.js';
import { imageReference, images } from '../images.js';
import { NAMESPACES, objectLabels, PRIORITIES, selectorLabels } from '../workloads.js';
import { alertmanagerConfigSpec } from './alertmanager-config.js';
import { alertRouting, RECEIVER_SECRETS } from './routing.js';

const NAME = 'alertmanager';
const COMPONENT = 'alerting';

/** Name of the Alertmanager and of its configuration. */
const CLUSTER_NAME = 'porttrack';

/** The Secret with the URLs of Slack and of the dead-man receiver. */
const SECRET_NAME = 'alertmanager-receivers';

/** How many: a silence and a sent message are known to all, so that two may go. */
const REPLICAS = 3;

/** Port of the API, the same in pods and Service. */
export const ALERTMANAGER_PORT = 9093;

/** Groups alerts and tells Slack, and tells the dead-man receiver that it lives. */
export class AlertmanagerChart extends PortTrackChart {
  private readonly ownLabels = objectLabels(NAME, COMPONENT, images.alertmanager.version);

  constructor(scope: Construct, environment: Environment) {
    super(scope, NAME, environment, NAMESPACES.monitoring);
    this.addSecret();
    this.addConfig();
    this.addAlertmanager();
    this.addService();
    workloadAccount(this, NAME, COMPONENT);
    oneDisruption(this, NAME, COMPONENT);
    podMonitor(this, { workload: NAME, component: COMPONENT, ports: ['web'] });
    new WorkloadPolicy(this, NAME, environment);
  }

  private addSecret(): void {
    externalSecret(this, this.environment, {
      name: SECRET_NAME,
      namespace: NAMESPACES.monitoring,
      labels: objectLabels(SECRET_NAME, COMPONENT),
      keys: {
        [RECEIVER_SECRETS.slack]: { property: 'slack-url' },
        [RECEIVER_SECRETS.deadMan]: { property: 'dead-man-url' },
      },
    });
  }

  private addConfig(): void {
    const routing = alertRouting(`https://${this.environment.grafanaHost}`);
    customObject<Written<IAlertmanagerConfig>>(this, {
      apiVersion: 'monitoring.coreos.com/v1alpha1',
      kind: 'AlertmanagerConfig',
      metadata: { name: CLUSTER_NAME, namespace: NAMESPACES.monitoring, labels: this.ownLabels },
      spec: alertmanagerConfigSpec(routing, SECRET_NAME),
    });
  }

  private addAlertmanager(): void {
    const { resolveTimeout } = alertRouting('');
    customObject<WrittenWithStorage<IAlertmanager>>(this, {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'Alertmanager',
      metadata: { name: CLUSTER_NAME, namespace: NAMESPACES.monitoring, labels: this.ownLabels },
      spec: {
        replicas: REPLICAS,
        image: imageReference(images.alertmanager),
        version: images.alertmanager.version,
        imagePullPolicy: 'IfNotPresent',
        // By name, for the whole cluster: a configuration that is selected by label sees only
        // alerts of its own namespace, and NodeDown has none.
        alertmanagerConfiguration: { name: CLUSTER_NAME, global: { resolveTimeout } },
        serviceAccountName: NAME,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        priorityClassName: PRIORITIES.standard,
        // The operator sets the name, which is the selector, the version and `managed-by` itself.
        podMetadata: {
          labels: {
            'app.kubernetes.io/component': COMPONENT,
            'app.kubernetes.io/part-of': 'porttrack',
          },
        },
        securityContext: podSecurity(),
        // Silences and what has been sent; 120 h is Alertmanager's own retention.
        retention: '120h',
        storage: encryptedVolume('1Gi'),
        resources: {
          requests: { cpu: '50m', memory: '64Mi', 'ephemeral-storage': '32Mi' },
          limits: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '128Mi' },
        },
        logFormat: 'json',
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: 'kubernetes.io/hostname',
            whenUnsatisfiable: 'ScheduleAnyway',
            labelSelector: { matchLabels: { ...selectorLabels(NAME) } },
          },
        ],
      },
    });
  }

  /** For Grafana. Prometheus tells every replica itself, through the operator's headless Service. */
  private addService(): void {
    new k8s.KubeService(this, 'Service', {
      metadata: { name: NAME, namespace: NAMESPACES.monitoring, labels: this.ownLabels },
      spec: {
        type: 'ClusterIP',
        selector: { ...selectorLabels(NAME) },
        ports: [
          {
            name: 'web',
            port: ALERTMANAGER_PORT,
            targetPort: k8s.IntOrString.fromString('web'),
            protocol: 'TCP',
          },
        ],
      },
    });
  }
}
