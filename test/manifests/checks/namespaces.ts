import {
  at,
  fieldsOf,
  labelsOf,
  listOf,
  nameOf,
  namespaceOf,
  type ObjectSet,
  textOf,
} from '../object-set.js';
import { operatorPods } from '../operator-pods.js';
import { podTemplates } from '../pods.js';
import { type Check, type Finding, finding, unless } from './check.js';

/** The one namespace that may not enforce `restricted`: node-exporter reads its node. */
const FOR_HOSTS = 'porttrack-nodes';
const STANDARD = 'pod-security.kubernetes.io';
const RESOURCES = [
  'requests.cpu',
  'requests.memory',
  'limits.cpu',
  'limits.memory',
  'pods',
  'services.nodeports',
  'services.loadbalancers',
  'count/secrets',
];

function standards(set: ObjectSet): readonly Finding[] {
  return set.ofKind('Namespace').flatMap((namespace) => {
    const labels = labelsOf(at(namespace.body, 'metadata', 'labels'));
    const isForHosts = nameOf(namespace) === FOR_HOSTS;
    return ['enforce', 'audit', 'warn'].flatMap((mode) => {
      const wanted = isForHosts && mode === 'enforce' ? 'privileged' : 'restricted';
      return [
        ...unless(
          labels[`${STANDARD}/${mode}`] === wanted,
          finding(namespace, `/metadata/labels/${STANDARD}/${mode}`, `it is not ${wanted}`),
        ),
        ...unless(
          /^v1\.\d+$/.test(labels[`${STANDARD}/${mode}-version`] ?? ''),
          finding(
            namespace,
            `/metadata/labels/${STANDARD}/${mode}-version`,
            'an upgrade changes it',
          ),
        ),
      ];
    });
  });
}

function quotas(set: ObjectSet): readonly Finding[] {
  return set.ofKind('Namespace').flatMap((namespace) => {
    const own = (kind: string) =>
      set.ofKind(kind).filter((object) => namespaceOf(object) === nameOf(namespace));
    const hard = own('ResourceQuota').map(({ body }) => fieldsOf(at(body, 'spec', 'hard')));
    const limits = own('LimitRange').flatMap(({ body }) => listOf(at(body, 'spec', 'limits')));
    const ofContainer = limits.find((limit) => at(limit, 'type') === 'Container');
    return [
      ...RESOURCES.filter((resource) => !hard.some((one) => one[resource] !== undefined)).map(
        (resource) => finding(namespace, 'ResourceQuota', `none for ${resource}`),
      ),
      ...['default', 'defaultRequest', 'max'].flatMap((field) =>
        unless(
          at(ofContainer, field, 'cpu') !== undefined &&
            at(ofContainer, field, 'memory') !== undefined,
          finding(namespace, 'LimitRange', `no ${field} for containers`),
        ),
      ),
    ];
  });
}

/** A policy of that direction that selects every pod and opens nothing. */
function closes(body: unknown, direction: 'Ingress' | 'Egress'): boolean {
  return (
    Object.keys(fieldsOf(at(body, 'spec', 'podSelector'))).length === 0 &&
    listOf(at(body, 'spec', 'policyTypes')).includes(direction) &&
    listOf(at(body, 'spec', direction.toLowerCase())).length === 0
  );
}

function closed(set: ObjectSet): readonly Finding[] {
  return set.ofKind('Namespace').flatMap((namespace) => {
    const own = set
      .ofKind('NetworkPolicy')
      .filter((policy) => namespaceOf(policy) === nameOf(namespace));
    return (['Ingress', 'Egress'] as const).flatMap((direction) =>
      unless(
        own.some(({ body }) => closes(body, direction)),
        finding(namespace, 'NetworkPolicy', `${direction} is open where no policy selects a pod`),
      ),
    );
  });
}

function declared(set: ObjectSet): readonly Finding[] {
  const existing = set.ofKind('Namespace').map(nameOf);
  return set.objects
    .filter((object) => namespaceOf(object) !== '')
    .flatMap((object) =>
      unless(
        existing.includes(namespaceOf(object)),
        finding(object, '/metadata/namespace', `there is no namespace ${namespaceOf(object)}`),
      ),
    );
}

/** Every pod is named by the policy of its workload: one that none selects can reach nothing but DNS. */
function covered(set: ObjectSet): readonly Finding[] {
  const pods = [...podTemplates(set), ...operatorPods(set)];
  return pods.flatMap(({ owner, namespace, labels }) => {
    const selecting = set
      .ofKind('NetworkPolicy')
      .filter((policy) => namespaceOf(policy) === namespace)
      .map(({ body }) => labelsOf(at(body, 'spec', 'podSelector', 'matchLabels')))
      .filter((wanted) => Object.keys(wanted).length > 0)
      .filter((wanted) => Object.entries(wanted).every(([key, value]) => labels[key] === value));
    return unless(
      selecting.length > 0,
      finding(owner, 'NetworkPolicy', `no policy selects ${textOf(JSON.stringify(labels))}`),
    );
  });
}

/** Namespaces: who may run, how much, and that the network is closed. */
export const namespaceChecks: readonly Check[] = [
  { name: 'namespaces/pod-security', find: standards },
  { name: 'namespaces/quota', find: quotas },
  { name: 'namespaces/closed', find: closed },
  { name: 'namespaces/declared', find: declared },
  { name: 'namespaces/covered', find: covered },
];
