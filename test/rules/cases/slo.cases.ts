import { type AlertCase, type ComponentCases, slowPace } from '../rule-case.js';

const series = (status: number): string =>
  `http_requests_total{job="porttrack-api",method="GET",route="/api/v1/vessels",status_code="${status}"}`;

/** A minute's requests. */
const ALL = 10_000;

/** Nothing fails for `clean` minutes, then `failing` of a minute's requests for `bad` minutes. */
function traffic(clean: number, bad: number, failing: number): AlertCase['input'] {
  const good = ALL - failing;
  const answered = clean * ALL + bad * good;
  return {
    [series(200)]:
      `0+${ALL}x${clean} ${clean * ALL + good}+${good}x${bad - 1} ${answered + ALL}+${ALL}x200`,
    [series(500)]: `0x${clean} ${failing}+${failing}x${bad - 1} ${bad * failing}x200`,
  };
}

const minutes = (count: number): string => `${count}m`;
const windows = (long: string, short: string): Record<string, string> => ({
  long_window: long,
  short_window: short,
});
const THREE_DAYS = 3 * 24 * 60;

/**
 * Each failure rate is chosen so that only the pair of windows in question is over its limit when it
 * fires. `+ 5 * n`: the nth evaluation of five minutes since failures began.
 */
const burns: readonly AlertCase[] = [
  {
    alert: 'PortTrackErrorBudgetBurn',
    when: 'every second request fails',
    input: traffic(24 * 60, 20, 5_000),
    firesAt: minutes(24 * 60 + 11 + 2),
    resolvesAt: minutes(24 * 60 + 20 + 5),
    labels: windows('1h', '5m'),
    pace: { scrape: '1m', evaluation: '1m' },
  },
  {
    alert: 'PortTrackErrorBudgetBurn',
    when: '5 % of the requests fail',
    input: traffic(THREE_DAYS, 300, 500),
    firesAt: minutes(THREE_DAYS + 5 * 44 + 15),
    resolvesAt: minutes(THREE_DAYS + 300 + 15),
    labels: windows('6h', '30m'),
    pace: slowPace,
  },
  {
    alert: 'PortTrackErrorBudgetBurn',
    when: '2.86 % of the requests fail',
    input: traffic(THREE_DAYS, 1_000, 286),
    firesAt: minutes(THREE_DAYS + 5 * 152 + 60),
    resolvesAt: minutes(THREE_DAYS + 1_000 + 60),
    labels: windows('1d', '2h'),
    pace: slowPace,
  },
  {
    alert: 'PortTrackErrorBudgetBurn',
    when: '0.81 % of the requests fail',
    input: traffic(THREE_DAYS, 3_000, 81),
    firesAt: minutes(THREE_DAYS + 5 * 534 + 180),
    resolvesAt: minutes(THREE_DAYS + 3_000 + 140),
    labels: windows('3d', '6h'),
    pace: slowPace,
  },
];

/** Two requests a second, a tenth of which fails. */
const steady = { [series(200)]: '0+108x40', [series(500)]: '0+12x40' };

/** The objective of availability. */
export const sloCases: ComponentCases = {
  alerts: burns,
  silent: [
    {
      alert: 'PortTrackErrorBudgetBurn',
      when: 'four requests of few fail',
      input: { [series(200)]: '0+1x40 40x60', [series(500)]: '0x40 1+1x3 4x60' },
      silentAt: ['22m', '23m', '24m', '25m', '26m'],
    },
  ],
  records: [
    ...['5m', '30m', '1h', '2h', '6h', '1d', '3d', '14d'].flatMap((window) =>
      Object.entries({ 'requests:rate': 2, 'errors:rate': 0.2, 'errors:ratio_rate': 0.1 }).map(
        ([name, value]) => ({
          record: `porttrack:slo_${name}${window}`,
          input: steady,
          at: '30m',
          samples: { '{}': value },
          pace: slowPace,
        }),
      ),
    ),
    {
      record: 'porttrack:slo_budget_remaining:ratio',
      input: steady,
      at: '30m',
      samples: { '{}': -19 },
      pace: slowPace,
    },
  ],
};
