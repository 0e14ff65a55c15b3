import { type ComponentRules, record } from './rule.js';

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

/** The door: AWS API Gateway, as CloudWatch tells of it. */
export const gatewayRules: ComponentRules = {
  name: 'gateway',
  groups: [{ name: 'gateway', rules: recordings }],
};
