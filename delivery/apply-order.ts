import type { Environment } from '../charts/environments.js';
import { synthesize } from '../charts/synth.js';
import { groupOf } from './manifest-object.js';
import type { ManifestSet, PlacedObject } from './manifest-set.js';

/** Who applies an object: the platform's reviewers, or the deployer. */
export type Tier = 'platform' | 'application';

/**
 * A step of a deployment: files of dist/ to apply together, or an object (`kind/name` in a namespace)
 * to wait for.
 */
export type DeployStep =
  | { readonly verb: 'apply'; readonly files: readonly string[] }
  | {
      readonly verb: 'secret' | 'database' | 'job' | 'rollout';
      readonly namespace: string;
      readonly target: string;
    };

/** What of an environment is applied. */
export interface DeployScope {
  readonly tier: Tier;
  /** A rollback to an earlier dist/ runs no migration: the schema only ever gains (docs/operations.md). */
  readonly hasJobs: boolean;
}

/**
 * Kinds that the deployer must not write, whichever component they belong to: who can bind a role is
 * its own administrator.
 */
const PLATFORM_KINDS = new Set([
  'ClusterRole',
  'ClusterRoleBinding',
  'LimitRange',
  'Namespace',
  'PriorityClass',
  'ResourceQuota',
  'Role',
  'RoleBinding',
]);

/** Kinds that come first in their chart, in this order: what the others need, and what pods read. */
const FIRST_KINDS: readonly string[] = [
  'Namespace',
  'NetworkPolicy',
  'ServiceAccount',
  'SecretStore',
  'ExternalSecret',
  'ConfigMap',
];

/** Kinds whose new pods are waited for. */
const ROLLED_KINDS: readonly string[] = ['Deployment', 'DaemonSet', 'Rollout'];

/**
 * What it takes to apply one tier of an environment, chart by chart in the order of components. Of a
 * chart, what pods read comes first and is waited for, then its Jobs, then the rest, then its rollouts.
 * @param manifests any revision of dist/: a chart that the source no longer has comes last
 */
export function deploySteps(
  environment: Environment,
  manifests: ManifestSet,
  { tier, hasJobs }: DeployScope,
): readonly DeployStep[] {
  const charts = chartsOf(environment);
  const place = (chart: string): number => [...charts.keys()].indexOf(chart) + 1 || charts.size + 1;
  const chosen = manifests
    .filter((placed) => placed.environment === environment.name)
    .filter((placed) => tierOf(placed, charts) === tier)
    .filter(({ object }) => hasJobs || object.kind !== 'Job');
  const names = [...new Set(chosen.map(({ chart }) => chart))];
  return names
    .sort((left, right) => place(left) - place(right) || left.localeCompare(right))
    .flatMap((name) => chartSteps(chosen.filter(({ chart }) => chart === name)));
}

/** Charts in the order in which they are applied, with whose they are. */
function chartsOf(environment: Environment): ReadonlyMap<string, Tier> {
  return new Map(synthesize(environment).map(({ chart, tier }) => [chart, tier]));
}

function tierOf({ chart, object }: PlacedObject, charts: ReadonlyMap<string, Tier>): Tier {
  return PLATFORM_KINDS.has(object.kind) ? 'platform' : (charts.get(chart) ?? 'application');
}

function chartSteps(manifests: readonly PlacedObject[]): DeployStep[] {
  const first = FIRST_KINDS.flatMap((kind) => ofKind(manifests, kind));
  const jobs = ofKind(manifests, 'Job');
  const rest = manifests.filter((one) => !jobs.includes(one) && !first.includes(one));
  const databases = ofKind(rest, 'Cluster').filter(
    ({ object }) => groupOf(object) === 'postgresql.cnpg.io',
  );
  return [
    ...applied(first),
    ...ofKind(first, 'ExternalSecret').map((placed) => wait('secret', placed)),
    ...jobs.flatMap((job) => [...applied([job]), wait('job', job)]),
    ...applied(rest),
    ...databases.map((placed) => wait('database', placed)),
    ...ROLLED_KINDS.flatMap((kind) => ofKind(rest, kind).map((placed) => wait('rollout', placed))),
  ];
}

function ofKind(manifests: readonly PlacedObject[], kind: string): PlacedObject[] {
  return manifests.filter(({ object }) => object.kind === kind);
}

function applied(manifests: readonly PlacedObject[]): DeployStep[] {
  if (manifests.length === 0) return [];
  return [{ verb: 'apply', files: manifests.map(({ path }) => path) }];
}

function wait(verb: Exclude<DeployStep['verb'], 'apply'>, { object }: PlacedObject): DeployStep {
  const group = groupOf(object);
  const kind = group === '' ? object.kind : `${object.kind}.${group}`;
  return {
    verb,
    namespace: object.metadata.namespace ?? '',
    target: `${kind.toLowerCase()}/${object.metadata.name}`,
  };
}

/** Steps as `delivery/steps/apply.sh` reads them: a line each, words separated by spaces. */
export function stepLines(steps: readonly DeployStep[]): string {
  return steps
    .map((step) =>
      step.verb === 'apply'
        ? `apply ${step.files.join(' ')}\n`
        : `${step.verb} ${step.namespace} ${step.target}\n`,
    )
    .join('');
}
