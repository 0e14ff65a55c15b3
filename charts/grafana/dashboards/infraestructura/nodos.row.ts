import * as units from '@grafana/grafana-foundation-sdk/units';
import type { RowSpec } from '../panel-spec.js';
import { NODES } from './selectors.js';

/** Las máquinas. */
export const nodosRow: RowSpec = {
  title: 'Nodos',
  panels: [
    {
      kind: 'time-series',
      title: 'CPU por nodo',
      description:
        'Parte de la CPU que no está ociosa, media de dos minutos. La alerta está en 85 %.',
      unit: units.PercentUnit,
      width: 6,
      max: 1,
      queries: [{ expr: 'node:cpu_utilization:ratio_rate2m{node=~"$node"}', legend: '{{node}}' }],
      thresholds: { attention: 0.85, bad: 0.85, badWhen: 'above' },
      runbook: 'NodeHighCPU',
    },
    {
      kind: 'time-series',
      title: 'Memoria por nodo',
      description: 'Parte de la memoria que no está disponible para procesos nuevos.',
      unit: units.PercentUnit,
      width: 6,
      max: 1,
      queries: [{ expr: 'node:memory_utilization:ratio{node=~"$node"}', legend: '{{node}}' }],
      thresholds: { attention: 0.9, bad: 0.9, badWhen: 'above' },
    },
    {
      kind: 'time-series',
      title: 'Disco por nodo',
      description: 'Parte ocupada del sistema de archivos más lleno de cada nodo.',
      unit: units.PercentUnit,
      width: 6,
      max: 1,
      queries: [{ expr: '1 - node:filesystem_available:ratio{node=~"$node"}', legend: '{{node}}' }],
      thresholds: { attention: 0.85, bad: 0.9, badWhen: 'above' },
      runbook: 'NodeFilesystemFillingUp',
    },
    {
      kind: 'time-series',
      title: 'Carga por CPU',
      description:
        'Procesos que corren o esperan, entre el número de CPU. Por encima de uno hay cola.',
      unit: units.Short,
      width: 6,
      queries: [
        {
          expr: `max by (node) (node_load5{${NODES}}) / count by (node) (node_cpu_seconds_total{${NODES},mode="idle"})`,
          legend: '{{node}}',
        },
      ],
      thresholds: { attention: 1, bad: 1, badWhen: 'above' },
    },
  ],
};
