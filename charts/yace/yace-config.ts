import { Yaml } from 'cdk8s';
import type { Environment } from '../environments.js';

/** Tag by which YACE finds our gateway among the account's: on the API and on its stage. */
export const PROJECT_TAG = { key: 'project', value: 'porttrack' } as const;

/** A CloudWatch metric of an HTTP API. */
interface GatewayMetric {
  readonly name: string;
  readonly statistics: readonly string[];
  /** Whether nothing means none: true of counts, never of times. */
  readonly nilToZero: boolean;
}

/** Every metric is paid by the request: nine statistics, once a minute. */
const metrics: readonly GatewayMetric[] = [
  { name: 'Count', statistics: ['Sum'], nilToZero: true },
  { name: '4xx', statistics: ['Sum'], nilToZero: true },
  { name: '5xx', statistics: ['Sum'], nilToZero: true },
  { name: 'DataProcessed', statistics: ['Sum'], nilToZero: true },
  { name: 'Latency', statistics: ['Average', 'p95', 'p99'], nilToZero: false },
  { name: 'IntegrationLatency', statistics: ['Average', 'p95'], nilToZero: false },
];

/**
 * What YACE asks CloudWatch. A value is of the last whole minute, looked at a minute later because
 * CloudWatch completes it late: a gauge, never to be rated.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 */
export function yaceConfig({ aws }: Environment): string {
  return Yaml.stringify({
    apiVersion: 'v1alpha1',
    'sts-region': aws.region,
    discovery: {
      exportedTagsOnMetrics: { 'AWS/ApiGateway': [PROJECT_TAG.key] },
      jobs: [
        {
          type: 'AWS/ApiGateway',
          regions: [aws.region],
          searchTags: [{ key: PROJECT_TAG.key, value: `^${PROJECT_TAG.value}$` }],
          dimensionNameRequirements: ['ApiId', 'Stage'],
          // Seconds.
          period: 60,
          length: 300,
          delay: 60,
          roundingPeriod: 60,
          metrics,
        },
      ],
    },
  });
}
