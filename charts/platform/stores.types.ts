import type { CustomObjectProps } from '../constructs/custom-object.js';

interface AccountReference {
  readonly name: string;
  readonly namespace: string;
}

/** AWS Secrets Manager, read with the role of a ServiceAccount. */
export interface AwsProvider {
  readonly aws: {
    readonly service: 'SecretsManager';
    readonly region: string;
    readonly auth: { readonly jwt: { readonly serviceAccountRef: AccountReference } };
  };
}

/** Secrets of a namespace of this cluster, read with the rights of a ServiceAccount. */
export interface KubernetesProvider {
  readonly kubernetes: {
    readonly remoteNamespace: string;
    readonly auth: { readonly serviceAccount: AccountReference };
    readonly server: {
      readonly caProvider: AccountReference & { readonly type: 'ConfigMap'; readonly key: string };
    };
  };
}

/**
 * Where ExternalSecrets read from, as far as it is used here.
 * @see https://external-secrets.io/latest/api/clustersecretstore/
 */
export interface ClusterSecretStore extends CustomObjectProps {
  readonly apiVersion: 'external-secrets.io/v1';
  readonly kind: 'ClusterSecretStore';
  readonly spec: {
    readonly provider: AwsProvider | KubernetesProvider;
    /** Who may use it. */
    readonly conditions: readonly { readonly namespaces: readonly string[] }[];
  };
}
