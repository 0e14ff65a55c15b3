import { dashboardOf } from '../dashboard.js';
import { environmentVariable, labelVariable } from '../variables.js';
import { nodosRow } from './nodos.row.js';
import { podsRow } from './pods.row.js';
import { postgresRow } from './postgres.row.js';
import { redRow } from './red.row.js';
import { redisRow } from './redis.row.js';
import { resumenRow } from './resumen.row.js';

/** Where the service runs. In Spanish, as its title: it is read by the port's own operations staff. */
export const infraestructuraDashboard = dashboardOf({
  uid: 'infraestructura',
  title: 'Infraestructura',
  description: 'Nodos, pods, PostgreSQL, Redis y red.',
  variables: [
    environmentVariable({ label: 'Entorno', description: 'El Prometheus del entorno.' }),
    labelVariable({
      name: 'node',
      label: 'Nodo',
      description: 'Nodos del cluster.',
      values: { label: 'node', selector: 'up{job="node-exporter"}' },
    }),
    labelVariable({
      name: 'pod',
      label: 'Pod',
      description: 'Pods del proyecto, en todos sus espacios de nombres.',
      values: {
        label: 'pod',
        selector: 'kube_pod_info{job="kube-state-metrics",namespace=~"porttrack.*"}',
      },
    }),
  ],
  rows: [resumenRow, nodosRow, podsRow, postgresRow, redisRow, redRow],
});
