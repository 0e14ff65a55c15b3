/** An HTTP API that is not: the stand-in's, for dashboards and rules on a developer's machine. */
const labels = {
  account_id: '000000000000',
  region: 'us-east-1',
  name: 'arn:aws:apigateway:us-east-1::/apis/a1b2c3d4e5',
  dimension_api_id: 'a1b2c3d4e5',
  dimension_stage: '$default',
  tag_project: 'porttrack',
};

/** CloudWatch's values of one minute, made up: counts in requests, latencies in milliseconds. */
const minute: Readonly<Record<string, number>> = {
  aws_apigateway_count_sum: 600,
  aws_apigateway_4xx_sum: 12,
  aws_apigateway_5xx_sum: 1,
  aws_apigateway_data_processed_sum: 4_000_000,
  aws_apigateway_latency_average: 40,
  aws_apigateway_latency_p95: 90,
  aws_apigateway_latency_p99: 180,
  aws_apigateway_integration_latency_average: 33,
  aws_apigateway_integration_latency_p95: 80,
};

/** The exporter's own counters, by operation of CloudWatch's API. */
const calls: Readonly<Record<string, number>> = {
  yace_cloudwatch_requests_total: 1,
  yace_cloudwatch_request_errors: 0,
};

function series(type: 'gauge' | 'counter', name: string, own: object, value: number): string {
  const pairs = Object.entries(own).map(([key, text]) => `${key}=${JSON.stringify(text)}`);
  return `# TYPE ${name} ${type}\n${name}{${pairs.join(',')}} ${value}\n`;
}

/**
 * What YACE would export of an API Gateway at rest, in Prometheus' text format: names, types and
 * labels are YACE's, values are made up and stand still.
 */
export function gatewayMetrics(): string {
  const gauges = Object.entries(minute).map(([name, value]) =>
    series('gauge', name, labels, value),
  );
  const counters = Object.entries(calls).map(([name, value]) =>
    series('counter', name, { api_name: 'GetMetricData' }, value),
  );
  return [...gauges, ...counters].join('');
}
