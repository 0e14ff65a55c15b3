import * as units from '@grafana/grafana-foundation-sdk/units';
import { palette } from '../palette.js';
import type { RowSpec } from '../panel-spec.js';
import { PEOPLES_REQUESTS } from '../../../rules/porttrack.rules.js';
import { GATEWAY, STAGES } from './selectors.js';

/**
 * CloudWatch has no count of throttled requests of an HTTP API: they are among its 4xx. What the
 * service has not answered with 4xx itself was refused at the door.
 */
export const throttlingRow: RowSpec = {
  title: 'Throttling',
  panels: [
    {
      kind: 'time-series',
      title: 'Requests against the limit',
      description:
        "Average requests per second of a minute, and the steady rate above which the stage throttles (choose the environment's above). A minute's average hides bursts: near the limit some are refused already.",
      unit: units.RequestsPerSecond,
      width: 12,
      queries: [
        {
          expr: `sum(gateway:count:per_minute{${STAGES}}) / 60`,
          legend: 'requests',
          color: palette.neutral,
        },
        { expr: 'vector($limit)', legend: 'limit', color: palette.bad, isReference: true },
      ],
    },
    {
      kind: 'time-series',
      title: 'Refused at the gateway',
      description:
        '4xx of the gateway less the 4xx that the service answered, per minute: throttled (429), without a valid token, or without a route. The two are counted by different clocks, so small numbers are noise.',
      unit: units.RequestsPerMinute,
      width: 12,
      queries: [
        {
          expr: `clamp_min(sum(aws_apigateway_4xx_sum{${GATEWAY}}) - (60 * sum(rate(http_requests_total{${PEOPLES_REQUESTS},status_code=~"4.."}[$__rate_interval])) or vector(0)), 0)`,
          legend: 'refused',
          color: palette.attention,
        },
      ],
    },
  ],
};
