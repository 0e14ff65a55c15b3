import {
  ClusterSpecBackupBarmanObjectStoreDataCompression as DataCompression,
  ClusterSpecBackupBarmanObjectStoreDataEncryption as DataEncryption,
  ClusterSpecBackupBarmanObjectStoreWalCompression as WalCompression,
  ClusterSpecBackupBarmanObjectStoreWalEncryption as WalEncryption,
  ClusterSpecBackupTarget,
  ClusterSpecPostgresqlSynchronousDataDurability as Durability,
  ClusterSpecPostgresqlSynchronousMethod as Method,
  ClusterSpecPrimaryUpdateMethod,
  ClusterSpecPrimaryUpdateStrategy,
  ClusterSpecResourcesLimits as Limits,
  ClusterSpecResourcesRequests as Requests,
  type ClusterSpec,
  type ClusterSpecBackup,
  type ClusterSpecPostgresql,
  type ClusterSpecResources,
} from '@cdk8s-kit/crds/pg';
import type { Environment } from '../environments.js';
import { imageReference, images } from '../images.js';
import { PRIORITIES, STORAGE_CLASS } from '../workloads.js';
import {
  DATABASE,
  OWNER_SECRET,
  postgresResources,
  SERVER_TLS_SECRET,
  serverParameters,
} from './postgres.props.js';

/**
 * The cluster. Servers show cert-manager's certificate; the authority for clients (replication,
 * PgBouncer) is the operator's own, which renews it.
 * @see https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/#clusterspec
 */
export function clusterSpec(environment: Environment): ClusterSpec {
  const { instances, storage, walStorage } = environment.postgres;
  return {
    description: 'Vessels, positions and port calls',
    instances,
    imageName: imageReference(images.postgres),
    imagePullPolicy: 'IfNotPresent',
    priorityClassName: PRIORITIES.critical,
    seccompProfile: { type: 'RuntimeDefault' },
    resources: resources(),
    storage: { size: storage, storageClass: STORAGE_CLASS },
    walStorage: { size: walStorage, storageClass: STORAGE_CLASS },
    affinity: {
      enablePodAntiAffinity: true,
      podAntiAffinityType: 'required',
      topologyKey: 'kubernetes.io/hostname',
    },
    enablePdb: true,
    enableSuperuserAccess: false,
    certificates: { serverTlsSecret: SERVER_TLS_SECRET, serverCaSecret: SERVER_TLS_SECRET },
    bootstrap: {
      initdb: {
        database: DATABASE,
        owner: DATABASE,
        secret: { name: OWNER_SECRET },
        dataChecksums: true,
        encoding: 'UTF8',
      },
    },
    postgresql: postgresql(),
    // A primary that is gone is replaced at once; one that is asked to go has a minute.
    failoverDelay: 0,
    switchoverDelay: 60,
    smartShutdownTimeout: 15,
    stopDelay: 90,
    primaryUpdateMethod: ClusterSpecPrimaryUpdateMethod.SWITCHOVER,
    primaryUpdateStrategy: ClusterSpecPrimaryUpdateStrategy.UNSUPERVISED,
    backup: backup(environment),
    serviceAccountTemplate: {
      metadata: { annotations: { 'eks.amazonaws.com/role-arn': backupRole(environment) } },
    },
    // The operator's own PodMonitor is deprecated; the chart has one.
    monitoring: { enablePodMonitor: false, disableDefaultQueries: false },
  };
}

function postgresql(): ClusterSpecPostgresql {
  return {
    parameters: { ...serverParameters },
    // What the operator puts before these are its own TLS rules; after them it admits everybody.
    pgHba: ['hostnossl all all all reject'],
    synchronous: { method: Method.ANY, number: 1, dataDurability: Durability.PREFERRED },
  };
}

function resources(): ClusterSpecResources {
  const { requests, limits } = postgresResources;
  return {
    requests: {
      cpu: Requests.fromString(requests.cpu),
      memory: Requests.fromString(requests.memory),
    },
    limits: { cpu: Limits.fromString(limits.cpu), memory: Limits.fromString(limits.memory) },
  };
}

/**
 * To S3, WAL as it is written and a base backup a day. Built into the operator until its 1.31, then
 * the Barman Cloud plugin reads the same bucket (docs/encryption.md).
 * @see https://cloudnative-pg.io/plugin-barman-cloud/docs/migration
 */
function backup(environment: Environment): ClusterSpecBackup {
  const { backupBucket } = environment.aws;
  return {
    retentionPolicy: environment.postgres.backupRetention,
    target: ClusterSpecBackupTarget.PREFER_HYPHEN_STANDBY,
    barmanObjectStore: {
      destinationPath: `s3://${backupBucket}/postgres`,
      s3Credentials: { inheritFromIamRole: true },
      data: { compression: DataCompression.GZIP, encryption: DataEncryption.AWS_KMS, jobs: 1 },
      wal: { compression: WalCompression.GZIP, encryption: WalEncryption.AWS_KMS, maxParallel: 2 },
    },
  };
}

/** The role by which pods write to the bucket (IAM roles for service accounts). */
function backupRole({ name, aws }: Environment): string {
  return `arn:aws:iam::${aws.accountId}:role/porttrack-${name}-postgres-backup`;
}
