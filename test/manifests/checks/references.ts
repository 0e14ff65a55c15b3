import {
  at,
  fieldsOf,
  kindOf,
  listOf,
  type ManifestObject,
  nameOf,
  namespaceOf,
  type ObjectSet,
  textOf,
} from '../object-set.js';
import { operatorObjects } from '../operator-pods.js';
import { podTemplates } from '../pods.js';
import { type Check, type Finding, finding, unless } from './check.js';

/** A name by which an object refers to another of its namespace. */
interface Reference {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly field: string;
}

/** Kinds whose fields that are called after secrets say what they make, or where a store is. */
const NOT_READERS = [
  'ExternalSecret',
  'ClusterSecretStore',
  'Certificate',
  'Issuer',
  'ClusterIssuer',
];

/** Fields of custom resources that take a Secret's name and key, and are not called so. */
const SECRET_FIELDS = /^(secretKeyRef|secretRef|apiURL|credentials|.*[sS]ecret|keySecret)$/;

function referencesIn(value: unknown, field: string): readonly Reference[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const path = `${field}/${key}`;
    const name = textOf(at(child, 'name')) || textOf(at(child, 'secretName'));
    const found: Reference[] = [];
    if (/^(configMap|configMapRef|configMapKeyRef)$/.test(key) && name !== '') {
      found.push({ kind: 'ConfigMap', name, field: path });
    } else if (SECRET_FIELDS.test(key) && name !== '') {
      found.push({ kind: 'Secret', name, field: path });
    } else if (key === 'secretName' && typeof child === 'string') {
      found.push({ kind: 'Secret', name: child, field: path });
    }
    return [...found, ...referencesIn(child, path)];
  });
}

/** Names of the Secrets that come to be in a namespace. */
function secretsOf(set: ObjectSet, namespace: string): readonly string[] {
  const inNamespace = (object: ManifestObject) => namespaceOf(object) === namespace;
  const external = set
    .ofKind('ExternalSecret')
    .filter(inNamespace)
    .map((object) => textOf(at(object.body, 'spec', 'target', 'name')) || nameOf(object));
  const certificates = [...set.objects, ...set.before]
    .filter((object) => kindOf(object) === 'Certificate' && inNamespace(object))
    .map((object) => textOf(at(object.body, 'spec', 'secretName')));
  const made = operatorObjects(set)
    .filter((object) => object.kind === 'Secret' && object.namespace === namespace)
    .map(({ name }) => name);
  return [...external, ...certificates, ...made, ...ingressSecrets(set, namespace)];
}

/** cert-manager makes the certificate of an Ingress that names an issuer in an annotation. */
function ingressSecrets(set: ObjectSet, namespace: string): readonly string[] {
  return set
    .ofKind('Ingress')
    .filter((ingress) => namespaceOf(ingress) === namespace)
    .filter((ingress) =>
      Object.keys(fieldsOf(at(ingress.body, 'metadata', 'annotations'))).some((key) =>
        /^cert-manager\.io\/(cluster-)?issuer$/.test(key),
      ),
    )
    .flatMap((ingress) => listOf(at(ingress.body, 'spec', 'tls')))
    .map((tls) => textOf(at(tls, 'secretName')));
}

function configAndSecrets(set: ObjectSet): readonly Finding[] {
  const cached = new Map<string, readonly string[]>();
  const secrets = (namespace: string): readonly string[] => {
    const known = cached.get(namespace) ?? secretsOf(set, namespace);
    cached.set(namespace, known);
    return known;
  };
  return set.objects
    .filter((object) => !NOT_READERS.includes(kindOf(object)))
    .flatMap((object) =>
      referencesIn(object.body['spec'], '/spec').flatMap(({ kind, name, field }) => {
        const exists =
          kind === 'Secret'
            ? secrets(namespaceOf(object)).includes(name)
            : set.find('ConfigMap', namespaceOf(object), name) !== null;
        return unless(exists, finding(object, field, `nothing makes the ${kind} ${name}`));
      }),
    );
}

function accounts(set: ObjectSet): readonly Finding[] {
  const pods = podTemplates(set).flatMap(({ owner, namespace, spec, field }) => {
    const name = textOf(spec['serviceAccountName']);
    return unless(
      set.find('ServiceAccount', namespace, name) !== null,
      finding(owner, `${field}/serviceAccountName`, `there is no ServiceAccount ${name}`),
    );
  });
  const custom = set
    .ofKind('Prometheus', 'Alertmanager', 'RedisReplication', 'RedisSentinel')
    .flatMap((object) => {
      const name = textOf(at(object.body, 'spec', 'serviceAccountName'));
      return unless(
        name === '' || set.find('ServiceAccount', namespaceOf(object), name) !== null,
        finding(object, '/spec/serviceAccountName', `there is no ServiceAccount ${name}`),
      );
    });
  return [...pods, ...custom];
}

function bindings(set: ObjectSet): readonly Finding[] {
  const made = operatorObjects(set);
  return set.ofKind('RoleBinding', 'ClusterRoleBinding').flatMap((binding) => {
    const kind = textOf(at(binding.body, 'roleRef', 'kind'));
    const name = textOf(at(binding.body, 'roleRef', 'name'));
    const namespace = kind === 'Role' ? namespaceOf(binding) : '';
    return [
      ...unless(
        set.find(kind, namespace, name) !== null,
        finding(binding, '/roleRef', `there is no ${kind} ${name}`),
      ),
      ...listOf(binding.body['subjects']).flatMap((subject, index) => {
        const account = textOf(at(subject, 'name'));
        const home = textOf(at(subject, 'namespace'));
        const exists =
          at(subject, 'kind') !== 'ServiceAccount' ||
          set.find('ServiceAccount', home, account) !== null ||
          made.some((one) => one.kind === 'ServiceAccount' && one.name === account);
        return unless(
          exists,
          finding(binding, `/subjects/${index}`, `there is no ${home}/${account}`),
        );
      }),
    ];
  });
}

/** Fields of custom resources that name another of their namespace: of a kind, by a path. */
const CUSTOM: readonly (readonly [string, string, readonly string[]])[] = [
  ['ScheduledBackup', 'Cluster', ['spec', 'cluster', 'name']],
  ['Pooler', 'Cluster', ['spec', 'cluster', 'name']],
  ['RedisSentinel', 'RedisReplication', ['spec', 'redisSentinelConfig', 'redisReplicationName']],
  ['Alertmanager', 'AlertmanagerConfig', ['spec', 'alertmanagerConfiguration', 'name']],
  ['Rollout', 'Deployment', ['spec', 'workloadRef', 'name']],
  ['Stage', 'API', ['spec', 'apiRef', 'from', 'name']],
  ['Route', 'API', ['spec', 'apiRef', 'from', 'name']],
  ['Route', 'Integration', ['spec', 'targetRef', 'from', 'name']],
  ['Integration', 'API', ['spec', 'apiRef', 'from', 'name']],
  ['Integration', 'VPCLink', ['spec', 'connectionRef', 'from', 'name']],
];

function customReferences(set: ObjectSet): readonly Finding[] {
  const named = CUSTOM.flatMap(([kind, target, path]) =>
    set.ofKind(kind).flatMap((object) => {
      const name = textOf(at(object.body, ...path));
      return unless(
        name === '' || set.find(target, namespaceOf(object), name) !== null,
        finding(object, `/${path.join('/')}`, `there is no ${target} ${name}`),
      );
    }),
  );
  const stores = set.ofKind('ExternalSecret').flatMap((object) => {
    const name = textOf(at(object.body, 'spec', 'secretStoreRef', 'name'));
    return unless(
      set.find('ClusterSecretStore', '', name) !== null,
      finding(object, '/spec/secretStoreRef', `there is no store ${name}`),
    );
  });
  return [...named, ...stores];
}

/** Every name that an object gives is the name of something. */
export const referenceChecks: readonly Check[] = [
  { name: 'relations/config-and-secrets', find: configAndSecrets },
  { name: 'relations/accounts', find: accounts },
  { name: 'relations/bindings', find: bindings },
  { name: 'relations/custom-resources', find: customReferences },
];
