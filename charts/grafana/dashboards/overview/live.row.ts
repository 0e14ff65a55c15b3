import * as units from '@grafana/grafana-foundation-sdk/units';
import type { RowSpec } from '../panel-spec.js';
import { PODS, SERVICE } from './selectors.js';

/** Who sends, who watches, and what they see. */
export const liveRow: RowSpec = {
  title: 'Feeds, streams and vessels',
  panels: [
    {
      kind: 'time-series',
      title: 'Feeds: time since the last message',
      description:
        'A saw that stays low is a feed that speaks; a ramp is one that has gone silent.',
      unit: units.Seconds,
      width: 8,
      queries: [
        {
          expr: 'feed:last_message_age:seconds',
          legend: '{{feed}}',
        },
      ],
      runbook: 'PortTrackFeedSilent',
    },
    {
      kind: 'time-series',
      title: 'Feeds: sentences',
      description: 'Sentences per second by feed, whatever became of them.',
      unit: units.CountsPerSecond,
      width: 8,
      isStacked: true,
      queries: [
        {
          expr: `sum by (feed) (rate(porttrack_ais_sentences_total{${PODS}}[$__rate_interval]))`,
          legend: '{{feed}}',
        },
      ],
    },
    {
      kind: 'time-series',
      title: 'Vessels by state',
      description: 'Vessels in the live picture, which is the same in every pod.',
      unit: units.Short,
      width: 8,
      isStacked: true,
      queries: [{ expr: `max by (state) (porttrack_vessels{${SERVICE}})`, legend: '{{state}}' }],
    },
    {
      kind: 'time-series',
      title: 'Stream clients',
      description: 'Clients connected to the event stream, by pod.',
      unit: units.Short,
      width: 12,
      isStacked: true,
      queries: [{ expr: `sum by (pod) (porttrack_stream_clients{${PODS}})`, legend: '{{pod}}' }],
    },
    {
      kind: 'time-series',
      title: 'Stream clients sent away',
      description:
        'Clients per second that were cut off, by reason: too slow to read, too many, or the pod was ending.',
      unit: units.CountsPerSecond,
      width: 12,
      queries: [
        {
          expr: `sum by (reason) (rate(porttrack_stream_dropped_total{${PODS}}[$__rate_interval]))`,
          legend: '{{reason}}',
        },
      ],
      runbook: 'PortTrackStreamClientsDropped',
    },
  ],
};
