import * as units from '@grafana/grafana-foundation-sdk/units';
import { palette } from '../palette.js';
import type { PanelSpec, RowSpec } from '../panel-spec.js';
import { CONTAINERS, PODS, STATE } from './selectors.js';

const HPA = `${STATE},namespace="porttrack"`;

/** Uso de los pods elegidos junto a lo que piden y a lo que pueden usar. */
function againstLimits(props: {
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly resource: 'cpu' | 'memory';
  readonly usage: string;
}): PanelSpec {
  const { title, description, unit, resource, usage } = props;
  const declared = (metric: string) => `sum(${metric}{${STATE},${PODS},resource="${resource}"})`;
  return {
    kind: 'time-series',
    title,
    description,
    unit,
    width: 8,
    queries: [
      { expr: usage, legend: 'uso', color: palette.neutral },
      {
        expr: declared('kube_pod_container_resource_requests'),
        legend: 'pedido',
        color: palette.attention,
        isReference: true,
      },
      {
        expr: declared('kube_pod_container_resource_limits'),
        legend: 'límite',
        color: palette.bad,
        isReference: true,
      },
    ],
  };
}

/** Los contenedores del proyecto. */
export const podsRow: RowSpec = {
  title: 'Pods: CPU y memoria frente a lo pedido y al límite',
  panels: [
    againstLimits({
      title: 'CPU de los pods elegidos',
      description:
        'Núcleos que usan entre todos, lo que piden al planificador y lo que pueden usar como mucho.',
      unit: units.Short,
      resource: 'cpu',
      usage: 'sum(container:cpu_usage_seconds:rate2m{pod=~"$pod"})',
    }),
    {
      kind: 'time-series',
      title: 'CPU respecto del límite',
      description: 'Los diez contenedores más cerca de su límite de CPU. La alerta está en 80 %.',
      unit: units.PercentUnit,
      width: 8,
      queries: [
        {
          expr: 'topk(10, container:cpu_limit:ratio_rate2m{pod=~"$pod"})',
          legend: '{{pod}} {{container}}',
        },
      ],
      thresholds: { attention: 0.8, bad: 0.8, badWhen: 'above' },
      runbook: 'HighCPU',
    },
    {
      kind: 'time-series',
      title: 'CPU estrangulada',
      description:
        'Parte de los períodos en que el núcleo frenó al contenedor por llegar a su límite. Alarga los tiempos de respuesta.',
      unit: units.PercentUnit,
      width: 8,
      max: 1,
      queries: [
        {
          expr: `topk(10, sum by (pod, container) (rate(container_cpu_cfs_throttled_periods_total{${CONTAINERS}}[$__rate_interval])) / sum by (pod, container) (rate(container_cpu_cfs_periods_total{${CONTAINERS}}[$__rate_interval])))`,
          legend: '{{pod}} {{container}}',
        },
      ],
    },
    againstLimits({
      title: 'Memoria de los pods elegidos',
      description:
        'Memoria que usan entre todos sin la caché que se puede soltar, lo que piden y el límite.',
      unit: units.BytesIEC,
      resource: 'memory',
      usage: 'sum(container:memory_working_set_bytes:sum{pod=~"$pod"})',
    }),
    {
      kind: 'time-series',
      title: 'Memoria respecto del límite',
      description: 'Los diez contenedores más cerca de su límite. Al llegar, el núcleo los mata.',
      unit: units.PercentUnit,
      width: 8,
      queries: [
        {
          expr: 'topk(10, container:memory_limit:ratio{pod=~"$pod"})',
          legend: '{{pod}} {{container}}',
        },
      ],
      thresholds: { attention: 0.8, bad: 0.9, badWhen: 'above' },
      runbook: 'ContainerOOMKilled',
    },
    {
      kind: 'time-series',
      title: 'Réplicas del servicio',
      description:
        'Pods que hay y pods que quiere el autoescalado, con sus límites. Pegado al máximo ya no puede crecer.',
      unit: units.Short,
      width: 8,
      queries: [
        {
          expr: `max(kube_horizontalpodautoscaler_status_current_replicas{${HPA}})`,
          legend: 'actuales',
          color: palette.good,
        },
        {
          expr: `max(kube_horizontalpodautoscaler_status_desired_replicas{${HPA}})`,
          legend: 'deseadas',
          color: palette.neutral,
        },
        {
          expr: `max(kube_horizontalpodautoscaler_spec_min_replicas{${HPA}})`,
          legend: 'mínimo',
          color: palette.quiet,
          isReference: true,
        },
        {
          expr: `max(kube_horizontalpodautoscaler_spec_max_replicas{${HPA}})`,
          legend: 'máximo',
          color: palette.bad,
          isReference: true,
        },
      ],
      runbook: 'PortTrackScaledToMax',
    },
  ],
};
