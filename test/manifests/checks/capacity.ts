import {
  at,
  fieldsOf,
  kindOf,
  listOf,
  nameOf,
  namespaceOf,
  type ObjectSet,
  textOf,
} from '../object-set.js';
import { operatorPods } from '../operator-pods.js';
import { allContainers, containersOf, podCount, type PodTemplate, podTemplates } from '../pods.js';
import { quantityOf } from '../quantities.js';
import { type Check, type Finding, finding, unless } from './check.js';

/** The largest cluster whose nodes must all get their node-exporter. */
const NODES = 12;

const RESOURCES = ['requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'] as const;
type Resource = (typeof RESOURCES)[number];
type Amounts = Readonly<Record<Resource, number>>;

/** What fills in what a container leaves out: the namespace's LimitRange. */
function defaultsOf(set: ObjectSet, namespace: string): unknown {
  const range = set.ofKind('LimitRange').find((object) => namespaceOf(object) === namespace);
  return listOf(at(range?.body, 'spec', 'limits')).find((one) => at(one, 'type') === 'Container');
}

function amountOf(resources: unknown, defaults: unknown, resource: Resource): number {
  const [part = '', name = ''] = resource.split('.');
  const written = at(resources, part, name);
  const limit = part === 'requests' ? at(resources, 'limits', name) : undefined;
  const fallback = at(defaults, part === 'requests' ? 'defaultRequest' : 'default', name);
  return quantityOf(written ?? limit ?? fallback) ?? 0;
}

/** What one pod counts for: its containers together, or one that prepares it where that is more. */
function podAmounts(pod: PodTemplate, defaults: unknown): Amounts {
  const containers = containersOf(pod);
  const of = (resource: Resource): number => {
    const amounts = (isInit: boolean) =>
      containers
        .filter((container) => container.isInit === isInit)
        .map(({ body }) => amountOf(body['resources'], defaults, resource));
    const together = amounts(false).reduce((sum, amount) => sum + amount, 0);
    return Math.max(together, ...amounts(true));
  };
  return amountsBy(of);
}

const amountsBy = (of: (resource: Resource) => number): Amounts => ({
  'requests.cpu': of('requests.cpu'),
  'requests.memory': of('requests.memory'),
  'limits.cpu': of('limits.cpu'),
  'limits.memory': of('limits.memory'),
});

/** The most pods at one time: the autoscaler's maximum and those of a rollout. */
function mostPods(set: ObjectSet, pod: PodTemplate): number {
  if (kindOf(pod.owner) === 'DaemonSet') return NODES;
  const update =
    at(pod.owner.body, 'spec', 'strategy', 'rollingUpdate') ??
    at(pod.owner.body, 'spec', 'strategy', 'canary');
  const surge = at(update, 'maxSurge');
  return podCount(set, pod).most + (typeof surge === 'number' ? surge : 0);
}

/** Pods that operators add to theirs for a time: a joining instance, a rollout's surge. */
const ONE_MORE = ['Cluster', 'Pooler'];

interface Use {
  readonly pods: number;
  readonly amounts: Amounts;
}

function usesIn(set: ObjectSet, namespace: string): readonly Use[] {
  const defaults = defaultsOf(set, namespace);
  const ours = podTemplates(set)
    .filter((pod) => pod.namespace === namespace)
    .map((pod) => ({ pods: mostPods(set, pod), amounts: podAmounts(pod, defaults) }));
  const theirs = operatorPods(set)
    .filter((pods) => pods.namespace === namespace)
    .map(({ owner, count, resources }) => ({
      pods: count + (ONE_MORE.includes(kindOf(owner)) ? 1 : 0),
      amounts: amountsBy((resource) =>
        resources.reduce<number>((sum, one) => sum + amountOf(one, defaults, resource), 0),
      ),
    }));
  return [...ours, ...theirs];
}

/** Everything of a namespace fits its quota at once: the autoscaler at its maximum, and a rollout. */
function quotas(set: ObjectSet): readonly Finding[] {
  return set.ofKind('ResourceQuota').flatMap((quota) => {
    const hard = fieldsOf(at(quota.body, 'spec', 'hard'));
    const uses = usesIn(set, namespaceOf(quota));
    const sum = (of: (use: Use) => number) => uses.reduce((total, use) => total + of(use), 0);
    const fits = (resource: string, used: number): readonly Finding[] =>
      unless(
        used <= (quantityOf(hard[resource]) ?? Infinity) * 1.000_001,
        finding(quota, `/spec/hard/${resource}`, `${used} are used at most`),
      );
    return [
      ...RESOURCES.flatMap((resource) =>
        fits(
          resource,
          sum(({ pods, amounts }) => pods * amounts[resource]),
        ),
      ),
      ...fits(
        'pods',
        sum(({ pods }) => pods),
      ),
      ...fits('services.loadbalancers', balancersIn(set, namespaceOf(quota))),
      ...fits('count/secrets', secretsIn(set, namespaceOf(quota))),
    ];
  });
}

function balancersIn(set: ObjectSet, namespace: string): number {
  return set
    .ofKind('Service')
    .filter((service) => namespaceOf(service) === namespace)
    .filter((service) => at(service.body, 'spec', 'type') === 'LoadBalancer').length;
}

function secretsIn(set: ObjectSet, namespace: string): number {
  return set
    .ofKind('ExternalSecret', 'Certificate')
    .filter((object) => namespaceOf(object) === namespace).length;
}

/** No container asks for more than its namespace lets one have. */
function limitRanges(set: ObjectSet): readonly Finding[] {
  const ours = allContainers(set).map(({ pod, body, field }) => ({
    owner: pod.owner,
    namespace: pod.namespace,
    resources: body['resources'],
    field: `${field}/resources`,
  }));
  const theirs = operatorPods(set).flatMap(({ owner, namespace, resources }) =>
    resources.map((one) => ({ owner, namespace, resources: one, field: '/spec/resources' })),
  );
  return [...ours, ...theirs].flatMap(({ owner, namespace, resources, field }) => {
    const limits = defaultsOf(set, namespace);
    return ['cpu', 'memory'].flatMap((resource) => {
      const most = quantityOf(at(limits, 'max', resource)) ?? Infinity;
      const asked = quantityOf(at(resources, 'limits', resource)) ?? 0;
      return unless(
        asked <= most,
        finding(owner, `${field}/limits/${resource}`, `above the ${namespace}'s ${most}`),
      );
    });
  });
}

/** Connections to the pooler and from it to the database, which refuses what is too many. */
function connections(set: ObjectSet): readonly Finding[] {
  return set.ofKind('Pooler').flatMap((pooler) => {
    const cluster = set.find(
      'Cluster',
      namespaceOf(pooler),
      textOf(at(pooler.body, 'spec', 'cluster', 'name')),
    );
    const parameters = at(pooler.body, 'spec', 'pgbouncer', 'parameters');
    const size = Number(textOf(at(parameters, 'default_pool_size')) || 20);
    const instances = Number(at(pooler.body, 'spec', 'instances') ?? 1);
    const most = Number(
      textOf(at(cluster?.body, 'spec', 'postgresql', 'parameters', 'max_connections')) || 100,
    );
    return unless(
      // A third stays free for the migration, the operator, the exporter and people.
      size * (instances + 1) <= most * 0.67,
      finding(
        pooler,
        '/spec/pgbouncer/parameters',
        `${nameOf(pooler)} may take the database's ${most}`,
      ),
    );
  });
}

/** Whether everything fits at once. */
export const capacityChecks: readonly Check[] = [
  { name: 'capacity/quota', find: quotas },
  { name: 'capacity/limit-range', find: limitRanges },
  { name: 'capacity/connections', find: connections },
];
