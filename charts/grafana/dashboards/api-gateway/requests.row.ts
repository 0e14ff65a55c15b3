import * as units from '@grafana/grafana-foundation-sdk/units';
import { palette } from '../palette.js';
import type { RowSpec } from '../panel-spec.js';
import { GATEWAY, STAGES } from './selectors.js';

const ratio = (status: '4xx' | '5xx'): string => `max(gateway:${status}:ratio{${STAGES}})`;

/** What comes to the door, and what goes wrong at it. */
export const requestsRow: RowSpec = {
  title: 'Requests and errors',
  panels: [
    {
      kind: 'time-series',
      title: 'Requests',
      description:
        'Requests per minute by stage, as CloudWatch counts them, about two minutes late.',
      unit: units.RequestsPerMinute,
      width: 8,
      queries: [
        {
          expr: `sum by (dimension_stage) (gateway:count:per_minute{${STAGES}})`,
          legend: '{{dimension_stage}}',
        },
      ],
    },
    {
      kind: 'time-series',
      title: 'Errors per minute',
      description:
        "Answers with 4xx (the caller's: unknown route, no token, throttled) and 5xx (ours or the gateway's).",
      unit: units.RequestsPerMinute,
      width: 8,
      queries: [
        { expr: `sum(aws_apigateway_4xx_sum{${GATEWAY}})`, legend: '4xx' },
        { expr: `sum(aws_apigateway_5xx_sum{${GATEWAY}})`, legend: '5xx' },
      ],
      runbook: 'GatewayHighErrorRate',
    },
    {
      kind: 'time-series',
      title: 'Error ratio',
      description:
        'Share of the requests of a minute that ended in 4xx or 5xx; of the worst stage.',
      unit: units.PercentUnit,
      width: 8,
      queries: [
        { expr: ratio('4xx'), legend: '4xx' },
        { expr: ratio('5xx'), legend: '5xx' },
      ],
      thresholds: { attention: 0.05, bad: 0.05, badWhen: 'above' },
      runbook: 'GatewayHighErrorRate',
    },
    {
      kind: 'time-series',
      title: 'Data sent',
      description:
        'Bytes that the gateway processed in a minute. A page that is not cached shows here.',
      unit: units.BytesSI,
      width: 12,
      queries: [
        {
          expr: `sum(aws_apigateway_data_processed_sum{${GATEWAY}})`,
          legend: 'bytes a minute',
          color: palette.neutral,
        },
      ],
    },
    {
      kind: 'time-series',
      title: 'Calls to CloudWatch',
      description:
        'Calls of YACE per minute and those that failed. While they fail, every panel here shows old numbers or none.',
      unit: units.CountsPerMinute,
      width: 12,
      queries: [
        {
          expr: '60 * sum(rate(yace_cloudwatch_requests_total{job="yace"}[$__rate_interval]))',
          legend: 'calls',
          color: palette.neutral,
        },
        {
          expr: '60 * sum(rate(yace_cloudwatch_request_errors{job="yace"}[$__rate_interval])) or vector(0)',
          legend: 'failed',
          color: palette.bad,
        },
      ],
      runbook: 'GatewayMetricsMissing',
    },
  ],
};
