import { alert, type ComponentRules, record } from './rule.js';

/** Health checks of load balancers would thin out people's errors and waits. */
export const PEOPLES_REQUESTS = 'job="porttrack-api",route!~"/health/.*"';

/** Series of requests. */
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

const availability = [
  // absent(): a target that is no longer discovered has no `up` that could be 0. The second arm: pods
  // that are not ready are scraped all the same.
  alert({
    name: 'PortTrackAppDown',
    expr: `absent(up{job="porttrack-api"} == 1) or on ()
      (max(kube_deployment_status_replicas_available{namespace="porttrack",deployment="porttrack-api"}) == 0)`,
    for: '1m',
    severity: 'critical',
    component: 'porttrack',
    summary: 'PortTrack is down',
    description:
      'For 1 minute no instance of porttrack-api has answered its scrape, or the Deployment has had no available pod.',
  }),
  alert({
    name: 'HighResponseTime',
    expr: `porttrack:http_request_duration_seconds:p95_rate2m > 0.5
      and on () porttrack:http_requests:rate2m > 0.1`,
    for: '5m',
    severity: 'warning',
    component: 'porttrack',
    summary: 'PortTrack answers slowly',
    description:
      'For 5 minutes the 95th percentile of the time to answer, over 2 minutes and all requests but health checks, has been above 500 ms, at more than 0.1 requests a second; now {{ $value | humanizeDuration }}.',
  }),
  alert({
    name: 'PortTrackDatabaseUnreachable',
    expr: 'max(porttrack_dependency_up{job="porttrack-api",dependency="database"}) == 0',
    for: '1m',
    severity: 'critical',
    component: 'porttrack',
    summary: 'PortTrack does not reach its database',
    description:
      'For 1 minute no instance of porttrack-api has had an answer from PostgreSQL within 1 second.',
  }),
  alert({
    name: 'PortTrackStreamClientsDropped',
    expr: 'reason:stream_dropped:increase10m{reason!="shutdown"} > 5',
    for: '5m',
    severity: 'warning',
    component: 'porttrack',
    summary: 'Clients of the live picture are sent away ({{ $labels.reason }})',
    description:
      'More than 5 clients of the event stream were sent away within 10 minutes for the reason {{ $labels.reason }}, for 5 minutes; a shutdown does not count. Now {{ $value | humanize }}.',
  }),
];

const traffic = [
  alert({
    name: 'PortTrackFeedSilent',
    expr: `feed:last_message_age:seconds > on (feed)
        max by (feed) (max_over_time(porttrack_feed_silence_threshold_seconds{job="porttrack-api"}[6h]))
      or on (feed)
      (max by (feed) (porttrack_feed_silence_threshold_seconds{job="porttrack-api"})
        unless on (feed) feed:last_message_age:seconds)`,
    for: '1m',
    severity: 'warning',
    component: 'porttrack',
    summary: 'Feed {{ $labels.feed }} is silent',
    description:
      'No message of feed {{ $labels.feed }} has come for longer than its threshold (silenceSeconds), and for 1 minute more, at any instance; or it is dialled and has not sent in 6 hours. Seconds: {{ $value | humanize }}.',
  }),
  alert({
    name: 'PortTrackIngestLag',
    expr: 'porttrack:ingest_commit_seconds:p95_rate2m > 5',
    for: '5m',
    severity: 'warning',
    component: 'porttrack',
    summary: 'Messages reach the database late',
    description:
      'For 5 minutes the 95th percentile of the time from receiving a message to its commit, over 2 minutes, has been above 5 s; now {{ $value | humanizeDuration }}.',
  }),
  alert({
    name: 'PortTrackIngestQueueFilling',
    expr: 'instance:ingest_queue:ratio > 0.5',
    for: '2m',
    severity: 'warning',
    component: 'porttrack',
    summary: 'The queue in front of the database fills up',
    description:
      'For 2 minutes more than half of the messages that may wait at {{ $labels.instance }} have been waiting; when it is full, messages are dropped. Now {{ $value | humanizePercentage }}.',
  }),
  alert({
    name: 'PortTrackMessagesDropped',
    expr: 'feed:ingest_dropped:increase5m > 0',
    for: '1m',
    severity: 'critical',
    component: 'porttrack',
    summary: 'Messages of feed {{ $labels.feed }} are lost',
    description:
      'Within 5 minutes, and for 1 minute, {{ $value | humanize }} messages of feed {{ $labels.feed }} were dropped because the queue in front of the database was full.',
  }),
  alert({
    name: 'PortTrackLinesRejected',
    expr: `feed:ais_sentences_rejected:ratio_rate10m > 0.1
      and on (feed) sum by (feed) (feed:ais_sentences:rate2m) > 0.1`,
    for: '10m',
    severity: 'warning',
    component: 'porttrack',
    summary: 'Feed {{ $labels.feed }} sends lines that are not AIS',
    description:
      'For 10 minutes more than 10 % of the sentences of feed {{ $labels.feed }}, over 10 minutes, were rejected (damaged, or not AIS), at more than 0.1 sentences a second; now {{ $value | humanizePercentage }}.',
  }),
];

/** The service: is it there, is it quick, and does the traffic of the receivers come through. */
export const porttrackRules: ComponentRules = {
  name: 'porttrack',
  rules: [...requests, ...ingest, ...availability, ...traffic],
};
