import type { Construct } from 'constructs';
import { AccessChart, ClusterAccessChart } from './access/access.chart.js';
import { AlertmanagerChart } from './alertmanager/alertmanager.chart.js';
import { CertificatesChart } from './certificates/certificates.chart.js';
import { ApiGatewayChart } from './edge/api-gateway.chart.js';
import { IngressChart } from './edge/ingress.chart.js';
import type { Environment } from './environments.js';
import { GrafanaChart } from './grafana/grafana.chart.js';
import { KubeStateMetricsChart } from './kube-state-metrics/kube-state-metrics.chart.js';
import { MonitoringAccessChart } from './monitoring-access/monitoring-access.chart.js';
import { NamespaceChart } from './namespaces/namespace.chart.js';
import { NodeExporterChart } from './node-exporter/node-exporter.chart.js';
import { PortTrackApiChart } from './porttrack-api/porttrack-api.chart.js';
import { PortTrackMigrateChart } from './porttrack-migrate/porttrack-migrate.chart.js';
import { PlatformChart } from './platform/platform.chart.js';
import { PrioritiesChart } from './priorities/priorities.chart.js';
import { PrometheusChart } from './prometheus/prometheus.chart.js';
import { PostgresChart } from './postgres/postgres.chart.js';
import { RedisChart } from './redis/redis.chart.js';
import { RulesChart } from './rules/rules.chart.js';
import { NAMESPACES } from './workloads.js';
import { YaceChart } from './yace/yace.chart.js';

/** Adds the charts of one component to an environment's app. */
export interface Component {
  /**
   * Who applies it: `platform` needs rights that the deployer must not have (namespaces, quotas,
   * roles), and reviewers of its own.
   */
  readonly tier: 'platform' | 'application';
  readonly add: (scope: Construct, environment: Environment) => void;
}

/** Every component, in the order in which they are applied. */
export const components: readonly Component[] = [
  {
    tier: 'platform',
    add: (scope, environment) => {
      for (const name of Object.values(NAMESPACES)) new NamespaceChart(scope, environment, name);
    },
  },
  {
    tier: 'platform',
    add: (scope, environment) => {
      new PrioritiesChart(scope, environment);
    },
  },
  {
    tier: 'platform',
    add: (scope, environment) => {
      new PlatformChart(scope, environment);
    },
  },
  {
    tier: 'platform',
    add: (scope, environment) => {
      new ClusterAccessChart(scope, environment);
      for (const name of Object.values(NAMESPACES)) new AccessChart(scope, environment, name);
    },
  },
  {
    tier: 'platform',
    add: (scope, environment) => {
      new MonitoringAccessChart(scope, environment);
    },
  },
  {
    tier: 'application',
    add: (scope, environment) => {
      new PostgresChart(scope, environment);
    },
  },
  {
    tier: 'application',
    add: (scope, environment) => {
      new RedisChart(scope, environment);
    },
  },
  {
    tier: 'application',
    add: (scope, environment) => {
      new PortTrackMigrateChart(scope, environment);
    },
  },
  {
    tier: 'application',
    add: (scope, environment) => {
      new PortTrackApiChart(scope, environment);
    },
  },
  {
    tier: 'application',
    add: (scope, environment) => {
      new RulesChart(scope, environment);
    },
  },
  {
    tier: 'application',
    add: (scope, environment) => {
      new AlertmanagerChart(scope, environment);
    },
  },
  {
    tier: 'application',
    add: (scope, environment) => {
      new PrometheusChart(scope, environment);
    },
  },
  {
    tier: 'application',
    add: (scope, environment) => {
      new KubeStateMetricsChart(scope, environment);
    },
  },
  {
    tier: 'application',
    add: (scope, environment) => {
      new NodeExporterChart(scope, environment);
    },
  },
  {
    tier: 'application',
    add: (scope, environment) => {
      if (environment.edge === 'aws-api-gateway') new YaceChart(scope, environment);
    },
  },
  {
    tier: 'application',
    add: (scope, environment) => {
      new GrafanaChart(scope, environment);
    },
  },
  {
    tier: 'application',
    add: (scope, environment) => {
      new IngressChart(scope, environment);
      if (environment.edge === 'aws-api-gateway') new ApiGatewayChart(scope, environment);
    },
  },
];

/**
 * What a cluster must have before the application, by who may do everything: written to
 * `platform/<environment>/`, for not even its schemas are the project's own (docs/encryption.md).
 */
export const prerequisites: readonly Component[] = [
  {
    tier: 'platform',
    add: (scope, environment) => {
      new CertificatesChart(scope, environment);
    },
  },
];
