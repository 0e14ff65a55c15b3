import * as units from '@grafana/grafana-foundation-sdk/units';
import type { RowSpec } from '../panel-spec.js';
import { STATE } from './selectors.js';

/** Lo que se mira primero. */
export const resumenRow: RowSpec = {
  title: 'Resumen',
  panels: [
    {
      kind: 'stat',
      title: 'Nodos no listos',
      description: 'Nodos cuya condición Ready no es verdadera. Lo normal es cero.',
      unit: units.Short,
      width: 4,
      queries: [
        {
          expr: `sum(kube_node_status_condition{${STATE},condition="Ready",status="true"} == bool 0)`,
          legend: 'no listos',
        },
      ],
      thresholds: { attention: 1, bad: 1, badWhen: 'above' },
      runbook: 'NodeDown',
    },
    {
      kind: 'stat',
      title: 'Pods no listos',
      description: 'Pods del proyecto que están pendientes, fallidos o en estado desconocido.',
      unit: units.Short,
      width: 4,
      queries: [
        {
          expr: `sum(kube_pod_status_phase{${STATE},namespace=~"porttrack.*",phase=~"Pending|Failed|Unknown"})`,
          legend: 'no listos',
        },
      ],
      thresholds: { attention: 1, bad: 2, badWhen: 'above' },
    },
    {
      kind: 'stat',
      title: 'Reinicios en una hora',
      description: 'Veces que un contenedor del proyecto volvió a arrancar en la última hora.',
      unit: units.Short,
      width: 4,
      decimals: 0,
      queries: [
        {
          expr: `sum(increase(kube_pod_container_status_restarts_total{${STATE},namespace=~"porttrack.*"}[1h]))`,
          legend: 'reinicios',
        },
      ],
      thresholds: { attention: 1, bad: 5, badWhen: 'above' },
      runbook: 'ContainerRestarting',
    },
    {
      kind: 'stat',
      title: 'Volumen más lleno',
      description: 'Parte ocupada del volumen persistente al que menos espacio le queda.',
      unit: units.PercentUnit,
      width: 4,
      decimals: 1,
      queries: [{ expr: '1 - min(persistentvolumeclaim:available:ratio)', legend: 'ocupado' }],
      thresholds: { attention: 0.8, bad: 0.9, badWhen: 'above' },
      runbook: 'PersistentVolumeFillingUp',
    },
    {
      kind: 'stat',
      title: 'Primarias de PostgreSQL',
      description: 'Instancias que aceptan escrituras. Debe haber exactamente una.',
      unit: units.Short,
      width: 4,
      queries: [
        {
          expr: 'sum(cnpg_pg_replication_in_recovery{job="porttrack-pg"} == bool 0)',
          legend: 'primarias',
        },
      ],
      thresholds: { attention: 1, bad: 1, badWhen: 'below' },
      runbook: 'PostgresPrimaryMissing',
    },
    {
      kind: 'stat',
      title: 'Maestros de Redis',
      description:
        'Instancias de Redis que dicen ser maestro. Debe haber exactamente una; sin ella el servicio sigue, pero sin caché.',
      unit: units.Short,
      width: 4,
      queries: [
        {
          expr: 'count(redis_instance_info{job="porttrack-redis",role="master"}) or vector(0)',
          legend: 'maestros',
        },
      ],
      thresholds: { attention: 1, bad: 1, badWhen: 'below' },
      runbook: 'RedisMasterMissing',
    },
  ],
};
