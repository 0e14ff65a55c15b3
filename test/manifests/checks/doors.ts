import { at, labelsOf, listOf, type ObjectSet, textOf, textsOf } from '../object-set.js';
import { type Check, type Finding, finding, unless } from './check.js';

/** What is open to a network beyond the cluster is encrypted, and only to whom it concerns. */
function ingresses(set: ObjectSet): readonly Finding[] {
  return set.ofKind('Ingress').flatMap((ingress) => {
    const hosts = listOf(at(ingress.body, 'spec', 'rules')).map((rule) => textOf(at(rule, 'host')));
    const secured = listOf(at(ingress.body, 'spec', 'tls')).flatMap((tls) =>
      textOf(at(tls, 'secretName')) === '' ? [] : textsOf(at(tls, 'hosts')),
    );
    const annotations = labelsOf(at(ingress.body, 'metadata', 'annotations'));
    // An application load balancer of AWS holds its certificate by ARN, not in a Secret.
    const byArn = Object.keys(annotations).some((key) => key.endsWith('/certificate-arn'));
    return [
      ...hosts
        .filter((host) => !byArn && !secured.includes(host))
        .map((host) => finding(ingress, '/spec/tls', `${host || 'every host'} has no certificate`)),
      ...unless(
        textOf(at(ingress.body, 'spec', 'ingressClassName')) !== '',
        finding(ingress, '/spec/ingressClassName', 'any controller may take it'),
      ),
      ...Object.keys(annotations)
        .filter((key) => key.includes('snippet'))
        .map((key) => finding(ingress, `/metadata/annotations/${key}`, 'code in an annotation')),
    ];
  });
}

function services(set: ObjectSet): readonly Finding[] {
  return set.ofKind('Service').flatMap((service) => {
    const spec = service.body['spec'];
    const type = textOf(at(spec, 'type'));
    if (type !== 'LoadBalancer') {
      return unless(
        ['', 'ClusterIP'].includes(type) && listOf(at(spec, 'externalIPs')).length === 0,
        finding(service, '/spec/type', `${type} opens a port on every node`),
      );
    }
    const ranges = textsOf(at(spec, 'loadBalancerSourceRanges'));
    const ports = listOf(at(spec, 'ports')).map((port) => textOf(at(port, 'targetPort')));
    return [
      ...unless(
        at(spec, 'allocateLoadBalancerNodePorts') === false,
        finding(service, '/spec/allocateLoadBalancerNodePorts', 'it opens a port on every node'),
      ),
      ...unless(
        ranges.length > 0 && !ranges.includes('0.0.0.0/0'),
        finding(service, '/spec/loadBalancerSourceRanges', 'anybody may connect'),
      ),
      ...unless(
        !ports.some((port) => ['ops', '9464'].includes(port)),
        finding(service, '/spec/ports', 'metrics and /internal/drain are not for others'),
      ),
    ];
  });
}

/** What the gateway takes is bounded, logged, encrypted, and comes by our own name. */
function gateway(set: ObjectSet): readonly Finding[] {
  return [
    ...set
      .ofKind('Stage')
      .flatMap((stage) => [
        ...unless(
          Number(at(stage.body, 'spec', 'defaultRouteSettings', 'throttlingRateLimit')) > 0 &&
            Number(at(stage.body, 'spec', 'defaultRouteSettings', 'throttlingBurstLimit')) > 0,
          finding(stage, '/spec/defaultRouteSettings', 'requests are not bounded'),
        ),
        ...unless(
          textOf(at(stage.body, 'spec', 'accessLogSettings', 'destinationARN')) !== '',
          finding(stage, '/spec/accessLogSettings', 'requests leave no trace'),
        ),
        ...unless(
          at(stage.body, 'spec', 'defaultRouteSettings', 'detailedMetricsEnabled') === true,
          finding(stage, '/spec/defaultRouteSettings', 'its alerts have no metrics'),
        ),
      ]),
    ...set
      .ofKind('Integration')
      .flatMap((integration) =>
        unless(
          textOf(at(integration.body, 'spec', 'tlsConfig', 'serverNameToVerify')) !== '',
          finding(integration, '/spec/tlsConfig', 'the way to the load balancer is in the clear'),
        ),
      ),
    ...set
      .ofKind('API')
      .flatMap((api) =>
        unless(
          at(api.body, 'spec', 'disableExecuteAPIEndpoint') === true,
          finding(api, '/spec/disableExecuteAPIEndpoint', 'a second door beside our own name'),
        ),
      ),
    ...['API', 'Stage']
      .flatMap((kind) => set.ofKind(kind))
      .flatMap((object) =>
        unless(
          textOf(at(object.body, 'spec', 'tags', 'project')) === 'porttrack',
          finding(object, '/spec/tags', 'YACE finds only what bears the tag'),
        ),
      ),
  ];
}

/** Connections to PostgreSQL and Redis are encrypted, and the server's name is verified. */
function data(set: ObjectSet): readonly Finding[] {
  const clusters = set.ofKind('Cluster').flatMap((cluster) => {
    const instances = Number(at(cluster.body, 'spec', 'instances'));
    return [
      ...unless(
        textOf(at(cluster.body, 'spec', 'certificates', 'serverTLSSecret')) !== '',
        finding(
          cluster,
          '/spec/certificates',
          'its certificate is not one that clients can verify',
        ),
      ),
      ...unless(
        textsOf(at(cluster.body, 'spec', 'postgresql', 'pg_hba'))[0] ===
          'hostnossl all all all reject',
        finding(cluster, '/spec/postgresql/pg_hba', 'connections in the clear are taken'),
      ),
      ...unless(
        instances >= 3,
        finding(cluster, '/spec/instances', 'no quorum without one of them'),
      ),
      ...unless(
        Number(at(cluster.body, 'spec', 'postgresql', 'synchronous', 'number')) >= 1,
        finding(cluster, '/spec/postgresql/synchronous', 'what was acknowledged may be lost'),
      ),
      ...unless(
        at(cluster.body, 'spec', 'enableSuperuserAccess') !== true,
        finding(
          cluster,
          '/spec/enableSuperuserAccess',
          "the superuser's password lies in a Secret",
        ),
      ),
    ];
  });
  const redis = set
    .ofKind('RedisReplication', 'RedisSentinel')
    .flatMap((object) => [
      ...unless(
        textOf(at(object.body, 'spec', 'TLS', 'secret', 'secretName')) !== '',
        finding(object, '/spec/TLS', 'connections are in the clear'),
      ),
      ...unless(
        textOf(at(object.body, 'spec', 'kubernetesConfig', 'redisSecret', 'name')) !== '',
        finding(object, '/spec/kubernetesConfig/redisSecret', 'whoever reaches it may read'),
      ),
      ...unless(
        Number(at(object.body, 'spec', 'clusterSize')) >= 3,
        finding(object, '/spec/clusterSize', 'no majority without one of them'),
      ),
    ]);
  return [...clusters, ...redis, ...clients(set)];
}

function clients(set: ObjectSet): readonly Finding[] {
  return set.ofKind('ExternalSecret').flatMap((secret) =>
    Object.entries(labelsOf(at(secret.body, 'spec', 'target', 'template', 'data'))).flatMap(
      ([key, text]) => {
        const field = `/spec/target/template/data/${key}`;
        return [
          ...unless(
            !text.includes('postgres') ||
              !text.includes('://') ||
              text.includes('sslmode=verify-full'),
            finding(secret, field, 'PostgreSQL is reached without verifying who it is'),
          ),
          ...unless(
            !text.includes('redis://'),
            finding(secret, field, 'Redis is reached in the clear'),
          ),
        ];
      },
    ),
  );
}

/** Backups are made and kept, on encrypted volumes and in a bucket that is encrypted. */
function storage(set: ObjectSet): readonly Finding[] {
  const classes = set
    .ofKind('StorageClass')
    .flatMap((one) =>
      unless(
        at(one.body, 'parameters', 'encrypted') === 'true',
        finding(one, '/parameters/encrypted', 'volumes are in the clear'),
      ),
    );
  const backed = set
    .ofKind('ScheduledBackup')
    .map(({ body }) => at(body, 'spec', 'cluster', 'name'));
  const backups = set
    .ofKind('Cluster')
    .flatMap((cluster) => [
      ...unless(
        backed.includes(at(cluster.body, 'metadata', 'name')),
        finding(cluster, 'ScheduledBackup', 'there is none'),
      ),
      ...unless(
        textOf(at(cluster.body, 'spec', 'backup', 'retentionPolicy')) !== '' ||
          listOf(at(cluster.body, 'spec', 'plugins')).length > 0,
        finding(cluster, '/spec/backup', 'it is not backed up'),
      ),
    ]);
  return [...classes, ...backups];
}

/** Everything by which data enters, leaves or rests. */
export const doorChecks: readonly Check[] = [
  { name: 'doors/ingresses', find: ingresses },
  { name: 'doors/services', find: services },
  { name: 'doors/gateway', find: gateway },
  { name: 'doors/data', find: data },
  { name: 'doors/storage', find: storage },
];
