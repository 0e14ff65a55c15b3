import type { IPrometheus } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import type { Construct } from 'constructs';
import { customObject } from '../constructs/custom-object.js';
import { MONITORING_LABEL } from '../constructs/monitors.js';
import { encryptedVolume, type WrittenWithStorage } from '../constructs/operator-storage.js';
import { podSecurity } from '../constructs/pod-security.js';
import type { Environment } from '../environments.js';
import { imageReference, images } from '../images.js';
import { NAMESPACES, PRIORITIES, selectorLabels } from '../workloads.js';
import { EVALUATION_INTERVAL, SCRAPE_INTERVAL, SCRAPE_TIMEOUT } from './jobs.js';
import { KUBELET_CLASS, kubeletScrapeClass } from './kubelet-scrapes.js';

type Spec = Omit<IPrometheus['spec'], 'storage'>;

/** Share of the volume that blocks may take: the write-ahead log and compaction need the rest. */
const RETENTION_SHARE = 0.9;

/** Samples of one scrape beyond which the whole scrape is refused: a label that exploded. */
const SAMPLE_LIMIT = 50_000;

/** Objects of the project's namespaces, which all carry this label, that ask to be read. */
function selectors(): Partial<Spec> {
  const namespaces = { matchLabels: { 'app.kubernetes.io/part-of': 'porttrack' } };
  const objects = { matchLabels: { ...MONITORING_LABEL } };
  return {
    serviceMonitorNamespaceSelector: namespaces,
    serviceMonitorSelector: objects,
    podMonitorNamespaceSelector: namespaces,
    podMonitorSelector: objects,
    scrapeConfigNamespaceSelector: namespaces,
    scrapeConfigSelector: objects,
    ruleNamespaceSelector: namespaces,
    ruleSelector: objects,
  };
}

function pod(): Partial<Spec> {
  return {
    image: imageReference(images.prometheus),
    version: images.prometheus.version,
    imagePullPolicy: 'IfNotPresent',
    serviceAccountName: 'prometheus',
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    priorityClassName: PRIORITIES.standard,
    // The operator sets the name, which is the selector, the version and `managed-by` itself.
    podMetadata: {
      labels: {
        'app.kubernetes.io/component': 'metrics',
        'app.kubernetes.io/part-of': 'porttrack',
      },
    },
    securityContext: podSecurity(),
    // The most that the namespace's limit range lets a container have.
    resources: {
      requests: { cpu: '250m', memory: '512Mi', 'ephemeral-storage': '32Mi' },
      limits: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '128Mi' },
    },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: { ...selectorLabels('prometheus') } },
      },
    ],
  };
}

function kept({ prometheus }: Environment) {
  const gibibytes = Number.parseInt(prometheus.storage, 10);
  return {
    retention: prometheus.retention,
    // In powers of ten against a volume in powers of two: below the share, never above.
    retentionSize: `${Math.floor(gibibytes * RETENTION_SHARE)}GB`,
    walCompression: true,
    storage: encryptedVolume(prometheus.storage),
  };
}

/** The pair of Prometheus servers: both scrape everything, and Alertmanager tells their alerts once. */
export function prometheusServer(
  scope: Construct,
  environment: Environment,
  labels: Record<string, string>,
): void {
  customObject<WrittenWithStorage<IPrometheus>>(scope, {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'Prometheus',
    metadata: { name: 'porttrack', namespace: NAMESPACES.monitoring, labels },
    spec: {
      replicas: environment.prometheus.replicas,
      portName: 'web',
      scrapeInterval: SCRAPE_INTERVAL,
      scrapeTimeout: SCRAPE_TIMEOUT,
      evaluationInterval: EVALUATION_INTERVAL,
      externalLabels: { cluster: environment.cluster },
      enforcedSampleLimit: SAMPLE_LIMIT,
      serviceDiscoveryRole: 'EndpointSlice',
      scrapeClasses: [{ name: KUBELET_CLASS, ...kubeletScrapeClass }],
      ...selectors(),
      alerting: {
        alertmanagers: [
          {
            // The operator's headless Service: every replica is told, or one that is down would lose
            // what it alone was sent.
            namespace: NAMESPACES.monitoring,
            name: 'alertmanager-operated',
            port: 'web',
            apiVersion: 'V2',
          },
        ],
      },
      logFormat: 'json',
      ...kept(environment),
      ...pod(),
    },
  });
}
