import type { ComponentCases } from '../rule-case.js';

const stage = { dimension_api_id: 'abc', dimension_stage: '$default' };
const STAGE = '{dimension_api_id="abc",dimension_stage="$default"}';
const gateway = (metric: string): string =>
  `aws_apigateway_${metric}{job="yace",name="arn:aws:apigateway:::/apis/abc",dimension_api_id="abc",dimension_stage="$default"}`;
const cloudwatchErrors = 'yace_cloudwatch_request_errors{job="yace"}';

/** The door. */
export const gatewayCases: ComponentCases = {
  alerts: [
    {
      alert: 'GatewayHighErrorRate',
      when: 'a tenth of the requests of each minute fails',
      input: { [gateway('5xx_sum')]: '0x4 10x20 0x10', [gateway('count_sum')]: '100x40' },
      firesAt: '7m30s',
      resolvesAt: '13m',
      labels: stage,
      value: '10%',
    },
    {
      alert: 'GatewayHighLatency',
      when: 'it takes 2,500 ms',
      input: { [gateway('latency_p95')]: '100x4 2500x20 100x10' },
      firesAt: '7m30s',
      resolvesAt: '13m',
      labels: stage,
      value: '2.5s',
    },
    {
      alert: 'GatewayMetricsMissing',
      when: 'nothing is exported',
      input: { [gateway('count_sum')]: '5x4 stale _x70 5x10' },
      firesAt: '17m30s',
      resolvesAt: '38m',
      labels: { job: 'yace' },
    },
    {
      alert: 'GatewayMetricsMissing',
      when: 'calls to CloudWatch fail',
      input: { [gateway('count_sum')]: '5x130', [cloudwatchErrors]: '0x4 1+1x60 61x60' },
      firesAt: '18m45s',
      resolvesAt: '46m',
    },
  ],
  silent: [
    {
      alert: 'GatewayHighErrorRate',
      when: 'nobody asks for anything',
      input: { [gateway('5xx_sum')]: '0x40', [gateway('count_sum')]: '0x40' },
      silentAt: ['10m', '20m'],
    },
  ],
  records: [
    {
      record: 'gateway:count:per_minute',
      input: { [gateway('count_sum')]: '120x20' },
      at: '5m',
      samples: { [STAGE]: 120 },
    },
    {
      record: 'gateway:5xx:ratio',
      input: { [gateway('count_sum')]: '100x20', [gateway('5xx_sum')]: '3x20' },
      at: '5m',
      samples: { [STAGE]: 0.03 },
    },
    {
      record: 'gateway:4xx:ratio',
      input: { [gateway('count_sum')]: '100x20', [gateway('4xx_sum')]: '7x20' },
      at: '5m',
      samples: { [STAGE]: 0.07 },
    },
    {
      record: 'gateway:latency_seconds:p95',
      input: { [gateway('latency_p95')]: '250x20' },
      at: '5m',
      samples: { [STAGE]: 0.25 },
    },
  ],
};

const up = (pod: string): string =>
  `up{job="porttrack-redis",namespace="porttrack-data",pod="${pod}"}`;
const failures =
  'prometheus_rule_evaluation_failures_total{job="prometheus",instance="10.0.0.3:9090",pod="p0",rule_group="/etc/slo.yaml;slo"}';
const unsent =
  'alertmanager_notifications_failed_total{job="alertmanager",integration="slack",reason="clientError"}';

/** Nothing, three failures a scrape from 2.5 to 12.5 minutes, nothing. */
const failing = '0x4 3+3x20 63x30';

/** The watchers. */
export const monitoringCases: ComponentCases = {
  alerts: [
    {
      alert: 'TargetDown',
      when: 'one of two targets is down',
      input: { [up('r0')]: '1x4 0x40 1x10', [up('r1')]: '1x60' },
      firesAt: '12m30s',
      resolvesAt: '23m',
      labels: { job: 'porttrack-redis', namespace: 'porttrack-data' },
      value: '50',
    },
    {
      alert: 'PrometheusRuleFailures',
      when: 'evaluations of a group fail',
      input: { [failures]: failing },
      firesAt: '7m30s',
      resolvesAt: '17m30s',
      labels: { instance: '10.0.0.3:9090', rule_group: '/etc/slo.yaml;slo' },
    },
    {
      alert: 'AlertmanagerSlackFailing',
      when: 'Slack refuses',
      input: { [unsent]: failing },
      firesAt: '7m30s',
      resolvesAt: '17m30s',
      labels: { integration: 'slack' },
    },
    {
      alert: 'Watchdog',
      when: 'always',
      input: { [up('r0')]: '1x10' },
      firesAt: '0s',
      resolvesAt: null,
    },
  ],
};
