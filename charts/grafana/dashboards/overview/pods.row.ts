import * as units from '@grafana/grafana-foundation-sdk/units';
import type { RowSpec } from '../panel-spec.js';
import { PODS } from './selectors.js';

/** The process itself, and what it hangs on. */
export const podsRow: RowSpec = {
  title: 'Pods of the service',
  panels: [
    {
      kind: 'time-series',
      title: 'Event loop delay, p99',
      description:
        'How late the event loop is for 1 % of its turns. Every request waits at least that long.',
      unit: units.Seconds,
      width: 6,
      queries: [{ expr: `nodejs_eventloop_lag_p99_seconds{${PODS}}`, legend: '{{pod}}' }],
      thresholds: { attention: 0.1, bad: 0.5, badWhen: 'above' },
    },
    {
      kind: 'time-series',
      title: 'Memory of the process',
      description:
        'Resident memory and the used part of the heap. The pod is killed at its limit (see Infraestructura).',
      unit: units.BytesIEC,
      width: 6,
      queries: [
        { expr: `process_resident_memory_bytes{${PODS}}`, legend: 'resident {{pod}}' },
        { expr: `nodejs_heap_size_used_bytes{${PODS}}`, legend: 'heap {{pod}}' },
      ],
    },
    {
      kind: 'time-series',
      title: 'Database connections',
      description:
        "Connections of the pods' pools. Callers that wait mean that the pool or the database is too small.",
      unit: units.Short,
      width: 6,
      queries: [
        {
          expr: `sum by (state) (porttrack_database_pool_connections{${PODS}})`,
          legend: '{{state}}',
        },
      ],
    },
    {
      kind: 'time-series',
      title: 'Dependencies',
      description: '1 while every pod reaches the dependency, 0 while one of them does not.',
      unit: units.Short,
      width: 6,
      max: 1,
      queries: [
        {
          expr: `min by (dependency) (porttrack_dependency_up{${PODS}})`,
          legend: '{{dependency}}',
        },
      ],
      runbook: 'PortTrackDatabaseUnreachable',
    },
  ],
};
