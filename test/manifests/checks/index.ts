import { accessChecks } from './access.js';
import { capacityChecks } from './capacity.js';
import type { Check } from './check.js';
import { doorChecks } from './doors.js';
import { flowChecks } from './flows.js';
import { hygieneChecks } from './hygiene.js';
import { monitoringChecks } from './monitoring.js';
import { namespaceChecks } from './namespaces.js';
import { podSecurityChecks } from './pod-security.js';
import { referenceChecks } from './references.js';
import { rolloutChecks } from './rollouts.js';
import { schemaChecks } from './schema.js';
import { serviceChecks } from './services.js';
import { toolChecks } from './tools.js';
import { workloadChecks } from './workloads.js';

/** Every claim about dist/. What needs a program that the machine lacks claims nothing there. */
export const checks: readonly Check[] = [
  ...schemaChecks,
  ...hygieneChecks,
  ...namespaceChecks,
  ...podSecurityChecks,
  ...workloadChecks,
  ...rolloutChecks,
  ...serviceChecks,
  ...referenceChecks,
  ...capacityChecks,
  ...flowChecks,
  ...accessChecks,
  ...doorChecks,
  ...monitoringChecks,
  ...toolChecks,
];
