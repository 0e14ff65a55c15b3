import * as units from '@grafana/grafana-foundation-sdk/units';
import { palette } from '../palette.js';
import type { RowSpec } from '../panel-spec.js';
import { REQUESTS } from './selectors.js';

/** What fails, and how much more may fail. */
export const errorsRow: RowSpec = {
  title: 'Errors and error budget',
  panels: [
    {
      kind: 'time-series',
      title: 'Failed requests by route',
      description: 'Answers with 5xx per second; zero for a route that answers well.',
      unit: units.RequestsPerSecond,
      width: 8,
      queries: [
        {
          expr: `sum by (route) (rate(http_requests_total{${REQUESTS},status_code=~"5.."}[$__rate_interval])) or 0 * sum by (route) (rate(http_requests_total{${REQUESTS}}[$__rate_interval]))`,
          legend: '{{route}}',
        },
      ],
      runbook: 'PortTrackErrorBudgetBurn',
    },
    {
      kind: 'time-series',
      title: 'Error ratio by window',
      description:
        'Share of requests answered with 5xx over an hour, six hours and three days. At 0.5 % the budget of 14 days is used in 14 days.',
      unit: units.PercentUnit,
      width: 8,
      queries: [
        { expr: 'porttrack:slo_errors:ratio_rate1h', legend: '1 h', color: palette.bad },
        { expr: 'porttrack:slo_errors:ratio_rate6h', legend: '6 h', color: palette.attention },
        { expr: 'porttrack:slo_errors:ratio_rate3d', legend: '3 d', color: palette.neutral },
        { expr: 'vector(0.005)', legend: 'objective', color: palette.quiet, isReference: true },
      ],
      runbook: 'PortTrackErrorBudgetBurn',
    },
    {
      kind: 'time-series',
      title: 'Error budget over time',
      description:
        'What is left of the failures that 14 days allow. A cliff is an incident; a slope is a defect that many requests meet.',
      unit: units.PercentUnit,
      width: 8,
      min: null,
      max: 1,
      queries: [
        {
          expr: 'porttrack:slo_budget_remaining:ratio',
          legend: 'left',
          color: palette.neutral,
        },
      ],
      runbook: 'PortTrackErrorBudgetBurn',
    },
  ],
};
