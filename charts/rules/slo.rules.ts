import { PEOPLES_REQUESTS } from './porttrack.rules.js';
import { type ComponentRules, record, type RecordingRule } from './rule.js';

/** Share of people's requests that may end in a 5xx: the objective is 99.5 % over 14 days. */
export const ERROR_BUDGET = 0.005;

/** The objective's time. Prometheus keeps 15 days, so that 30 cannot be computed. */
export const OBJECTIVE_WINDOW = '14d';

const WINDOWS = ['30m', '1h', '2h', '6h', '1d', '3d', OBJECTIVE_WINDOW] as const;

/**
 * Rates over five minutes are kept, and longer windows are averages of those: cheaper than a rate
 * over days, and weighted by traffic, which an average of ratios is not.
 */
function averages(window: string): RecordingRule[] {
  return [
    record(
      `porttrack:slo_requests:rate${window}`,
      `avg_over_time(porttrack:slo_requests:rate5m[${window}])`,
    ),
    record(
      `porttrack:slo_errors:rate${window}`,
      `avg_over_time(porttrack:slo_errors:rate5m[${window}])`,
    ),
    ratio(window),
  ];
}

/** Absent without requests: no traffic is neither good nor bad. */
function ratio(window: string): RecordingRule {
  return record(
    `porttrack:slo_errors:ratio_rate${window}`,
    `porttrack:slo_errors:rate${window} / (porttrack:slo_requests:rate${window} > 0)`,
  );
}

const recordings = [
  record(
    'porttrack:slo_requests:rate5m',
    `sum(rate(http_requests_total{${PEOPLES_REQUESTS}}[5m]))`,
  ),
  // Zero as long as no request has failed: without the series, averages would count failures only.
  record(
    'porttrack:slo_errors:rate5m',
    `sum(rate(http_requests_total{${PEOPLES_REQUESTS},status_code=~"5.."}[5m]))
      or 0 * porttrack:slo_requests:rate5m`,
  ),
  ratio('5m'),
  ...WINDOWS.flatMap(averages),
  record(
    'porttrack:slo_budget_remaining:ratio',
    `1 - porttrack:slo_errors:ratio_rate${OBJECTIVE_WINDOW} / ${ERROR_BUDGET}`,
  ),
];

/** The objective of availability, and how fast its budget of errors is spent. */
export const sloRules: ComponentRules = {
  name: 'slo',
  groups: [{ name: 'porttrack.slo', rules: recordings }],
};
