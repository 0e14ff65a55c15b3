import * as units from '@grafana/grafana-foundation-sdk/units';
import type { RowSpec } from '../panel-spec.js';
import { REQUESTS } from './selectors.js';

const quantile = (share: number): string =>
  `histogram_quantile(${String(share)}, sum by (le) (rate(http_request_duration_seconds_bucket{${REQUESTS}}[$__rate_interval])))`;

/** How much is asked, and how fast it is answered. */
export const requestsRow: RowSpec = {
  title: 'Traffic and latency',
  panels: [
    {
      kind: 'time-series',
      title: 'Requests by route',
      description:
        'Requests per second. A route is its pattern; `unrouted` are files of the page and addresses that do not exist.',
      unit: units.RequestsPerSecond,
      width: 12,
      isStacked: true,
      queries: [
        {
          expr: `sum by (route) (rate(http_requests_total{${REQUESTS}}[$__rate_interval]))`,
          legend: '{{route}}',
        },
      ],
    },
    {
      kind: 'time-series',
      title: 'Requests by status',
      description: "Requests per second by class of the status. 5xx is ours, 4xx is the caller's.",
      unit: units.RequestsPerSecond,
      width: 12,
      isStacked: true,
      queries: [
        {
          // Grafana leaves ${1} alone: no variable has that name.
          expr: `sum by (class) (label_replace(rate(http_requests_total{${REQUESTS}}[$__rate_interval]), "class", "\${1}xx", "status_code", "(.).."))`,
          legend: '{{class}}',
        },
      ],
    },
    {
      kind: 'time-series',
      title: 'Latency',
      description:
        'Time to answer, over all routes: half, 95 % and 99 % of the requests are faster. Streams are counted when they open.',
      unit: units.Seconds,
      width: 12,
      queries: [
        { expr: quantile(0.5), legend: 'p50' },
        { expr: quantile(0.95), legend: 'p95' },
        { expr: quantile(0.99), legend: 'p99' },
      ],
      thresholds: { attention: 0.5, bad: 0.5, badWhen: 'above' },
      runbook: 'HighResponseTime',
    },
    {
      kind: 'time-series',
      title: 'Slowest routes, p95',
      description: 'The five routes whose 95th percentile is highest: where to look first.',
      unit: units.Seconds,
      width: 12,
      queries: [
        {
          expr: `topk(5, histogram_quantile(0.95, sum by (le, route) (rate(http_request_duration_seconds_bucket{${REQUESTS}}[$__rate_interval]))))`,
          legend: '{{route}}',
        },
      ],
      runbook: 'HighResponseTime',
    },
  ],
};
