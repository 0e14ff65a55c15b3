import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { customObject } from '../constructs/custom-object.js';
import { SECRET_STORE, TRUST_SECRET, TRUST_STORE } from '../constructs/external-secret.js';
import { PortTrackChart } from '../constructs/porttrack-chart.js';
import type { Environment } from '../environments.js';
import { NAMESPACES, objectLabels, STORAGE_CLASS } from '../workloads.js';
import type { ClusterSecretStore } from './stores.types.js';

const metadata = (name: string): { name: string; labels: Record<string, string> } => ({
  name,
  labels: objectLabels(name, 'platform'),
});

const account = (name: string): { name: string; namespace: string } => ({
  name,
  namespace: NAMESPACES.data,
});

/** What the other charts take for granted: encrypted volumes, and the stores that secrets come from. */
export class PlatformChart extends PortTrackChart {
  constructor(scope: Construct, environment: Environment) {
    super(scope, 'platform', environment);
    this.addStorageClass();
    this.addSecretStore();
    this.addTrustStore();
  }

  /** A claim that is deleted leaves its volume: deleting data takes a second, deliberate step. */
  private addStorageClass(): void {
    const { region, accountId, kmsKeyAlias } = this.environment.aws;
    new k8s.KubeStorageClass(this, 'StorageClass', {
      metadata: metadata(STORAGE_CLASS),
      provisioner: 'ebs.csi.aws.com',
      parameters: {
        type: 'gp3',
        encrypted: 'true',
        kmsKeyId: `arn:aws:kms:${region}:${accountId}:${kmsKeyAlias}`,
      },
      reclaimPolicy: 'Retain',
      allowVolumeExpansion: true,
      volumeBindingMode: 'WaitForFirstConsumer',
    });
  }

  private addSecretStore(): void {
    const { name, aws } = this.environment;
    this.addAccount(SECRET_STORE, {
      'eks.amazonaws.com/role-arn': `arn:aws:iam::${aws.accountId}:role/porttrack-${name}-secrets`,
    });
    customObject<ClusterSecretStore>(this, {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ClusterSecretStore',
      metadata: metadata(SECRET_STORE),
      spec: {
        provider: {
          aws: {
            service: 'SecretsManager',
            region: aws.region,
            auth: { jwt: { serviceAccountRef: account(SECRET_STORE) } },
          },
        },
        conditions: [{ namespaces: [NAMESPACES.service, NAMESPACES.data, NAMESPACES.monitoring] }],
      },
    });
  }

  /** The account behind it may read one Secret, whose private key proves nothing to anybody. */
  private addTrustStore(): void {
    this.addAccount(TRUST_STORE);
    new k8s.KubeRole(this, 'Role', {
      metadata: { ...metadata(TRUST_STORE), namespace: NAMESPACES.data },
      rules: [
        { apiGroups: [''], resources: ['secrets'], resourceNames: [TRUST_SECRET], verbs: ['get'] },
      ],
    });
    new k8s.KubeRoleBinding(this, 'RoleBinding', {
      metadata: { ...metadata(TRUST_STORE), namespace: NAMESPACES.data },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: TRUST_STORE },
      subjects: [{ kind: 'ServiceAccount', ...account(TRUST_STORE) }],
    });
    customObject<ClusterSecretStore>(this, {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ClusterSecretStore',
      metadata: metadata(TRUST_STORE),
      spec: {
        provider: {
          kubernetes: {
            remoteNamespace: NAMESPACES.data,
            auth: { serviceAccount: account(TRUST_STORE) },
            server: {
              caProvider: { type: 'ConfigMap', key: 'ca.crt', ...account('kube-root-ca.crt') },
            },
          },
        },
        conditions: [{ namespaces: [NAMESPACES.service] }],
      },
    });
  }

  private addAccount(name: string, annotations: Record<string, string> = {}): void {
    new k8s.KubeServiceAccount(this, `ServiceAccount-${name}`, {
      metadata: {
        ...metadata(name),
        namespace: NAMESPACES.data,
        ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      },
      automountServiceAccountToken: false,
    });
  }
}
