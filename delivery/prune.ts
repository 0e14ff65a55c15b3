import { groupOf, isRecord, type ManifestObject, objectKey } from './manifest-object.js';

/** An object to delete, as `kubectl delete` takes it. */
export interface Pruned {
  /** `ConfigMap`, `Deployment.apps` */
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
}

/** How many earlier contents of a ConfigMap stay, so that an undone rollout finds what it had. */
export const KEPT_REVISIONS = 5;

/**
 * Kinds that prune may delete: all that can be made again from dist/. Whatever holds data (Cluster,
 * RedisReplication, Prometheus, claims), names the world relies on (API of the gateway) or gives
 * rights is not among them, and neither are Jobs, which clear themselves away.
 */
export const PRUNED_KINDS: ReadonlySet<string> = new Set([
  'ConfigMap',
  'DaemonSet.apps',
  'Deployment.apps',
  'HorizontalPodAutoscaler.autoscaling',
  'Ingress.networking.k8s.io',
  'NetworkPolicy.networking.k8s.io',
  'PodDisruptionBudget.policy',
  'PodMonitor.monitoring.coreos.com',
  'PrometheusRule.monitoring.coreos.com',
  'ScrapeConfig.monitoring.coreos.com',
  'Service',
  'ServiceAccount',
  'ServiceMonitor.monitoring.coreos.com',
]);

/**
 * Live objects of ours that dist/ no longer has.
 * @param live objects with our labels, and the ReplicaSets, which name ConfigMaps of earlier rollouts
 * @throws Error when `wanted` is empty: nothing then says that the rest is superfluous
 */
export function choosePruned(
  wanted: readonly ManifestObject[],
  live: readonly ManifestObject[],
): readonly Pruned[] {
  if (wanted.length === 0) throw new Error('dist/ is empty: everything would be deleted');
  const kept = new Set(wanted.map(objectKey));
  const superfluous = live
    .filter((object) => isOurs(object) && PRUNED_KINDS.has(resourceOf(object)))
    .filter((object) => !kept.has(objectKey(object)));
  const history = keptHistory(superfluous, live);
  return superfluous
    .filter((object) => !history.has(objectKey(object)))
    .map((object) => ({
      resource: resourceOf(object),
      namespace: object.metadata.namespace ?? '',
      name: object.metadata.name,
    }));
}

/** What a controller made belongs to its owner, whatever labels it has inherited. */
function isOurs({ metadata: { labels, ownerReferences, namespace } }: ManifestObject): boolean {
  return (
    labels?.['app.kubernetes.io/managed-by'] === 'cdk8s' &&
    labels['app.kubernetes.io/part-of'] === 'porttrack' &&
    namespace !== undefined &&
    (ownerReferences ?? []).length === 0
  );
}

function resourceOf(object: ManifestObject): string {
  const group = groupOf(object);
  return group === '' ? object.kind : `${object.kind}.${group}`;
}

/** Earlier ConfigMaps that stay: the newest of each name, and those that a ReplicaSet still names. */
function keptHistory(
  superfluous: readonly ManifestObject[],
  live: readonly ManifestObject[],
): ReadonlySet<string> {
  const revisions = new Map<string, ManifestObject[]>();
  for (const object of superfluous) {
    const name = /^(.*)-[0-9a-f]{10}$/.exec(object.metadata.name)?.[1];
    if (object.kind !== 'ConfigMap' || name === undefined) continue;
    const title = `${object.metadata.namespace ?? ''}/${name}`;
    revisions.set(title, [...(revisions.get(title) ?? []), object]);
  }
  const newest = [...revisions.values()].flatMap((objects) =>
    objects.sort(byAge).slice(0, KEPT_REVISIONS),
  );
  const named = namedByReplicaSets(live);
  const inUse = superfluous.filter(
    ({ kind, metadata }) =>
      kind === 'ConfigMap' && named.has(`${metadata.namespace ?? ''}/${metadata.name}`),
  );
  return new Set([...newest, ...inUse].map(objectKey));
}

/** Newest first; RFC 3339 times in UTC sort as texts. */
function byAge(left: ManifestObject, right: ManifestObject): number {
  const [older, newer] = [left, right].map(({ metadata }) => metadata.creationTimestamp ?? '');
  return (newer ?? '').localeCompare(older ?? '');
}

function namedByReplicaSets(live: readonly ManifestObject[]): ReadonlySet<string> {
  const sets = live.filter(({ kind }) => kind === 'ReplicaSet');
  return new Set(
    sets.flatMap((set) =>
      configMapNames(set['spec']).map((name) => `${set.metadata.namespace ?? ''}/${name}`),
    ),
  );
}

function configMapNames(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(configMapNames);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([field, inner]) => {
    const isReference =
      field === 'configMap' || field === 'configMapRef' || field === 'configMapKeyRef';
    const name = isReference && isRecord(inner) ? inner['name'] : undefined;
    return typeof name === 'string' ? [name] : configMapNames(inner);
  });
}
