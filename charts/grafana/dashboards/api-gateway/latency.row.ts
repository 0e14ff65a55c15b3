import * as units from '@grafana/grafana-foundation-sdk/units';
import { palette } from '../palette.js';
import type { RowSpec } from '../panel-spec.js';
import { GATEWAY } from './selectors.js';

const slowest = (metric: string): string => `max(aws_apigateway_${metric}{${GATEWAY}})`;

/** How long people wait, and for whom. CloudWatch gives milliseconds. */
export const latencyRow: RowSpec = {
  title: 'Latency',
  panels: [
    {
      kind: 'time-series',
      title: 'Latency',
      description:
        "From the gateway's first byte in to its last byte out, of the slowest stage. The alert is at one second.",
      unit: units.Milliseconds,
      width: 8,
      queries: [
        { expr: slowest('latency_average'), legend: 'average', color: palette.good },
        { expr: slowest('latency_p95'), legend: 'p95' },
        { expr: slowest('latency_p99'), legend: 'p99' },
      ],
      thresholds: { attention: 1000, bad: 1000, badWhen: 'above' },
      runbook: 'GatewayHighLatency',
    },
    {
      kind: 'time-series',
      title: 'Integration latency',
      description:
        "From handing the request to the load balancer to the answer's arrival: the service and its network.",
      unit: units.Milliseconds,
      width: 8,
      queries: [
        { expr: slowest('integration_latency_average'), legend: 'average', color: palette.good },
        { expr: slowest('integration_latency_p95'), legend: 'p95' },
      ],
      runbook: 'GatewayHighLatency',
    },
    {
      kind: 'time-series',
      title: "The gateway's own share",
      description:
        'Average latency without the integration: authorisation, throttling and the gateway itself. High here and low beside: it is not us.',
      unit: units.Milliseconds,
      width: 8,
      queries: [
        {
          expr: `${slowest('latency_average')} - ${slowest('integration_latency_average')}`,
          legend: 'gateway',
          color: palette.secondary,
        },
      ],
    },
  ],
};
