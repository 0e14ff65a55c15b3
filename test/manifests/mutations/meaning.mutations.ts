import { change, cut, type Mutation, put, row, swap, without } from '../mutation.js';

const API = 'Deployment/porttrack-api';
const POD = ['spec', 'template', 'spec'] as const;
const CONTAINER = [...POD, 'containers', 0] as const;
const HPA = 'HorizontalPodAutoscaler/porttrack-api';
const RULE = ['spec', 'groups', 0, 'rules', 0] as const;

const monitoring: readonly Mutation[] = [
  row(
    'typo in a rule',
    'tools/promtool',
    change('PrometheusRule/porttrack', swap(/\)\s*$|$/, ' )))', ...RULE, 'expr')),
  ),
  row(
    'metric renamed',
    'monitoring/metrics',
    change('PrometheusRule/porttrack', put('porttrack:ships == 0', ...RULE, 'expr')),
  ),
  row(
    'alert without a runbook',
    'monitoring/alerts',
    change('PrometheusRule/nodes', (body) => {
      const text = JSON.stringify(body['spec']).replaceAll('runbook_url', 'runbook');
      body['spec'] = JSON.parse(text) as unknown;
    }),
  ),
  row(
    'alert without a severity',
    'monitoring/alerts',
    change('PrometheusRule/nodes', (body) => {
      const text = JSON.stringify(body['spec']).replaceAll('"critical"', '"bad"');
      body['spec'] = JSON.parse(text) as unknown;
    }),
  ),
  row(
    'an alert of the architecture later',
    'monitoring/demanded',
    change('PrometheusRule/nodes', (body) => {
      const text = JSON.stringify(body['spec']).replaceAll('"for":"1m"', '"for":"10m"');
      body['spec'] = JSON.parse(text) as unknown;
    }),
  ),
  row(
    'a scrape a minute',
    'monitoring/intervals',
    change('ServiceMonitor/porttrack-api', put('60s', 'spec', 'endpoints', 0, 'interval')),
  ),
  row(
    'a day of metrics',
    'monitoring/prometheus',
    change('Prometheus/porttrack', put('1d', 'spec', 'retention')),
  ),
  row(
    'alerts to nobody',
    'monitoring/prometheus',
    change('Prometheus/porttrack', cut('spec', 'alerting')),
  ),
  row(
    'route to no receiver',
    'monitoring/routing',
    change('AlertmanagerConfig/porttrack', put('pager', 'spec', 'route', 'receiver')),
  ),
  row(
    'an outage told many times',
    'monitoring/routing',
    change('AlertmanagerConfig/porttrack', put([], 'spec', 'inhibitRules')),
  ),
  row(
    'a time that Alertmanager cannot read',
    'tools/amtool',
    change('AlertmanagerConfig/porttrack', put('soon', 'spec', 'route', 'groupWait')),
  ),
  row(
    'dashboard removed',
    'monitoring/dashboards',
    without('ConfigMap/grafana-porttrack-overview-*'),
  ),
];

const schemas: readonly Mutation[] = [
  row('field misspelt', 'schema/kubernetes-1.28', change(API, put(10, 'spec', 'minReadySecond'))),
  row(
    'number as a text',
    'schema/kubernetes-1.28',
    change(API, put('10', 'spec', 'minReadySeconds')),
  ),
  row(
    'probe misspelt',
    'schema/kubernetes-1.32',
    change(API, put({}, ...CONTAINER, 'readynessProbe')),
  ),
  row('needed field removed', 'schema/kubernetes-1.28', change(HPA, cut('spec', 'maxReplicas'))),
  row(
    'custom resource misspelt',
    'schema/kubernetes-1.28',
    change('Cluster/porttrack-pg', put(3, 'spec', 'instance')),
  ),
  row(
    'version that is not served',
    'schema/kubernetes-1.28',
    change('ExternalSecret/porttrack-api', put('external-secrets.io/v1beta1', 'apiVersion')),
  ),
];

/** What is watched and told, and whether the API server takes it. */
export const meaningMutations: readonly Mutation[] = [...monitoring, ...schemas];
