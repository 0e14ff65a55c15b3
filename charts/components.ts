import type { Construct } from 'constructs';
import { AccessChart, ClusterAccessChart } from './access/access.chart.js';
import type { Environment } from './environments.js';
import { NamespaceChart } from './namespaces/namespace.chart.js';
import { PrioritiesChart } from './priorities/priorities.chart.js';
import { PortTrackApiChart } from './porttrack-api/porttrack-api.chart.js';
import { PortTrackMigrateChart } from './porttrack-migrate/porttrack-migrate.chart.js';
import { RulesChart } from './rules/rules.chart.js';
import { NAMESPACES } from './workloads.js';

/** Adds the charts of one component to an environment's app. */
export interface Component {
  /**
   * Who applies it: `platform` needs rights that the deployer must not have (namespaces, quotas,
   * roles), and reviewers of its own.
   */
  readonly tier: 'platform' | 'application';
  readonly add: (scope: Construct, environment: Environment) => void;
}

/** Every component, in the order in which they are applied. */
export const components: readonly Component[] = [
  {
    tier: 'platform',
    add: (scope, environment) => {
      for (const name of Object.values(NAMESPACES)) new NamespaceChart(scope, environment, name);
    },
  },
  {
    tier: 'platform',
    add: (scope, environment) => {
      new PrioritiesChart(scope, environment);
    },
  },
  {
    tier: 'platform',
    add: (scope, environment) => {
      new ClusterAccessChart(scope, environment);
      for (const name of Object.values(NAMESPACES)) new AccessChart(scope, environment, name);
    },
  },
  {
    tier: 'application',
    add: (scope, environment) => {
      new PortTrackMigrateChart(scope, environment);
    },
  },
  {
    tier: 'application',
    add: (scope, environment) => {
      new PortTrackApiChart(scope, environment);
    },
  },
  {
    tier: 'application',
    add: (scope, environment) => {
      new RulesChart(scope, environment);
    },
  },
];
