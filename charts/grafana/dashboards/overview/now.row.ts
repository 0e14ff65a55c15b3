import * as units from '@grafana/grafana-foundation-sdk/units';
import { palette } from '../palette.js';
import type { RowSpec } from '../panel-spec.js';
import { SERVICE } from './selectors.js';

/** The answer to "is it all right?", before anybody scrolls. */
export const nowRow: RowSpec = {
  title: 'Right now',
  panels: [
    {
      kind: 'stat',
      title: 'Alerts firing',
      description: 'Alerts of severity critical or warning that are firing. None is normal.',
      unit: units.Short,
      width: 3,
      queries: [
        {
          expr: 'sum(ALERTS{alertstate="firing",severity=~"critical|warning"}) or vector(0)',
          legend: 'firing',
        },
      ],
      thresholds: { attention: 1, bad: 3, badWhen: 'above' },
    },
    {
      kind: 'stat',
      title: 'Pods available',
      description:
        'Pods of the service that have been ready for minReadySeconds. Two is the least that survives the loss of one.',
      unit: units.Short,
      width: 3,
      queries: [
        {
          expr: 'max(kube_deployment_status_replicas_available{namespace="porttrack",deployment="porttrack-api"})',
          legend: 'available',
        },
      ],
      thresholds: { attention: 2, bad: 1, badWhen: 'below' },
      runbook: 'PortTrackAppDown',
    },
    {
      kind: 'stat',
      title: 'Requests',
      description:
        "Requests answered per second over all pods, without the load balancers' health checks.",
      unit: units.RequestsPerSecond,
      width: 3,
      queries: [
        {
          expr: 'porttrack:http_requests:rate2m',
          legend: 'requests',
          color: palette.neutral,
        },
      ],
    },
    {
      kind: 'stat',
      title: 'Errors',
      description: 'Share of the requests of the last five minutes that were answered with 5xx.',
      unit: units.PercentUnit,
      width: 3,
      decimals: 2,
      queries: [{ expr: 'porttrack:slo_errors:ratio_rate5m', legend: '5xx' }],
      thresholds: { attention: 0.001, bad: 0.005, badWhen: 'above' },
      runbook: 'PortTrackErrorBudgetBurn',
    },
    {
      kind: 'stat',
      title: 'Latency p95',
      description:
        'Time in which 95 % of the requests of the last two minutes were answered. The alert is at 500 ms.',
      unit: units.Seconds,
      width: 3,
      queries: [{ expr: 'porttrack:http_request_duration_seconds:p95_rate2m', legend: 'p95' }],
      thresholds: { attention: 0.25, bad: 0.5, badWhen: 'above' },
      runbook: 'HighResponseTime',
    },
    {
      kind: 'stat',
      title: 'Error budget left',
      description:
        'Share of the 0.5 % of requests that may fail in 14 days which is still left. Below zero the objective is missed.',
      unit: units.PercentUnit,
      width: 3,
      decimals: 1,
      queries: [{ expr: 'porttrack:slo_budget_remaining:ratio', legend: 'left' }],
      thresholds: { attention: 0.5, bad: 0, badWhen: 'below' },
      runbook: 'PortTrackErrorBudgetBurn',
    },
    {
      kind: 'stat',
      title: 'Vessels',
      description:
        'Vessels in the live picture. Every pod holds the whole picture, so the largest is shown.',
      unit: units.Short,
      width: 3,
      queries: [{ expr: `sum(max by (state) (porttrack_vessels{${SERVICE}}))`, legend: 'vessels' }],
    },
    {
      kind: 'stat',
      title: 'Oldest feed',
      description:
        'Time since the last message of the feed that has been silent longest. Each feed has its own threshold; see the row Feeds.',
      unit: units.Seconds,
      width: 3,
      queries: [
        {
          expr: 'max(feed:last_message_age:seconds)',
          legend: 'silent for',
        },
      ],
      thresholds: { attention: 60, bad: 300, badWhen: 'above' },
      runbook: 'PortTrackFeedSilent',
    },
  ],
};
