import { synthesizedSet, withChanged } from '../test/support/synthesized.js';
import { type ManifestObject, readManifest } from './manifest-object.js';
import type { ManifestSet } from './manifest-set.js';
import { type EnvironmentReview, reviewChange } from './review.js';

/** The review of production. */
function production(before: ManifestSet, after: ManifestSet): EnvironmentReview {
  const review = reviewChange(before, after).find(
    ({ environment }) => environment === 'production',
  );
  if (review === undefined) throw new Error('production is not touched');
  return review;
}

const place = (text: string): ManifestSet => {
  const object = readManifest(text, 'test');
  return [
    { path: `production/x/${object.kind}.x.yaml`, environment: 'production', chart: 'x', object },
  ];
};

const textOf = (object: ManifestObject): string => JSON.stringify(object);
const edited = (pattern: string | RegExp, replacement: string) => (object: ManifestObject) => {
  const text = textOf(object).replace(pattern, replacement);
  if (text === textOf(object))
    throw new Error(`nothing in ${object.metadata.name} is ${String(pattern)}`);
  return readManifest(text, 'test');
};

describe('the review of a change', () => {
  const now = synthesizedSet();

  it('says nothing about environments that do not change', () => {
    expect(reviewChange(now, synthesizedSet())).toEqual([]);
  });

  it('names what is removed, and warns of what holds others', () => {
    const after = withChanged(now, 'Namespace.porttrack-edge', () => null);
    const review = production(now, after);
    expect(review.removed).toEqual(['Namespace porttrack-edge']);
    expect(review.warnings).toEqual([
      'Namespace porttrack-edge is removed: prune leaves it in the cluster, a person deletes it.',
    ]);
  });

  it('finds the field that changed inside a list of named items', () => {
    const after = withChanged(now, 'Deployment.porttrack-api', edited('"512Mi"', '"768Mi"'));
    const { changed, added, removed } = production(now, after);
    expect({ added, removed }).toEqual({ added: [], removed: [] });
    expect(changed).toEqual([
      {
        title: 'Deployment porttrack/porttrack-api',
        fields: [
          {
            path: 'spec.template.spec.containers[api].resources.limits.memory',
            before: '512Mi',
            after: '768Mi',
          },
        ],
      },
    ]);
  });

  it('takes a ConfigMap of another hash for a change of the same one', () => {
    const map = (hash: string, level: string) =>
      place(
        `{apiVersion: v1, kind: ConfigMap, metadata: {name: settings-${hash}, namespace: porttrack}, data: {LOG_LEVEL: ${level}}}`,
      );
    const review = production(map('aaaaaaaaaa', 'info'), map('bbbbbbbbbb', 'debug'));
    expect(review.added).toEqual([]);
    expect(review.changed[0]?.fields.map(({ path }) => path)).toEqual([
      'data.LOG_LEVEL',
      'metadata.name',
    ]);
  });

  it('shows an image that moves, with who uses it', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const after = withChanged(now, 'Deployment.porttrack-api', edited(/sha256:0{64}/, digest));
    const [move, ...others] = production(now, after).images;
    expect(others).toEqual([]);
    expect(move).toMatchObject({
      repository: 'ghcr.io/porttrack/porttrack',
      to: [expect.stringContaining(digest)],
      usedBy: ['Deployment porttrack/porttrack-api'],
    });
  });

  it('shows each verb that a role gains or loses', () => {
    const role = (verbs: string, resource: string) =>
      place(`{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: viewer, namespace: porttrack},
        rules: [{apiGroups: [''], resources: [${resource}], verbs: [${verbs}]}]}`);
    const { access } = production(role('get, watch', 'pods'), role('get, list', 'pods, secrets'));
    expect(access).toEqual({
      gained: [
        'Role porttrack/viewer: get secrets',
        'Role porttrack/viewer: list pods',
        'Role porttrack/viewer: list secrets',
      ],
      lost: ['Role porttrack/viewer: watch pods'],
    });
  });

  it('shows who a role is given to', () => {
    const binding = (group: string) =>
      place(`{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: b},
        roleRef: {kind: ClusterRole, name: reader}, subjects: [{kind: Group, name: ${group}}]}`);
    expect(production(binding('a'), binding('b')).access).toEqual({
      gained: ['Group b is ClusterRole reader in every namespace'],
      lost: ['Group a is ClusterRole reader in every namespace'],
    });
  });

  it('shows a network that opens: a flow more, or a default-deny less', () => {
    const opened = withChanged(
      now,
      'NetworkPolicy.porttrack-api',
      edited('10.40.0.0/16', '0.0.0.0/0'),
    );
    expect(production(now, opened).network).toEqual({
      gained: ['porttrack/porttrack-api may be reached by 0.0.0.0/0 on TCP 3000'],
      lost: ['porttrack/porttrack-api may be reached by 10.40.0.0/16 on TCP 3000'],
    });
    const undenied = withChanged(now, 'NetworkPolicy.default-deny', () => null);
    expect(production(now, undenied).network.lost).toContain(
      'porttrack-data/* is closed to who comes',
    );
  });

  it('reads a rule without peers or ports as everybody and everything', () => {
    const policy = (ingress: string) =>
      place(`{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: n},
        spec: {podSelector: {matchLabels: {app: x}}, policyTypes: [Ingress], ingress: ${ingress}}}`);
    expect(production(policy('[]'), policy('[{}]')).network.gained).toEqual([
      'n/app=x may be reached by everybody on every port',
    ]);
  });

  it('shows an exemption that is claimed', () => {
    const after = withChanged(now, 'Deployment.porttrack-api', ({ metadata, ...object }) => ({
      ...object,
      metadata: { ...metadata, annotations: { 'exempt.porttrack.dev/K65': 'one is enough' } },
    }));
    expect(production(now, after).exemptions.gained).toEqual([
      'Deployment porttrack/porttrack-api: exempt.porttrack.dev/K65 (one is enough)',
    ]);
  });

  it('warns of a field that Kubernetes will not change', () => {
    const after = withChanged(
      now,
      'Deployment.porttrack-api',
      edited('"matchLabels":{"app.kubernetes.io/name"', '"matchLabels":{"app"'),
    );
    expect(production(now, after).warnings).toEqual([
      'Deployment porttrack/porttrack-api changes spec.selector, which Kubernetes refuses: it must be deleted first.',
    ]);
  });
});
