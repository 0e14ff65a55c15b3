import type { ComponentCases } from '../rule-case.js';

const up = (pod: string): string => `up{job="porttrack-api",pod="${pod}"}`;
const available =
  'kube_deployment_status_replicas_available{namespace="porttrack",deployment="porttrack-api"}';
const database = (pod: string): string =>
  `porttrack_dependency_up{job="porttrack-api",pod="${pod}",dependency="database"}`;
const request = 'job="porttrack-api",method="GET",route="/api/v1/vessels",status_code="200"';
const took = (le: string, labels = request): string =>
  `http_request_duration_seconds_bucket{${labels},le="${le}"}`;
const health = 'job="porttrack-api",method="GET",route="/health/ready",status_code="200"';
const dropped = (reason: string): string =>
  `porttrack_stream_dropped_total{job="porttrack-api",reason="${reason}"}`;

/** Fast until 2 minutes, slow from then to 10 minutes, then fast again: one request a second. */
const fastSlowFast = '0+30x4 120x15 150+30x20';

/** The service itself: is it there, and is it quick. */
export const porttrackCases: ComponentCases = {
  alerts: [
    {
      alert: 'PortTrackAppDown',
      when: 'no instance answers its scrape',
      input: { [up('a')]: '1x4 0x20 1x10', [up('b')]: '1x4 0x20 1x10', [available]: '2x40' },
      firesAt: '3m30s',
      resolvesAt: '13m',
    },
    {
      alert: 'PortTrackAppDown',
      when: 'no instance is discovered any more',
      input: { [up('a')]: '1x4 stale _x10 1x10' },
      firesAt: '3m30s',
      resolvesAt: '8m',
    },
    {
      alert: 'PortTrackAppDown',
      when: 'instances answer their scrapes and none is ready',
      input: { [up('a')]: '1x40', [up('b')]: '1x40', [available]: '2x4 0x20 2x10' },
      firesAt: '3m30s',
      resolvesAt: '13m',
    },
    {
      alert: 'HighResponseTime',
      when: 'most requests take longer than 500 ms',
      input: {
        [took('0.5')]: fastSlowFast,
        [took('1')]: '0+30x50',
        [took('+Inf')]: '0+30x50',
        [`http_requests_total{${request}}`]: '0+30x50',
      },
      firesAt: '7m30s',
      resolvesAt: '12m',
      value: '975ms',
    },
    {
      alert: 'PortTrackDatabaseUnreachable',
      when: 'no instance has an answer',
      input: { [database('a')]: '1x4 0x20 1x10', [database('b')]: '0x40' },
      firesAt: '3m30s',
      resolvesAt: '13m',
    },
    {
      alert: 'PortTrackStreamClientsDropped',
      when: 'twenty were too slow',
      input: { [dropped('slow-client')]: '0x4 20x40' },
      firesAt: '7m30s',
      resolvesAt: '12m30s',
      labels: { reason: 'slow-client' },
      value: '20',
    },
  ],
  silent: [
    {
      alert: 'PortTrackAppDown',
      when: 'one of two instances is dead',
      input: { [up('a')]: '0x40', [up('b')]: '1x40', [available]: '1x40' },
      silentAt: ['5m', '10m', '20m'],
    },
    {
      alert: 'HighResponseTime',
      when: 'a request now and then is slow',
      input: {
        [took('0.5')]: '0x40',
        [took('1')]: '0+1x40',
        [took('+Inf')]: '0+1x40',
        [`http_requests_total{${request}}`]: '0+1x40',
      },
      silentAt: ['10m', '20m'],
    },
    {
      alert: 'HighResponseTime',
      when: 'health checks alone are slow',
      input: {
        [took('0.5', health)]: '0x40',
        [took('1', health)]: '0+30x40',
        [took('+Inf', health)]: '0+30x40',
        [`http_requests_total{${health}}`]: '0+30x40',
      },
      silentAt: ['10m', '20m'],
    },
    {
      alert: 'PortTrackDatabaseUnreachable',
      when: 'one instance still reaches it',
      input: { [database('a')]: '0x40', [database('b')]: '1x40' },
      silentAt: ['5m', '20m'],
    },
    {
      alert: 'PortTrackStreamClientsDropped',
      when: 'an instance shuts down',
      input: { [dropped('shutdown')]: '0x4 200x40' },
      silentAt: ['8m', '12m'],
    },
  ],
  records: [
    {
      record: 'porttrack:http_requests:rate2m',
      input: {
        [`http_requests_total{${request}}`]: '0+30x20',
        [`http_requests_total{${health}}`]: '0+300x20',
      },
      at: '5m',
      samples: { '{}': 1 },
    },
    {
      record: 'route:http_requests:rate2m',
      input: {
        [`http_requests_total{${request},pod="a"}`]: '0+30x20',
        [`http_requests_total{${request},pod="b"}`]: '0+60x20',
      },
      at: '5m',
      samples: { '{method="GET",route="/api/v1/vessels",status_code="200"}': 3 },
    },
    ...Object.entries({ p50: 0.1, p95: 0.46, p99: 0.492 }).map(([name, value]) => ({
      record: `porttrack:http_request_duration_seconds:${name}_rate2m`,
      input: {
        [took('0.1')]: '0+15x20',
        [took('0.5')]: '0+30x20',
        [took('+Inf')]: '0+30x20',
      },
      at: '5m',
      samples: { '{}': value },
    })),
    {
      record: 'route:http_request_duration_seconds:p95_rate2m',
      input: {
        [took('0.1')]: '0+15x20',
        [took('0.5')]: '0+30x20',
        [took('+Inf')]: '0+30x20',
      },
      at: '5m',
      samples: { '{route="/api/v1/vessels"}': 0.46 },
    },
    {
      record: 'reason:stream_dropped:increase10m',
      input: { [dropped('slow-client')]: '0x10 7x20' },
      at: '7m',
      samples: { '{reason="slow-client"}': 7 },
    },
  ],
};
