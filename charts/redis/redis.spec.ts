import { App } from 'cdk8s';
import { type Fields, plain, textAt } from '../../test/support/fields.js';
import { type Environment, environments } from '../environments.js';
import type { KubernetesObject } from '../synth.js';
import { RedisChart } from './redis.chart.js';
import { redisConfiguration, redisResources } from './redis.props.js';

const [production] = environments;
if (production === undefined) throw new Error('there is no environment');

const objectsOf = (environment: Environment): KubernetesObject[] =>
  new RedisChart(new App(), environment).toJson() as KubernetesObject[];

const find = (kind: string, name: string, objects = objectsOf(production)): Fields => {
  const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
  if (found === undefined) throw new Error(`no ${kind} ${name}`);
  return plain(found);
};

const kinds = [
  ['RedisReplication', 'porttrack-redis'],
  ['RedisSentinel', 'porttrack-sentinel'],
] as const;

describe.each(kinds)('%s', (kind, name) => {
  const { metadata, spec } = find(kind, name);

  it('labels its pods as the policies and the disruption budgets select them', () => {
    // The operator's own label would be `porttrack-sentinel-sentinel` for Sentinel.
    const app = metadata?.['labels']?.['app'];
    expect(app).toBe(name);
    const selectors = [
      find('NetworkPolicy', name)['spec']?.['podSelector'],
      find('PodDisruptionBudget', name)['spec']?.['selector'],
    ];
    expect(selectors).toEqual([{ matchLabels: { app } }, { matchLabels: { app } }]);
  });

  it('has no label that changes, for the operator puts them into selectors of Services', () => {
    expect(Object.keys(metadata?.['labels'] ?? {})).not.toContain('app.kubernetes.io/version');
  });

  it('speaks TLS with the authority that its peers are checked by', () => {
    expect(spec?.['TLS']?.['secret']).toMatchObject({ secretName: 'porttrack-redis-tls' });
    expect(spec?.['env']).toContainEqual({ name: 'REDIS_TLS_CA_KEY', value: '/tls/ca.crt' });
  });

  it('asks for the password of the ExternalSecret', () => {
    const secret = textAt(spec, 'kubernetesConfig', 'redisSecret', 'name');
    const key = textAt(spec, 'kubernetesConfig', 'redisSecret', 'key');
    expect(find('ExternalSecret', secret)['spec']?.['data']).toEqual([
      expect.objectContaining({ secretKey: key }),
    ]);
  });

  it("gives the operator's own init container the rights of the restricted standard", () => {
    const contexts = [spec?.['securityContext'], spec?.['initContainer']?.['securityContext']];
    for (const context of contexts) {
      expect(context).toMatchObject({
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      });
    }
  });

  it('never has two of them on a node', () => {
    const rule = spec?.['affinity']?.['podAntiAffinity'];
    expect(rule?.['requiredDuringSchedulingIgnoredDuringExecution']).toEqual([
      { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: name } } },
    ]);
  });
});

it('needs more than half of the Sentinels to choose a master', () => {
  const quorumOf = (sentinels: number): Fields | undefined =>
    find(
      'RedisSentinel',
      'porttrack-sentinel',
      objectsOf({ ...production, redis: { replicas: 3, sentinels } }),
    )['spec']?.['redisSentinelConfig']?.['quorum'];
  expect([3, 5].map(quorumOf)).toEqual(['2', '3']);
});

it('may fill well less than its container may use: copies on write need the rest', () => {
  const [, megabytes] = /^maxmemory (\d+)mb$/m.exec(redisConfiguration) ?? [];
  const [, limit] = /^(\d+)Mi$/.exec(redisResources.limits.memory) ?? [];
  expect(Number(megabytes) / Number(limit)).toBeLessThanOrEqual(0.6);
});

it('brings a new configuration under a new name, so that pods take it', () => {
  const replication = find('RedisReplication', 'porttrack-redis');
  const name = textAt(replication, 'spec', 'redisConfig', 'additionalRedisConfig');
  expect(find('ConfigMap', name)['data']).toEqual({
    'redis-additional.conf': redisConfiguration,
  });
});
