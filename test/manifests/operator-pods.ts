import {
  at,
  fieldsOf,
  kindOf,
  labelsOf,
  type ManifestObject,
  nameOf,
  namespaceOf,
  type ObjectSet,
  textOf,
} from './object-set.js';

/** A port of a pod that an operator makes. */
export interface OperatorPort {
  readonly name: string;
  readonly port: number;
}

/** Pods that an operator makes of a custom resource, as its source says. */
export interface OperatorPods {
  readonly owner: ManifestObject;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly OperatorPort[];
  readonly count: number;
  /** Resources of its containers, `undefined` for what the namespace's defaults fill in. */
  readonly resources: readonly unknown[];
}

type Maker = (owner: ManifestObject) => Pick<OperatorPods, 'labels' | 'ports' | 'resources'>;

const own = (owner: ManifestObject) => labelsOf(at(owner.body, 'metadata', 'labels'));
const port = (name: string, number: number): OperatorPort => ({ name, port: number });

/** CloudNativePG: pkg/specs/pods.go, and pkg/specs/pgbouncer/deployments.go, which adds the cluster's label. */
const cnpgInstance: Maker = (owner) => ({
  labels: { 'cnpg.io/cluster': nameOf(owner), 'cnpg.io/podRole': 'instance' },
  ports: [port('postgresql', 5432), port('metrics', 9187), port('status', 8000)],
  resources: [at(owner.body, 'spec', 'resources')],
});

const cnpgPooler: Maker = (owner) => ({
  labels: {
    'cnpg.io/poolerName': nameOf(owner),
    'cnpg.io/cluster': textOf(at(owner.body, 'spec', 'cluster', 'name')),
    'cnpg.io/podRole': 'pooler',
  },
  ports: [port('pgbouncer', 5432), port('metrics', 9127)],
  resources: [at(owner.body, 'spec', 'template', 'spec', 'containers', 0, 'resources')],
});

/** Redis operator: internal/k8sutils/labels.go; the resource's own labels come last and win. */
const redisReplication: Maker = (owner) => ({
  labels: {
    app: nameOf(owner),
    redis_setup_type: 'replication',
    role: 'replication',
    ...own(owner),
  },
  ports: [port('redis-client', 6379), port('redis-exporter', 9121)],
  resources: [
    at(owner.body, 'spec', 'kubernetesConfig', 'resources'),
    at(owner.body, 'spec', 'redisExporter', 'resources'),
  ],
});

/** Redis operator: internal/k8sutils/redis-sentinel.go appends `-sentinel` to the resource's name. */
const redisSentinel: Maker = (owner) => ({
  labels: {
    app: `${nameOf(owner)}-sentinel`,
    redis_setup_type: 'sentinel',
    role: 'sentinel',
    ...own(owner),
  },
  ports: [port('sentinel-client', 26_379)],
  resources: [at(owner.body, 'spec', 'kubernetesConfig', 'resources')],
});

/** Prometheus operator's reloader beside each: its flags --config-reloader-* as they are by default. */
const reloader = {
  requests: { cpu: '10m', memory: '50Mi' },
  limits: { cpu: '10m', memory: '50Mi' },
};

/** Prometheus operator: pkg/prometheus/server/statefulset.go, pkg/alertmanager/operator.go. */
const monitoring =
  (name: string, ...ports: readonly OperatorPort[]): Maker =>
  (owner) => ({
    labels: {
      ...labelsOf(at(owner.body, 'spec', 'podMetadata', 'labels')),
      'app.kubernetes.io/name': name,
      'app.kubernetes.io/instance': nameOf(owner),
      'app.kubernetes.io/managed-by': 'prometheus-operator',
    },
    ports: [...ports, port('reloader-web', 8080)],
    resources: [at(owner.body, 'spec', 'resources'), reloader],
  });

const makers: Readonly<
  Record<string, { readonly make: Maker; readonly count: readonly string[] }>
> = {
  'postgresql.cnpg.io/v1 Cluster': { make: cnpgInstance, count: ['spec', 'instances'] },
  'postgresql.cnpg.io/v1 Pooler': { make: cnpgPooler, count: ['spec', 'instances'] },
  'redis.redis.opstreelabs.in/v1beta2 RedisReplication': {
    make: redisReplication,
    count: ['spec', 'clusterSize'],
  },
  'redis.redis.opstreelabs.in/v1beta2 RedisSentinel': {
    make: redisSentinel,
    count: ['spec', 'clusterSize'],
  },
  'monitoring.coreos.com/v1 Prometheus': {
    make: monitoring('prometheus', port('web', 9090)),
    count: ['spec', 'replicas'],
  },
  'monitoring.coreos.com/v1 Alertmanager': {
    make: monitoring('alertmanager', port('web', 9093), port('mesh-tcp', 9094)),
    count: ['spec', 'replicas'],
  },
};

/** Every pod that operators make of the set's custom resources. */
export function operatorPods(set: ObjectSet): readonly OperatorPods[] {
  return set.objects.flatMap((owner) => {
    const maker = makers[`${textOf(owner.body['apiVersion'])} ${kindOf(owner)}`];
    if (maker === undefined) return [];
    const count = at(owner.body, ...maker.count);
    return [
      {
        owner,
        namespace: namespaceOf(owner),
        count: typeof count === 'number' ? count : 1,
        ...maker.make(owner),
      },
    ];
  });
}

/** Objects that operators make of the set's, which nothing in dist/ declares. */
export function operatorObjects(
  set: ObjectSet,
): readonly { readonly kind: string; readonly namespace: string; readonly name: string }[] {
  const suffixes: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
    Cluster: {
      Secret: ['-app', '-ca', '-server', '-replication'],
      Service: ['-rw', '-ro', '-r'],
      ServiceAccount: [''],
    },
    Pooler: { Service: [''], ServiceAccount: [''] },
    RedisReplication: { Service: ['', '-headless', '-additional', '-master', '-replica'] },
    RedisSentinel: { Service: ['-sentinel', '-sentinel-headless', '-sentinel-additional'] },
  };
  return set.objects.flatMap((object) =>
    Object.entries(fieldsOf(suffixes[kindOf(object)])).flatMap(([kind, names]) =>
      (names as readonly string[]).map((suffix) => ({
        kind,
        namespace: namespaceOf(object),
        name: `${nameOf(object)}${suffix}`,
      })),
    ),
  );
}
