import { alertmanager } from './alertmanager.js';
import { cadvisor } from './cadvisor.js';
import type { CatalogueSource } from './catalogue.js';
import { cloudnativePg, cloudnativePgPool } from './cloudnative-pg.js';
import { kubeStateMetrics } from './kube-state-metrics.js';
import { kubelet } from './kubelet.js';
import { redisExporter } from './redis-exporter.js';
import { yace } from './yace.js';

/** Every exporter that cannot run here. */
export const catalogue: readonly CatalogueSource[] = [
  cadvisor,
  kubelet,
  kubeStateMetrics,
  cloudnativePg,
  cloudnativePgPool,
  redisExporter,
  yace,
  alertmanager,
];
