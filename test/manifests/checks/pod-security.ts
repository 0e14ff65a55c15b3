import { at, kindOf, listOf, type ObjectSet, textOf, textsOf } from '../object-set.js';
import { allContainers, type Container, type PodTemplate, podTemplates } from '../pods.js';
import { type Check, type Finding, finding, unless } from './check.js';

/** Namespace whose pods may use the host. It holds node-exporter, and nothing else may stand there. */
const FOR_HOSTS = 'porttrack-nodes';

const isForHosts = ({ namespace }: PodTemplate): boolean => namespace === FOR_HOSTS;

/** Volumes that the `restricted` Pod Security Standard allows. */
const VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

function ofContainers(
  name: string,
  field: string,
  isFine: (container: Container) => boolean,
  reason: string,
): Check {
  return {
    name: `pod-security/${name}`,
    find: (set) =>
      allContainers(set).flatMap((container) =>
        unless(
          isFine(container),
          finding(container.pod.owner, `${container.field}/securityContext/${field}`, reason),
        ),
      ),
  };
}

/** A field of the container's security context, or the pod's where the container leaves it out. */
function inherited({ body, pod }: Container, field: string): unknown {
  return at(body, 'securityContext', field) ?? at(pod.spec, 'securityContext', field);
}

function ofPods(name: string, find: (pod: PodTemplate) => readonly Finding[]): Check {
  return {
    name: `pod-security/${name}`,
    find: (set) => podTemplates(set).flatMap(find),
  };
}

const userIs = (container: Container, field: string): boolean => {
  const id = inherited(container, field);
  return typeof id === 'number' && id > 10_000;
};

const containerChecks: readonly Check[] = [
  ofContainers(
    'no-escalation',
    'allowPrivilegeEscalation',
    ({ body }) => at(body, 'securityContext', 'allowPrivilegeEscalation') === false,
    'a process may gain privileges',
  ),
  ofContainers(
    'not-privileged',
    'privileged',
    ({ body }) => at(body, 'securityContext', 'privileged') !== true,
    'the container is privileged',
  ),
  ofContainers(
    'no-capabilities',
    'capabilities',
    ({ body }) =>
      textsOf(at(body, 'securityContext', 'capabilities', 'drop')).includes('ALL') &&
      listOf(at(body, 'securityContext', 'capabilities', 'add')).length === 0,
    'not every capability is dropped, or one is added',
  ),
  ofContainers(
    'read-only-root',
    'readOnlyRootFilesystem',
    ({ body }) => at(body, 'securityContext', 'readOnlyRootFilesystem') === true,
    "the container's file system can be written",
  ),
  ofContainers(
    'not-root',
    'runAsNonRoot',
    (container) =>
      inherited(container, 'runAsNonRoot') === true &&
      userIs(container, 'runAsUser') &&
      userIs(container, 'runAsGroup'),
    'user or group may be root, or one that the host has',
  ),
  ofContainers(
    'seccomp',
    'seccompProfile',
    (container) => at(inherited(container, 'seccompProfile'), 'type') === 'RuntimeDefault',
    'system calls are not filtered',
  ),
];

function hostFields({ owner, spec, field, namespace }: PodTemplate): readonly Finding[] {
  if (namespace === FOR_HOSTS) return [];
  return ['hostNetwork', 'hostPID', 'hostIPC'].flatMap((name) =>
    unless(
      spec[name] !== true,
      finding(owner, `${field}/${name}`, 'the pod shares it with its node'),
    ),
  );
}

function hostVolumes(pod: PodTemplate): readonly Finding[] {
  return listOf(pod.spec['volumes']).flatMap((volume, index) => {
    const field = `${pod.field}/volumes/${index}`;
    const types = Object.keys(volume as object).filter((key) => key !== 'name');
    const allowed = isForHosts(pod) ? [...VOLUMES, 'hostPath'] : VOLUMES;
    return types
      .filter((type) => !allowed.includes(type))
      .map((type) => finding(pod.owner, field, `a volume of type ${type}`));
  });
}

/** A part of the host is read, never written. */
function writableHost(set: ObjectSet): readonly Finding[] {
  return allContainers(set).flatMap(({ pod, body, field }) => {
    const fromHost = listOf(pod.spec['volumes'])
      .filter((volume) => at(volume, 'hostPath') !== undefined)
      .map((volume) => textOf(at(volume, 'name')));
    return listOf(body['volumeMounts'])
      .filter((mount) => fromHost.includes(textOf(at(mount, 'name'))))
      .flatMap((mount, index) =>
        unless(
          at(mount, 'readOnly') === true,
          finding(pod.owner, `${field}/volumeMounts/${index}`, "the node's files can be written"),
        ),
      );
  });
}

function accounts(set: ObjectSet): readonly Finding[] {
  return podTemplates(set).flatMap(({ owner, spec, field }) => {
    const name = textOf(spec['serviceAccountName']);
    return [
      ...unless(
        name !== '' && name !== 'default',
        finding(owner, `${field}/serviceAccountName`, 'it runs as an account that it shares'),
      ),
      ...unless(
        typeof spec['automountServiceAccountToken'] === 'boolean',
        finding(owner, `${field}/automountServiceAccountToken`, 'it is not said'),
      ),
      ...unless(
        spec['enableServiceLinks'] === false,
        finding(owner, `${field}/enableServiceLinks`, "every Service's address becomes a variable"),
      ),
    ];
  });
}

/** A token for the API server is given to a pod whose account a binding names, and to no other. */
function tokens(set: ObjectSet): readonly Finding[] {
  const bound = set.ofKind('RoleBinding', 'ClusterRoleBinding').flatMap((binding) =>
    listOf(binding.body['subjects'])
      .filter((subject) => at(subject, 'kind') === 'ServiceAccount')
      .map((subject) => `${textOf(at(subject, 'namespace'))}/${textOf(at(subject, 'name'))}`),
  );
  return podTemplates(set).flatMap(({ owner, namespace, spec, field }) =>
    unless(
      spec['automountServiceAccountToken'] === false ||
        bound.includes(`${namespace}/${textOf(spec['serviceAccountName'])}`),
      finding(owner, `${field}/automountServiceAccountToken`, 'a token that it has no use for'),
    ),
  );
}

/** Pods that share the host's network stand in the one namespace for that, as a DaemonSet. */
function onlyDaemons(set: ObjectSet): readonly Finding[] {
  return podTemplates(set)
    .filter(isForHosts)
    .flatMap(({ owner }) =>
      unless(
        kindOf(owner) === 'DaemonSet',
        finding(owner, '/metadata/namespace', `${FOR_HOSTS} is for what runs on every node`),
      ),
    );
}

/** The `restricted` Pod Security Standard and what goes beyond it. */
export const podSecurityChecks: readonly Check[] = [
  ...containerChecks,
  ofPods('no-host', hostFields),
  ofPods('volumes', hostVolumes),
  { name: 'pod-security/host-read-only', find: writableHost },
  { name: 'pod-security/own-account', find: accounts },
  { name: 'pod-security/no-idle-token', find: tokens },
  { name: 'pod-security/host-namespace', find: onlyDaemons },
];
