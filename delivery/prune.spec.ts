import { synthesizedObjects } from '../test/support/synthesized.js';
import type { ManifestObject } from './manifest-object.js';
import { choosePruned, KEPT_REVISIONS } from './prune.js';

const wanted = synthesizedObjects('production');

interface Given {
  readonly apiVersion?: string;
  readonly created?: string;
  readonly owned?: boolean;
  readonly labels?: Record<string, string>;
}

const ours = { 'app.kubernetes.io/managed-by': 'cdk8s', 'app.kubernetes.io/part-of': 'porttrack' };

function object(kind: string, name: string, given: Given = {}): ManifestObject {
  const { apiVersion = 'v1', created, owned = false, labels = ours } = given;
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace: 'porttrack',
      labels,
      ...(created === undefined ? {} : { creationTimestamp: created }),
      ...(owned ? { ownerReferences: [{ kind: 'Other' }] } : {}),
    },
  };
}

/** Names of what is pruned when these live beside dist/. */
const pruned = (...others: ManifestObject[]): string[] =>
  choosePruned(wanted, [...wanted, ...others]).map(({ resource, name }) => `${resource}/${name}`);

const settings = (index: number): ManifestObject =>
  object('ConfigMap', `porttrack-api-settings-${String(index).padStart(10, '0')}`, {
    created: `2026-01-${String(index + 10)}T00:00:00Z`,
  });

describe('prune', () => {
  it('leaves all that dist/ has', () => {
    expect(pruned()).toEqual([]);
  });

  it('takes what dist/ no longer has', () => {
    expect(
      pruned(object('Service', 'old'), object('Deployment', 'old', { apiVersion: 'apps/v1' })),
    ).toEqual(['Service/old', 'Deployment.apps/old']);
  });

  it('leaves what somebody else made, or a controller of ours', () => {
    const foreign = {
      'app.kubernetes.io/managed-by': 'Helm',
      'app.kubernetes.io/part-of': 'porttrack',
    };
    expect(
      pruned(
        object('Service', 'theirs', { labels: foreign }),
        object('Service', 'made', { owned: true }),
      ),
    ).toEqual([]);
  });

  it.each([
    ['Cluster', 'postgresql.cnpg.io/v1'],
    ['ScheduledBackup', 'postgresql.cnpg.io/v1'],
    ['RedisReplication', 'redis.redis.opstreelabs.in/v1beta2'],
    ['PersistentVolumeClaim', 'v1'],
    ['Secret', 'v1'],
    ['Namespace', 'v1'],
    ['Role', 'rbac.authorization.k8s.io/v1'],
    ['API', 'apigatewayv2.services.k8s.aws/v1alpha1'],
    ['Job', 'batch/v1'],
  ])('never takes a %s', (kind, apiVersion) => {
    expect(pruned(object(kind, 'old', { apiVersion }))).toEqual([]);
  });

  it('keeps the newest earlier contents of a ConfigMap', () => {
    const earlier = Array.from({ length: KEPT_REVISIONS + 2 }, (_, index) => settings(index));
    expect(pruned(...earlier)).toEqual([
      'ConfigMap/porttrack-api-settings-0000000000',
      'ConfigMap/porttrack-api-settings-0000000001',
    ]);
  });

  it('keeps an older one that a ReplicaSet would need', () => {
    const earlier = Array.from({ length: KEPT_REVISIONS + 2 }, (_, index) => settings(index));
    const set = {
      ...object('ReplicaSet', 'porttrack-api-1', {
        apiVersion: 'apps/v1',
        owned: true,
        labels: {},
      }),
      spec: {
        template: {
          spec: {
            containers: [
              { envFrom: [{ configMapRef: { name: 'porttrack-api-settings-0000000000' } }] },
            ],
          },
        },
      },
    };
    expect(pruned(...earlier, set)).toEqual(['ConfigMap/porttrack-api-settings-0000000001']);
  });

  it('takes a ConfigMap without a hash at once', () => {
    expect(pruned(object('ConfigMap', 'old'))).toEqual(['ConfigMap/old']);
  });

  it('refuses to compare with an empty dist/', () => {
    expect(() => choosePruned([], wanted)).toThrow('everything would be deleted');
  });
});
