import type { IPrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import type { Construct } from 'constructs';
import { customObject } from '../constructs/custom-object.js';
import { MONITORING_LABEL, type Written } from '../constructs/monitors.js';
import { PortTrackChart } from '../constructs/porttrack-chart.js';
import type { Environment } from '../environments.js';
import { NAMESPACES, objectLabels } from '../workloads.js';
import { gatewayRules } from './gateway.rules.js';
import type { AlertRule, RecordingRule } from './rule.js';
import { rules } from './rules.js';

/**
 * One PrometheusRule for each component of the environment. The rules are the same everywhere; those
 * of the gateway stay away where there is none, for they would tell of its absence.
 */
export class RulesChart extends PortTrackChart {
  constructor(scope: Construct, environment: Environment) {
    super(scope, 'rules', environment, NAMESPACES.monitoring);
    for (const { name, rules: group } of rules) {
      if (name === gatewayRules.name && environment.edge !== 'aws-api-gateway') continue;
      customObject<Written<IPrometheusRule>>(this, {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        metadata: {
          name,
          namespace: NAMESPACES.monitoring,
          labels: { ...objectLabels(name, 'rules'), ...MONITORING_LABEL },
        },
        spec: { groups: [{ name, rules: group.map(modelled) }] },
      });
    }
  }
}

/** The same rule in the model's mutable type. */
function modelled(rule: RecordingRule | AlertRule) {
  return { ...rule };
}
