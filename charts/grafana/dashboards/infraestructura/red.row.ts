import * as units from '@grafana/grafana-foundation-sdk/units';
import { palette } from '../palette.js';
import type { RowSpec } from '../panel-spec.js';
import { NODES, PODS } from './selectors.js';

/** Interfaces de verdad: sin el bucle local ni las que hace el cluster para sus pods. */
const DEVICES = `${NODES},device!~"lo|veth.*|cali.*|eni.*|cni.*|docker.*|ifb.*"`;

const byNode = (metric: string): string =>
  `sum by (node) (rate(${metric}{${DEVICES}}[$__rate_interval]))`;

const byPod = (metric: string): string =>
  `topk(10, sum by (pod) (rate(${metric}{job="cadvisor",${PODS}}[$__rate_interval])))`;

/** Lo que pasa por los cables. */
export const redRow: RowSpec = {
  title: 'Red',
  panels: [
    {
      kind: 'time-series',
      title: 'Tráfico por nodo',
      description: 'Bytes por segundo que recibe y envía cada nodo por sus interfaces físicas.',
      unit: units.BytesPerSecondSI,
      width: 8,
      queries: [
        { expr: byNode('node_network_receive_bytes_total'), legend: 'recibe {{node}}' },
        { expr: byNode('node_network_transmit_bytes_total'), legend: 'envía {{node}}' },
      ],
    },
    {
      kind: 'time-series',
      title: 'Tráfico por pod',
      description:
        'Bytes por segundo de los diez pods que más reciben y de los diez que más envían.',
      unit: units.BytesPerSecondSI,
      width: 8,
      queries: [
        { expr: byPod('container_network_receive_bytes_total'), legend: 'recibe {{pod}}' },
        { expr: byPod('container_network_transmit_bytes_total'), legend: 'envía {{pod}}' },
      ],
    },
    {
      kind: 'time-series',
      title: 'Errores y descartes',
      description: 'Paquetes por segundo que se perdieron en las interfaces de los nodos.',
      unit: units.CountsPerSecond,
      width: 8,
      queries: [
        {
          expr: `${byNode('node_network_receive_errs_total')} + ${byNode('node_network_transmit_errs_total')}`,
          legend: 'errores {{node}}',
          color: palette.bad,
        },
        {
          expr: `${byNode('node_network_receive_drop_total')} + ${byNode('node_network_transmit_drop_total')}`,
          legend: 'descartes {{node}}',
          color: palette.attention,
        },
      ],
    },
  ],
};
