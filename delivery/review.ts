import { accessGrants } from './access.js';
import { type Delta, deltaOf } from './delta.js';
import { changedFields, type FieldChange } from './fields.js';
import { type ImageUse, imageUses } from './image-references.js';
import { fieldAt, type ManifestObject, objectKey, objectTitle } from './manifest-object.js';
import type { ManifestSet } from './manifest-set.js';
import { networkStatements } from './network.js';
import { findPlaceholders } from './placeholders.js';

/** An object that is the same before and after, with other content. */
export interface ObjectChange {
  readonly title: string;
  readonly fields: readonly FieldChange[];
}

/** An image that another takes the place of. */
export interface ImageMove {
  readonly repository: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly usedBy: readonly string[];
}

/** What a change of dist/ means for one environment. */
export interface EnvironmentReview {
  readonly environment: string;
  readonly added: readonly string[];
  readonly changed: readonly ObjectChange[];
  readonly removed: readonly string[];
  readonly images: readonly ImageMove[];
  readonly access: Delta;
  readonly network: Delta;
  readonly exemptions: Delta;
  /** Placeholders that are there after the change: what keeps it from being deployed. */
  readonly placeholders: number;
  /** What a reader must not overlook. */
  readonly warnings: readonly string[];
}

/** What a change of dist/ means, for each environment that it touches. */
export function reviewChange(before: ManifestSet, after: ManifestSet): EnvironmentReview[] {
  const names = [...before, ...after].map(({ environment }) => environment);
  return [...new Set(names)]
    .sort()
    .map((name) => reviewEnvironment(name, of(before, name), of(after, name)))
    .filter(isTouched);
}

function of(manifests: ManifestSet, name: string): ManifestSet {
  return manifests.filter(({ environment }) => environment === name);
}

function isTouched({ added, changed, removed }: EnvironmentReview): boolean {
  return added.length + changed.length + removed.length > 0;
}

function reviewEnvironment(
  environment: string,
  before: ManifestSet,
  after: ManifestSet,
): EnvironmentReview {
  const [old, new_] = [before, after].map((set) => set.map(({ object }) => object)) as [
    ManifestObject[],
    ManifestObject[],
  ];
  const [oldByName, newByName] = [byStableName(old), byStableName(new_)];
  const kept = [...newByName].flatMap(([name, object]) => {
    const previous = oldByName.get(name);
    return previous === undefined ? [] : [{ previous, object }];
  });
  const removed = [...oldByName]
    .filter(([name]) => !newByName.has(name))
    .map(([, object]) => object);
  return {
    environment,
    added: [...newByName].filter(([name]) => !oldByName.has(name)).map(([, o]) => objectTitle(o)),
    changed: kept.flatMap(({ previous, object }) => changeOf(previous, object)),
    removed: removed.map(objectTitle),
    images: imageMoves(imageUses(old), imageUses(new_)),
    access: deltaOf(accessGrants(old), accessGrants(new_)),
    network: deltaOf(networkStatements(old), networkStatements(new_)),
    exemptions: deltaOf(exemptions(old), exemptions(new_)),
    placeholders: findPlaceholders(after).length,
    warnings: [...removed.flatMap(lossWarning), ...kept.flatMap(recreationWarning)],
  };
}

/** Objects by their names without the hash of their content, so that a new content is a change. */
function byStableName(objects: readonly ManifestObject[]): Map<string, ManifestObject> {
  return new Map(objects.map((object) => [stableKey(object), object]));
}

function stableKey(object: ManifestObject): string {
  const isHashed = object.kind === 'ConfigMap' || object.kind === 'Job';
  const key = objectKey(object);
  return isHashed ? key.replace(/-[0-9a-f]{8,64}$/, '-<hash>') : key;
}

function changeOf(previous: ManifestObject, object: ManifestObject): ObjectChange[] {
  const fields = changedFields(previous, object);
  return fields.length === 0 ? [] : [{ title: objectTitle(object), fields }];
}

function imageMoves(before: readonly ImageUse[], after: readonly ImageUse[]): ImageMove[] {
  const repositories = [...new Set([...before, ...after].map(({ repository }) => repository))];
  return repositories.sort().flatMap((repository) => {
    const [old, new_] = [before, after].map((uses) =>
      uses.filter((use) => use.repository === repository),
    );
    const { gained, lost } = deltaOf(
      (old ?? []).map(({ reference }) => reference),
      (new_ ?? []).map(({ reference }) => reference),
    );
    if (gained.length + lost.length === 0) return [];
    const moved = [...(old ?? []), ...(new_ ?? [])].filter(({ reference }) =>
      [...gained, ...lost].includes(reference),
    );
    const usedBy = [...new Set(moved.map((use) => use.usedBy))].sort();
    return [{ repository, from: lost, to: gained, usedBy }];
  });
}

/** Checks from which objects exempt themselves, by annotation, with their reasons. */
function exemptions(objects: readonly ManifestObject[]): string[] {
  return objects.flatMap((object) =>
    Object.entries(object.metadata.annotations ?? {})
      .filter(([name]) => /^(?:exempt\.porttrack\.dev\/|porttrack\.dev\/.*exempt)/.test(name))
      .map(([name, reason]) => `${objectTitle(object)}: ${name} (${reason})`),
  );
}

/** Kinds whose deletion deletes data, or everything in them. */
const PRECIOUS_KINDS = new Set([
  'Namespace',
  'PersistentVolumeClaim',
  'Cluster',
  'Database',
  'RedisReplication',
  'Prometheus',
  'API',
]);

function lossWarning(object: ManifestObject): string[] {
  if (!PRECIOUS_KINDS.has(object.kind)) return [];
  return [
    `${objectTitle(object)} is removed: prune leaves it in the cluster, a person deletes it.`,
  ];
}

/** Fields that Kubernetes never changes: the apply would be refused. */
const FIXED_FIELDS = [
  ['spec', 'selector'],
  ['spec', 'clusterIP'],
  ['spec', 'volumeClaimTemplates'],
  ['roleRef'],
];

const FIXED_KINDS = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'RoleBinding',
  'ClusterRoleBinding',
]);

function recreationWarning({
  previous,
  object,
}: {
  previous: ManifestObject;
  object: ManifestObject;
}): string[] {
  if (!FIXED_KINDS.has(object.kind)) return [];
  return FIXED_FIELDS.flatMap((path) => {
    const fields = changedFields(fieldAt(previous, ...path), fieldAt(object, ...path));
    if (fields.length === 0) return [];
    return [
      `${objectTitle(object)} changes ${path.join('.')}, which Kubernetes refuses: it must be deleted first.`,
    ];
  });
}
