import { Yaml } from 'cdk8s';
import { gatewayRules } from './gateway.rules.js';
import { kubernetesRules } from './kubernetes.rules.js';
import { monitoringRules } from './monitoring.rules.js';
import { nodesRules } from './nodes.rules.js';
import { outboxRules } from './outbox.rules.js';
import { porttrackRules } from './porttrack.rules.js';
import { postgresRules } from './postgres.rules.js';
import { redisRules } from './redis.rules.js';
import type { ComponentRules } from './rule.js';
import { sloRules } from './slo.rules.js';

/** All rules, one entry a component. */
export const rules: readonly ComponentRules[] = [
  porttrackRules,
  outboxRules,
  sloRules,
  nodesRules,
  kubernetesRules,
  postgresRules,
  redisRules,
  gatewayRules,
  monitoringRules,
];

/** A file of rules as Prometheus itself reads it. */
export interface RuleFile {
  readonly component: string;
  /** `<component>.rules.yaml`. */
  readonly name: string;
  readonly text: string;
}

/**
 * The same rules as files of Prometheus, for the development environment and for promtool. Where
 * there is no exporter of a component its file has to be left out: it would tell of an outage.
 */
export function nativeRules(): readonly RuleFile[] {
  return rules.map((group) => ({
    component: group.name,
    name: `${group.name}.rules.yaml`,
    text: Yaml.stringify({ groups: [group] }),
  }));
}
