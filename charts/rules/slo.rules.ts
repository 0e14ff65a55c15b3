import { PEOPLES_REQUESTS } from './porttrack.rules.js';
import {
  alert,
  type AlertRule,
  type ComponentRules,
  type Duration,
  record,
  type RecordingRule,
  type Severity,
} from './rule.js';

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

/** Share of the budget's speed that a pair of windows tolerates (Google SRE Workbook, chapter 5). */
interface BurnRate {
  /** Times as fast as would spend the budget exactly at the end of the objective's time. */
  readonly factor: number;
  /** Long enough to matter. */
  readonly long: Duration;
  readonly longSeconds: number;
  /** Short enough to end the alert soon after the errors. */
  readonly short: Duration;
  readonly for: Duration;
  readonly severity: Severity;
}

const burnRates: readonly BurnRate[] = [
  { factor: 14.4, long: '1h', longSeconds: 3_600, short: '5m', for: '2m', severity: 'critical' },
  { factor: 6, long: '6h', longSeconds: 21_600, short: '30m', for: '15m', severity: 'critical' },
  { factor: 3, long: '1d', longSeconds: 86_400, short: '2h', for: '1h', severity: 'warning' },
  { factor: 1, long: '3d', longSeconds: 259_200, short: '6h', for: '3h', severity: 'warning' },
];

/** Where few people are about, one failure is a large share: fewer than this wake nobody. */
const LEAST_FAILURES = 5;

function burnAlert({ factor, long, longSeconds, short, ...rest }: BurnRate): AlertRule {
  const limit = `${factor} * ${ERROR_BUDGET}`;
  return alert({
    name: 'PortTrackErrorBudgetBurn',
    expr: `porttrack:slo_errors:ratio_rate${long} > ${limit}
      and porttrack:slo_errors:ratio_rate${short} > ${limit}
      and porttrack:slo_errors:rate${long} * ${longSeconds} >= ${LEAST_FAILURES}`,
    for: rest.for,
    severity: rest.severity,
    component: 'porttrack',
    summary: `PortTrack spends its error budget ${factor} times too fast`,
    description: `For ${rest.for} the share of people's requests that ended in a 5xx has been above ${factor} times the budget of 0.5 %, over ${long} and over ${short}, with at least ${LEAST_FAILURES} failures over ${long}.`,
    labels: { long_window: long, short_window: short },
  });
}

/** The objective of availability, and how fast its budget of errors is spent. */
export const sloRules: ComponentRules = {
  name: 'slo',
  rules: [...recordings, ...burnRates.map(burnAlert)],
};
