import { nativeAlertmanagerConfig } from '../alertmanager/native-config.js';
import { alertRouting } from '../alertmanager/routing.js';
import { dashboards } from '../grafana/dashboards/index.js';
import { grafanaProvisioning } from '../grafana/provisioning.js';
import { nativePrometheusConfig, type StaticTargets } from '../prometheus/native-config.js';
import { nativeRules } from '../rules/rules.js';
import { gatewayMetrics } from './gateway-metrics.js';

/** The label `cluster` of a developer's machine. */
export const DEVELOPMENT_CLUSTER = 'porttrack-development';

/** Where a browser on that machine finds Grafana: 3000 is the service's. */
const GRAFANA_URL = 'http://localhost:3001';

/** Components that no exporter of docker-compose.yml tells of: their alerts would speak of an outage. */
const unwatched = new Set(['kubernetes', 'postgres', 'redis']);

const pod = { namespace: 'porttrack', node: 'development' };

/** Services of docker-compose.yml by their names in its network, under the jobs of the cluster. */
const targets: readonly StaticTargets[] = [
  { job: 'porttrack-api', addresses: ['app:9464'], labels: { ...pod, pod: 'app' } },
  { job: 'node-exporter', addresses: ['node-exporter:9100'], labels: { node: 'development' } },
  { job: 'yace', addresses: ['yace:5000'] },
  { job: 'prometheus', addresses: ['localhost:9090'] },
  { job: 'alertmanager', addresses: ['alertmanager:9093'] },
  { job: 'grafana', addresses: ['grafana:3000'] },
];

/** A file that docker-compose.yml mounts. */
export interface ComposeFile {
  /** Relative to dist/compose. YAML ends in `.yml`: in dist/ a `.yaml` is an object of Kubernetes. */
  readonly path: string;
  readonly text: string;
}

const yml = (name: string): string => name.replace(/\.yaml$/, '.yml');

function prometheusFiles(): ComposeFile[] {
  const config = nativePrometheusConfig({
    cluster: DEVELOPMENT_CLUSTER,
    targets,
    ruleFiles: ['rules/*.yml'],
    alertmanager: 'alertmanager:9093',
  });
  const rules = nativeRules().filter(({ component }) => !unwatched.has(component));
  return [
    { path: 'prometheus/prometheus.yml', text: config },
    ...rules.map(({ name, text }) => ({ path: `prometheus/rules/${yml(name)}`, text })),
  ];
}

function grafanaFiles(): ComposeFile[] {
  const provisioning = grafanaProvisioning({
    cluster: DEVELOPMENT_CLUSTER,
    prometheusUrl: 'http://prometheus:9090',
    alertmanagerUrl: 'http://alertmanager:9093',
    slackUrlFile: '/run/secrets/slack-url',
    dashboardsFolder: '/var/lib/grafana-dashboards',
  });
  return [
    ...provisioning.map(({ folder, name, text }) => ({
      path: `grafana/provisioning/${folder}/${yml(name)}`,
      text,
    })),
    ...dashboards.map(({ fileName, json }) => ({
      path: `grafana/dashboards/${fileName}`,
      text: json,
    })),
  ];
}

/** Everything that docker-compose.yml mounts, of the source that the cluster's manifests are of. */
export function composeFiles(): readonly ComposeFile[] {
  const routing = alertRouting(GRAFANA_URL);
  const alertmanager = nativeAlertmanagerConfig(routing, {
    slack: { file: '/run/secrets/slack-url' },
    // The stand-in's, which is no secret.
    deadMan: { url: 'http://slack:5000/dead-man' },
  });
  return [
    ...prometheusFiles(),
    { path: 'alertmanager/alertmanager.yml', text: alertmanager },
    ...grafanaFiles(),
    { path: 'yace/metrics.txt', text: gatewayMetrics() },
  ];
}
