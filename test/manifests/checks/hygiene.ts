import { createHash } from 'node:crypto';
import {
  at,
  fieldsOf,
  kindOf,
  labelsOf,
  listOf,
  type ManifestObject,
  nameOf,
  namespaceOf,
  type ObjectSet,
  textOf,
  titleOf,
} from '../object-set.js';
import { allContainers, podTemplates } from '../pods.js';
import { selects } from '../selectors.js';
import { type Check, type Finding, finding, unless } from './check.js';

const CLUSTER_KINDS = [
  'Namespace',
  'PriorityClass',
  'StorageClass',
  'IngressClass',
  'ClusterRole',
  'ClusterRoleBinding',
  'ClusterSecretStore',
  'ClusterIssuer',
];

/** What the API server writes into an object, and git must not. */
const SERVER_FIELDS = [
  'creationTimestamp',
  'resourceVersion',
  'uid',
  'generation',
  'managedFields',
];

function metadata(set: ObjectSet): readonly Finding[] {
  return set.objects.flatMap((object) => {
    const labels = labelsOf(at(object.body, 'metadata', 'labels'));
    const isOfCluster = CLUSTER_KINDS.includes(kindOf(object));
    const server = SERVER_FIELDS.filter((key) => at(object.body, 'metadata', key) !== undefined);
    return [
      ...unless(
        labels['app.kubernetes.io/managed-by'] === 'cdk8s' &&
          labels['app.kubernetes.io/part-of'] === 'porttrack' &&
          (labels['app.kubernetes.io/name'] ?? '') !== '',
        finding(object, '/metadata/labels', "Kubernetes' recommended labels are not all there"),
      ),
      ...unless(
        isOfCluster === (namespaceOf(object) === ''),
        finding(object, '/metadata/namespace', 'it has none, or has one that it cannot have'),
      ),
      ...server.map((key) => finding(object, `/metadata/${key}`, 'the server writes it')),
      ...unless(
        object.body['status'] === undefined,
        finding(object, '/status', 'the server writes it'),
      ),
    ];
  });
}

function names(set: ObjectSet): readonly Finding[] {
  const seen = new Set<string>();
  return set.objects.flatMap((object) => {
    const key = `${textOf(object.body['apiVersion'])} ${titleOf(object)}`;
    const isNew = !seen.has(key);
    seen.add(key);
    const file = `${kindOf(object)}.${nameOf(object)}.yaml`;
    return [
      ...unless(isNew, finding(object, '/metadata/name', 'another object has the same name')),
      ...unless(
        object.path.endsWith(`/${file}`),
        finding(object, '/metadata/name', `its file is ${object.path}, not ${file}`),
      ),
    ];
  });
}

/** Labels that change with a release must not select: a selector can never be changed. */
const CHANGING = ['app.kubernetes.io/version', 'pod-template-hash', 'helm.sh/chart'];

function selectors(set: ObjectSet): readonly Finding[] {
  const ownSelectors = podTemplates(set)
    .filter(({ owner }) => at(owner.body, 'spec', 'selector') !== undefined)
    .flatMap(({ owner, labels }) =>
      unless(
        selects(at(owner.body, 'spec', 'selector'), labels),
        finding(owner, '/spec/selector', "it does not select the template's pods"),
      ),
    );
  const changing = set.objects.flatMap((object) => {
    const selector = at(object.body, 'spec', 'selector');
    const used = Object.keys(fieldsOf(at(selector, 'matchLabels') ?? selector));
    return used
      .filter((key) => CHANGING.includes(key))
      .map((key) => finding(object, `/spec/selector/${key}`, 'it changes with a release'));
  });
  return [...ownSelectors, ...changing];
}

/** The hash by which charts name a ConfigMap (charts/constructs/hashed-config-map.ts). */
function hashOf(map: ManifestObject): string {
  const entries = Object.entries(labelsOf(map.body['data'])).sort();
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex').slice(0, 10);
}

function configMaps(set: ObjectSet): readonly Finding[] {
  return set
    .ofKind('ConfigMap')
    .flatMap((map) => [
      ...unless(
        map.body['immutable'] === true,
        finding(map, '/immutable', 'it may change in place'),
      ),
      ...unless(
        nameOf(map).endsWith(`-${hashOf(map)}`),
        finding(map, '/metadata/name', 'it does not end in the hash of its content'),
      ),
      ...unless(
        JSON.stringify(map.body).length < 2 ** 20,
        finding(map, '/data', 'more than the 1 MiB that etcd takes'),
      ),
    ]);
}

/** What a secret looks like where one was written by mistake. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/\bAKIA[0-9A-Z]{16}\b/, 'an access key of AWS'],
  [/hooks\.slack\.com\/services\/T[0-9A-Z]+\//, "Slack's webhook"],
  [/\bxox[abps]-[0-9A-Za-z-]{10,}/, 'a token of Slack'],
  [/\b[a-z]+:\/\/[^\s:/@"{}]+:[^\s@"{}$]+@/, 'a password in a URL'],
  [/\b(password|passwd|token|api_?key)["']?\s*[:=]\s*["']?[^\s"'${}<[/]{6,}/i, 'a credential'],
  [/\bghp_[0-9A-Za-z]{30,}/, 'a token of GitHub'],
];

function strings(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => strings(child, `${path}/${key}`));
}

function secrets(set: ObjectSet): readonly Finding[] {
  const written = set
    .ofKind('Secret')
    .map((secret) => finding(secret, '/data', 'a Secret in git; ExternalSecrets make them'));
  const looksLikeOne = set.objects.flatMap((object) =>
    strings(object.body, '').flatMap(([path, text]) =>
      SECRETS.filter(([pattern]) => pattern.test(text)).map(([, what]) =>
        finding(object, path, `it looks like ${what}`),
      ),
    ),
  );
  return [...written, ...looksLikeOne];
}

const SECRET_NAME = /(PASSWORD|SECRET|TOKEN|API_?KEY|CREDENTIAL|DATABASE_URL|REDIS_URL)/;

/** A secret reaches a process as a file: a variable is seen by every child and in every dump. */
function secretVariables(set: ObjectSet): readonly Finding[] {
  return allContainers(set).flatMap(({ body, field, pod }) => [
    ...listOf(body['env']).flatMap((entry, index) => {
      const name = textOf(at(entry, 'name'));
      const isPath = /(_FILE|__FILE|_PATH|_DIR)$/.test(name);
      const where = `${field}/env/${index}`;
      return [
        ...unless(
          at(entry, 'valueFrom', 'secretKeyRef') === undefined,
          finding(pod.owner, where, `${name} is a secret in a variable`),
        ),
        ...unless(
          !SECRET_NAME.test(name) || isPath || textOf(at(entry, 'value')) === '',
          finding(pod.owner, where, `${name} is written out`),
        ),
      ];
    }),
    ...listOf(body['envFrom']).flatMap((source, index) =>
      unless(
        at(source, 'secretRef') === undefined,
        finding(pod.owner, `${field}/envFrom/${index}`, 'secrets in variables'),
      ),
    ),
  ]);
}

const LONGEST_LIST = 8;

/** Exemptions from the policy score: few, each with an argument that a reviewer can judge. */
function exemptions(set: ObjectSet): readonly Finding[] {
  const all = set.objects.flatMap((object) =>
    Object.entries(labelsOf(at(object.body, 'metadata', 'annotations')))
      .filter(([key]) => key.startsWith('exempt.porttrack.dev/'))
      .map(([key, argument]) => ({ object, key, argument })),
  );
  const unargued = all
    .filter(({ argument }) => argument.split(/\s+/).length < 5)
    .map(({ object, key }) => finding(object, `/metadata/annotations/${key}`, 'no argument'));
  const tooMany = all
    .slice(LONGEST_LIST)
    .map(({ object, key }) =>
      finding(object, `/metadata/annotations/${key}`, `more than ${LONGEST_LIST} exemptions`),
    );
  return [...unargued, ...tooMany];
}

/** What every object must be like, whatever its kind. */
export const hygieneChecks: readonly Check[] = [
  { name: 'hygiene/metadata', find: metadata },
  { name: 'hygiene/names', find: names },
  { name: 'hygiene/selectors', find: selectors },
  { name: 'hygiene/config-maps', find: configMaps },
  { name: 'hygiene/no-secrets', find: secrets },
  { name: 'hygiene/secrets-as-files', find: secretVariables },
  { name: 'hygiene/exemptions', find: exemptions },
];
