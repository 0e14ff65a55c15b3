import type { ComponentCases } from '../rule-case.js';
import { postgresCases, redisCases } from './data.cases.js';
import { ingestCases } from './ingest.cases.js';
import { kubernetesCases } from './kubernetes.cases.js';
import { nodesCases } from './nodes.cases.js';
import { gatewayCases, monitoringCases } from './platform.cases.js';
import { porttrackCases } from './porttrack.cases.js';
import { sloCases } from './slo.cases.js';

/** Every case of every component. */
export const allCases: readonly ComponentCases[] = [
  porttrackCases,
  ingestCases,
  sloCases,
  nodesCases,
  kubernetesCases,
  postgresCases,
  redisCases,
  gatewayCases,
  monitoringCases,
];
