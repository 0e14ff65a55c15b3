import { images } from '../../../charts/images.js';
import { at, type CatalogueMetric, type CatalogueSource } from './catalogue.js';

const REPOSITORY = 'prometheus-community/yet-another-cloudwatch-exporter';

/**
 * Labels of a discovered resource, in snake case: its ARN, its dimensions, and the tags that
 * `exportedTagsOnMetrics` names.
 */
const labels = {
  account_id: '000000000000',
  region: 'us-east-1',
  name: 'arn:aws:apigateway:us-east-1::/apis/a1b2c3d4e5',
  dimension_api_id: 'a1b2c3d4e5',
  dimension_stage: '$default',
  tag_project: 'porttrack',
} as const;

/** CloudWatch's value of the last minute: always a gauge, whatever it counts. */
function cloudwatch(name: string, value: number): CatalogueMetric {
  return { name, type: 'gauge', labels: Object.keys(labels), samples: [{ labels, value }] };
}

function calls(name: string, perSecond: number): CatalogueMetric {
  const own = { api_name: 'GetMetricData' };
  return {
    name,
    type: 'counter',
    labels: ['api_name'],
    samples: [{ labels: own, value: 100, perSecond }],
  };
}

/** AWS API Gateway (an HTTP API) as CloudWatch tells of it. */
export const yace: CatalogueSource = {
  project: 'YACE',
  version: images.yace.version,
  sources: [
    at(REPOSITORY, '06c5cfe84234741f7681b3f34eab2e3939ecc666', 'pkg/promutil/prometheus.go'),
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html',
  ],
  job: 'yace',
  targetLabels: [],
  ownTarget: { namespace: 'porttrack-monitoring', pod: 'yace-7c6b5-v4b5n', container: 'yace' },
  metrics: [
    cloudwatch('aws_apigateway_count_sum', 600),
    cloudwatch('aws_apigateway_4xx_sum', 12),
    cloudwatch('aws_apigateway_5xx_sum', 1),
    cloudwatch('aws_apigateway_data_processed_sum', 4e6),
    cloudwatch('aws_apigateway_latency_average', 40),
    cloudwatch('aws_apigateway_latency_p95', 90),
    cloudwatch('aws_apigateway_latency_p99', 180),
    cloudwatch('aws_apigateway_integration_latency_average', 33),
    cloudwatch('aws_apigateway_integration_latency_p95', 80),
    calls('yace_cloudwatch_requests_total', 0.02),
    calls('yace_cloudwatch_request_errors', 0),
  ],
};
