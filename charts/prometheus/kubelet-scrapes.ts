import type { IPrometheus } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import type { IScrapeConfig } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1';
import type { Construct } from 'constructs';
import { customObject } from '../constructs/custom-object.js';
import { MONITORING_LABEL, type Written } from '../constructs/monitors.js';
import { NAMESPACES, objectLabels } from '../workloads.js';
import { jobs, SCRAPE_INTERVAL, SCRAPE_TIMEOUT } from './jobs.js';

type ScrapeClass = NonNullable<IPrometheus['spec']['scrapeClasses']>[number];

/** Where every pod that has a token finds it. */
const TOKEN_FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Name of the scrape class below. */
export const KUBELET_CLASS = 'kubelet';

/**
 * How Prometheus shows itself to a kubelet, and knows it: the kubelet's certificate has to be the
 * cluster's (serverTLSBootstrap, which EKS sets), not one that it signed itself.
 */
export const kubeletScrapeClass: Omit<ScrapeClass, 'name'> = {
  authorization: { type: 'Bearer', credentialsFile: `${TOKEN_FOLDER}/token` },
  tlsConfig: { caFile: `${TOKEN_FOLDER}/ca.crt` },
};

/** Series that nobody asks for, and that are most of what a kubelet says. */
const DROPPED = {
  kubelet: '(apiserver|rest_client|storage_operation|workqueue|csi_operations)_.+_bucket',
  cadvisor:
    'container_(blkio_device_usage_total|memory_failures_total|tasks_state|network_tcp6?_usage_total|network_udp6?_usage_total|network_advance_tcp_stats_total)',
} as const;

/**
 * The two jobs of every node's kubelet: its own metrics, and those of the containers that it runs.
 * Nodes are found as nodes; a ServiceMonitor would need the operator to keep a list of endpoints.
 */
export function kubeletScrapes(scope: Construct, component: string): void {
  for (const job of ['kubelet', 'cadvisor'] as const) {
    const { path, honorLabels } = jobs[job];
    customObject<Written<IScrapeConfig>>(scope, {
      apiVersion: 'monitoring.coreos.com/v1alpha1',
      kind: 'ScrapeConfig',
      metadata: {
        name: job,
        namespace: NAMESPACES.monitoring,
        labels: { ...objectLabels(job, component), ...MONITORING_LABEL },
      },
      spec: {
        jobName: job,
        scrapeClass: KUBELET_CLASS,
        scheme: 'HTTPS',
        metricsPath: path,
        honorLabels,
        scrapeInterval: SCRAPE_INTERVAL,
        scrapeTimeout: SCRAPE_TIMEOUT,
        kubernetesSDConfigs: [{ role: 'Node' }],
        relabelings: [{ sourceLabels: ['__meta_kubernetes_node_name'], targetLabel: 'node' }],
        metricRelabelings: [{ action: 'drop', sourceLabels: ['__name__'], regex: DROPPED[job] }],
      },
    });
  }
}
