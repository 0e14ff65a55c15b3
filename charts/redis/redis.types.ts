import type { CustomObjectProps } from '../constructs/custom-object.js';
import type { PlainResources } from '../constructs/plain-resources.js';

/** Group and version of the Redis operator's resources that are used here. */
export const REDIS_API = 'redis.redis.opstreelabs.in/v1beta2';

/** A key of a Secret. */
export interface SecretKey {
  readonly name: string;
  readonly key: string;
}

/** What every container of the operator's pods may do at most. */
export interface ContainerSecurity {
  readonly allowPrivilegeEscalation: false;
  readonly capabilities: { readonly drop: readonly ['ALL'] };
  readonly readOnlyRootFilesystem: boolean;
  readonly runAsNonRoot: true;
  readonly seccompProfile: { readonly type: 'RuntimeDefault' };
}

/** Part that replication and Sentinel have in common. */
export interface RedisPods {
  readonly clusterSize: number;
  readonly kubernetesConfig: {
    readonly image: string;
    readonly imagePullPolicy: 'IfNotPresent';
    readonly resources: PlainResources;
    readonly redisSecret: SecretKey;
    readonly updateStrategy: { readonly type: 'RollingUpdate' };
    readonly minReadySeconds: number;
  };
  readonly podSecurityContext: {
    readonly runAsNonRoot: true;
    readonly runAsUser: number;
    readonly runAsGroup: number;
    readonly fsGroup: number;
    readonly fsGroupChangePolicy: 'OnRootMismatch';
    readonly seccompProfile: { readonly type: 'RuntimeDefault' };
  };
  readonly securityContext: ContainerSecurity;
  /** Not run; its security context is what the operator gives its own init container. */
  readonly initContainer: {
    readonly enabled: false;
    readonly image: string;
    readonly securityContext: ContainerSecurity;
  };
  /** More environment variables of both containers. */
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly priorityClassName: string;
  readonly terminationGracePeriodSeconds: number;
  readonly affinity: {
    readonly podAntiAffinity: {
      readonly requiredDuringSchedulingIgnoredDuringExecution: readonly {
        readonly topologyKey: string;
        readonly labelSelector: { readonly matchLabels: Readonly<Record<string, string>> };
      }[];
    };
  };
  readonly TLS: {
    readonly ca: string;
    readonly cert: string;
    readonly key: string;
    readonly secret: { readonly secretName: string; readonly defaultMode: number };
  };
}

/**
 * Redis, one of them the master: a RedisReplication of the Redis operator, as far as it is used.
 * @see https://redis-operator.opstree.dev/docs/crd-reference/redis-api/
 */
export interface RedisReplication extends CustomObjectProps {
  readonly apiVersion: typeof REDIS_API;
  readonly kind: 'RedisReplication';
  readonly spec: RedisPods & {
    readonly redisConfig: { readonly additionalRedisConfig: string };
    readonly redisExporter: {
      readonly enabled: true;
      readonly image: string;
      readonly imagePullPolicy: 'IfNotPresent';
      readonly port: number;
      readonly resources: PlainResources;
      readonly securityContext: ContainerSecurity;
    };
    readonly storage: {
      readonly volumeClaimTemplate: {
        readonly spec: {
          readonly accessModes: readonly ['ReadWriteOnce'];
          readonly storageClassName: string;
          readonly resources: { readonly requests: { readonly storage: string } };
        };
      };
    };
  };
}

/** Those who watch the master and choose a new one: a RedisSentinel, as far as it is used. */
export interface RedisSentinel extends CustomObjectProps {
  readonly apiVersion: typeof REDIS_API;
  readonly kind: 'RedisSentinel';
  readonly spec: RedisPods & {
    readonly redisSentinelConfig: {
      readonly redisReplicationName: string;
      readonly redisReplicationPassword: { readonly secretKeyRef: SecretKey };
      readonly masterGroupName: string;
      readonly quorum: string;
      readonly downAfterMilliseconds: string;
      readonly failoverTimeout: string;
      readonly parallelSyncs: string;
    };
  };
}
