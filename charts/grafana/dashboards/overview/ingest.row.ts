import * as units from '@grafana/grafana-foundation-sdk/units';
import { palette } from '../palette.js';
import type { RowSpec } from '../panel-spec.js';
import { PODS } from './selectors.js';

const lag = (share: number): string =>
  `histogram_quantile(${String(share)}, sum by (le) (rate(porttrack_ingest_commit_seconds_bucket{${PODS}}[$__rate_interval])))`;

/** The way from a sentence to a committed row. */
export const ingestRow: RowSpec = {
  title: 'Ingest',
  panels: [
    {
      kind: 'time-series',
      title: 'Sentences by outcome',
      description:
        'AIS sentences per second. Duplicates are normal where receivers overlap; `incomplete` lost a fragment.',
      unit: units.CountsPerSecond,
      width: 8,
      isStacked: true,
      queries: [
        {
          expr: `sum by (outcome) (rate(porttrack_ais_sentences_total{${PODS}}[$__rate_interval]))`,
          legend: '{{outcome}}',
        },
      ],
    },
    {
      kind: 'time-series',
      title: 'Rejected by reason',
      description: 'Sentences per second that are not valid AIS, by what is wrong with them.',
      unit: units.CountsPerSecond,
      width: 8,
      isStacked: true,
      queries: [
        {
          expr: `sum by (reason) (rate(porttrack_ais_rejected_total{${PODS}}[$__rate_interval]))`,
          legend: '{{reason}}',
        },
      ],
      runbook: 'PortTrackLinesRejected',
    },
    {
      kind: 'time-series',
      title: 'Messages by type',
      description:
        'Messages per second by type of ITU-R M.1371: 1 to 3 are positions of class A, 18 and 19 of class B, 5 and 24 are particulars.',
      unit: units.CountsPerSecond,
      width: 8,
      isStacked: true,
      queries: [
        {
          expr: `sum by (type) (rate(porttrack_ais_messages_total{${PODS}}[$__rate_interval]))`,
          legend: 'type {{type}}',
        },
      ],
    },
    {
      kind: 'time-series',
      title: 'From receipt to commit',
      description:
        'Time from receiving a message to its commit. It grows before the queue does: a slow database shows here first.',
      unit: units.Seconds,
      width: 8,
      queries: [
        { expr: lag(0.5), legend: 'p50' },
        { expr: lag(0.95), legend: 'p95' },
        { expr: lag(0.99), legend: 'p99' },
      ],
      runbook: 'PortTrackIngestLag',
    },
    {
      kind: 'time-series',
      title: 'Waiting messages',
      description:
        'Messages waiting for the database, by pod. What does not fit into the queue is dropped and counted beside.',
      unit: units.Short,
      width: 8,
      queries: [
        {
          expr: `sum by (pod) (porttrack_ingest_queue_messages{${PODS}})`,
          legend: '{{pod}}',
        },
        {
          expr: `max(porttrack_ingest_queue_limit_messages{${PODS}})`,
          legend: 'limit',
          color: palette.bad,
          isReference: true,
        },
      ],
      runbook: 'PortTrackIngestQueueFilling',
    },
    {
      kind: 'time-series',
      title: 'Written and dropped',
      description:
        'Position reports committed per second, and messages dropped because the queue was full. Anything dropped is lost.',
      unit: units.CountsPerSecond,
      width: 8,
      queries: [
        {
          expr: `sum(rate(porttrack_positions_written_total{${PODS}}[$__rate_interval]))`,
          legend: 'positions written',
          color: palette.good,
        },
        {
          expr: `sum(rate(porttrack_ingest_dropped_total{${PODS}}[$__rate_interval]))`,
          legend: 'dropped',
          color: palette.bad,
        },
      ],
      runbook: 'PortTrackMessagesDropped',
    },
  ],
};
