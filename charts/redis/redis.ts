import type { Environment } from '../environments.js';
import { imageReference, images } from '../images.js';
import {
  NAMESPACES,
  objectLabels,
  PRIORITIES,
  selectorLabels,
  STORAGE_CLASS,
} from '../workloads.js';
import {
  EXPORTER_PORT,
  exporterResources,
  PASSWORD_SECRET,
  REDIS,
  REDIS_STORAGE,
  REDIS_TLS_SECRET,
  redisResources,
  SENTINEL,
  sentinelResources,
} from './redis.props.js';
import {
  type ContainerSecurity,
  REDIS_API,
  type RedisPods,
  type RedisReplication,
  type RedisSentinel,
} from './redis.types.js';

/** Who runs Redis in the operator's images. */
const USER = 10_001;

/** The images write where the operator gives them no volume (/var/run, /tmp). */
const redisSecurity: ContainerSecurity = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: false,
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};

const passwordKey = { name: PASSWORD_SECRET, key: 'password' };

/** What replication and Sentinel have in common. */
function pods(workload: typeof REDIS | typeof SENTINEL): Omit<RedisPods, 'clusterSize'> {
  const isRedis = workload === REDIS;
  const image = imageReference(isRedis ? images.redis : images.redisSentinel);
  return {
    kubernetesConfig: {
      image,
      imagePullPolicy: 'IfNotPresent',
      resources: isRedis ? redisResources : sentinelResources,
      redisSecret: passwordKey,
      updateStrategy: { type: 'RollingUpdate' },
      minReadySeconds: 10,
    },
    podSecurityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
      fsGroup: USER,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    },
    securityContext: redisSecurity,
    initContainer: { enabled: false, image, securityContext: redisSecurity },
    // Sentinel's configuration takes the authority's file by the name of an older image.
    env: [{ name: 'REDIS_TLS_CA_KEY', value: '/tls/ca.crt' }],
    priorityClassName: PRIORITIES.critical,
    terminationGracePeriodSeconds: 30,
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          {
            topologyKey: 'kubernetes.io/hostname',
            labelSelector: { matchLabels: selectorLabels(workload) },
          },
        ],
      },
    },
    TLS: {
      ca: 'ca.crt',
      cert: 'tls.crt',
      key: 'tls.key',
      secret: { secretName: REDIS_TLS_SECRET, defaultMode: 0o440 },
    },
  };
}

/**
 * The operator puts the labels of a resource on its pods and into the selectors of its Services. So
 * they hold nothing that ever changes (no version), and `app`, which would be `<name>-sentinel` for
 * Sentinel, is ours.
 * @see https://github.com/OT-CONTAINER-KIT/redis-operator/blob/main/internal/k8sutils/labels.go
 */
const metadata = (workload: typeof REDIS | typeof SENTINEL) => ({
  name: workload,
  namespace: NAMESPACES.data,
  labels: { ...objectLabels(workload, 'cache'), ...selectorLabels(workload) },
});

/** A master and its replicas, with an exporter each. */
export function redisReplication(
  environment: Environment,
  configuration: string,
): RedisReplication {
  return {
    apiVersion: REDIS_API,
    kind: 'RedisReplication',
    metadata: metadata(REDIS),
    spec: {
      ...pods(REDIS),
      clusterSize: environment.redis.replicas,
      redisConfig: { additionalRedisConfig: configuration },
      redisExporter: {
        enabled: true,
        image: imageReference(images.redisExporter),
        imagePullPolicy: 'IfNotPresent',
        port: EXPORTER_PORT,
        resources: exporterResources,
        securityContext: { ...redisSecurity, readOnlyRootFilesystem: true },
      },
      storage: {
        volumeClaimTemplate: {
          spec: {
            accessModes: ['ReadWriteOnce'],
            storageClassName: STORAGE_CLASS,
            resources: { requests: { storage: REDIS_STORAGE } },
          },
        },
      },
    },
  };
}

/** More than half of them must miss the master for 5 s before they choose another. */
export function redisSentinel(environment: Environment): RedisSentinel {
  const { sentinels } = environment.redis;
  return {
    apiVersion: REDIS_API,
    kind: 'RedisSentinel',
    metadata: metadata(SENTINEL),
    spec: {
      ...pods(SENTINEL),
      clusterSize: sentinels,
      redisSentinelConfig: {
        redisReplicationName: REDIS,
        redisReplicationPassword: { secretKeyRef: passwordKey },
        masterGroupName: 'porttrack',
        quorum: String(Math.floor(sentinels / 2) + 1),
        downAfterMilliseconds: '5000',
        failoverTimeout: '10000',
        parallelSyncs: '1',
      },
    },
  };
}
