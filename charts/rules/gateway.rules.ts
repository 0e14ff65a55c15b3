import { alert, type ComponentRules, record } from './rule.js';

const BY = 'sum by (dimension_api_id, dimension_stage)';

/**
 * CloudWatch's sums per minute, which YACE exports as gauges: they are never given to `rate()`.
 * Without a request in that minute a ratio is absent.
 */
const recordings = [
  record('gateway:count:per_minute', `${BY} (aws_apigateway_count_sum{job="yace"})`),
  record(
    'gateway:5xx:ratio',
    `${BY} (aws_apigateway_5xx_sum{job="yace"}) / (gateway:count:per_minute > 0)`,
  ),
  record(
    'gateway:4xx:ratio',
    `${BY} (aws_apigateway_4xx_sum{job="yace"}) / (gateway:count:per_minute > 0)`,
  ),
  // CloudWatch gives milliseconds.
  record(
    'gateway:latency_seconds:p95',
    'max by (dimension_api_id, dimension_stage) (aws_apigateway_latency_p95{job="yace"}) / 1000',
  ),
];

const alerts = [
  alert({
    name: 'GatewayHighErrorRate',
    expr: 'gateway:5xx:ratio > 0.05',
    for: '5m',
    severity: 'critical',
    component: 'gateway',
    summary: 'The API Gateway answers with errors',
    description:
      'For 5 minutes more than 5 % of the requests of stage {{ $labels.dimension_stage }} of API {{ $labels.dimension_api_id }} have ended in a 5xx, per minute of CloudWatch; now {{ $value | humanizePercentage }}.',
  }),
  alert({
    name: 'GatewayHighLatency',
    expr: 'gateway:latency_seconds:p95 > 1',
    for: '5m',
    severity: 'warning',
    component: 'gateway',
    summary: 'The API Gateway answers slowly',
    description:
      'For 5 minutes the 95th percentile of the latency of stage {{ $labels.dimension_stage }} of API {{ $labels.dimension_api_id }}, per minute of CloudWatch, has been above 1 s; now {{ $value | humanizeDuration }}.',
  }),
  alert({
    name: 'GatewayMetricsMissing',
    expr: `absent(aws_apigateway_count_sum{job="yace"})
      or on () (sum(increase(yace_cloudwatch_request_errors{job="yace"}[15m])) > 3)`,
    for: '15m',
    severity: 'warning',
    component: 'gateway',
    summary: 'The metrics of the API Gateway are missing',
    description:
      'For 15 minutes the exporter (YACE) has shown no requests of the API Gateway, or more than 3 of its calls to CloudWatch have failed within 15 minutes: the alerts of the gateway are blind.',
  }),
];

/** The door: AWS API Gateway, as CloudWatch tells of it. */
export const gatewayRules: ComponentRules = {
  name: 'gateway',
  rules: [...recordings, ...alerts],
};
