import { type ComponentRules, record } from './rule.js';

/** Health checks of load balancers would thin out people's errors and waits. */
export const PEOPLES_REQUESTS = 'job="porttrack-api",route!~"/health/.*"';

/** Series of requests, read by the `HighResponseTime` alert and the overview. */
const requests = [
  record(
    'porttrack:http_requests:rate2m',
    `sum(rate(http_requests_total{${PEOPLES_REQUESTS}}[2m]))`,
  ),
  record(
    'route:http_requests:rate2m',
    `sum by (method, route, status_code) (rate(http_requests_total{${PEOPLES_REQUESTS}}[2m]))`,
  ),
  ...(
    [
      ['p50', 0.5],
      ['p95', 0.95],
      ['p99', 0.99],
    ] as const
  ).map(([name, quantile]) =>
    record(
      `porttrack:http_request_duration_seconds:${name}_rate2m`,
      `histogram_quantile(${quantile}, sum by (le) (
        rate(http_request_duration_seconds_bucket{${PEOPLES_REQUESTS}}[2m])))`,
    ),
  ),
  record(
    'route:http_request_duration_seconds:p95_rate2m',
    `histogram_quantile(0.95, sum by (route, le) (
      rate(http_request_duration_seconds_bucket{${PEOPLES_REQUESTS}}[2m])))`,
  ),
];

/** Series of the way from a receiver to the database. */
const ingest = [
  record(
    'feed:ais_sentences:rate2m',
    'sum by (feed, outcome) (rate(porttrack_ais_sentences_total{job="porttrack-api"}[2m]))',
  ),
  record(
    'feed:ais_sentences_rejected:ratio_rate10m',
    `sum by (feed) (rate(porttrack_ais_sentences_total{job="porttrack-api",outcome="rejected"}[10m]))
      / (sum by (feed) (rate(porttrack_ais_sentences_total{job="porttrack-api"}[10m])) > 0)`,
  ),
  // A pod forgets when it ends what it heard; the newest of six hours outlives a rollout.
  record(
    'feed:last_message_age:seconds',
    `time() - max by (feed) (
      max_over_time(porttrack_feed_last_message_timestamp_seconds{job="porttrack-api"}[6h]))`,
  ),
  record(
    'porttrack:ingest_commit_seconds:p95_rate2m',
    `histogram_quantile(0.95, sum by (le) (
      rate(porttrack_ingest_commit_seconds_bucket{job="porttrack-api"}[2m])))`,
  ),
  record(
    'instance:ingest_queue:ratio',
    `porttrack_ingest_queue_messages{job="porttrack-api"}
      / porttrack_ingest_queue_limit_messages{job="porttrack-api"}`,
  ),
  record(
    'feed:ingest_dropped:increase5m',
    'sum by (feed) (increase(porttrack_ingest_dropped_total{job="porttrack-api"}[5m]))',
  ),
  record(
    'reason:stream_dropped:increase10m',
    'sum by (reason) (increase(porttrack_stream_dropped_total{job="porttrack-api"}[10m]))',
  ),
];

/** The service: is it there, is it quick, and does the traffic of the receivers come through. */
export const porttrackRules: ComponentRules = {
  name: 'porttrack',
  groups: [
    { name: 'porttrack.requests', rules: requests },
    { name: 'porttrack.ingest', rules: ingest },
  ],
};
