import type { ComponentCases } from '../rule-case.js';
import { postgresCases, redisCases } from './data.cases.js';
import { ingestCases } from './ingest.cases.js';
import { kubernetesCases } from './kubernetes.cases.js';
import { nodesCases } from './nodes.cases.js';
import { outboxCases } from './outbox.cases.js';
import { gatewayCases, monitoringCases } from './platform.cases.js';
import { porttrackCases } from './porttrack.cases.js';
import { sloCases } from './slo.cases.js';

/** Every case, by the component whose file of rules it needs, and no other. */
export const casesByComponent: Readonly<Record<string, readonly ComponentCases[]>> = {
  porttrack: [porttrackCases, ingestCases],
  outbox: [outboxCases],
  slo: [sloCases],
  nodes: [nodesCases],
  kubernetes: [kubernetesCases],
  postgres: [postgresCases],
  redis: [redisCases],
  gateway: [gatewayCases],
  monitoring: [monitoringCases],
};
