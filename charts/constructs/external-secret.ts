import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Environment } from '../environments.js';
import { secretEntries, type SecretProperty } from '../secrets/entries.js';
import type { NamespaceName } from '../workloads.js';
import { customObject } from './custom-object.js';

/** The store of secret values, AWS Secrets Manager; the platform chart makes it. */
export const SECRET_STORE = 'porttrack-secrets';

/** The store that hands out one thing: the certificate by which PostgreSQL and Redis are trusted. */
export const TRUST_STORE = 'porttrack-trust';

/** Secret of a certificate that nobody serves: beside it stands its authority's, `ca.crt`. */
export const TRUST_SECRET = 'porttrack-trust';

/** Where a key's value comes from. */
export type SecretSource =
  | { readonly property: SecretProperty }
  /** PEM of the internal certificate authority: what a client of PostgreSQL and Redis checks against. */
  | { readonly authority: 'data' };

/** What becomes a Kubernetes Secret. */
export interface ExternalSecretProps {
  /** Name of the ExternalSecret and of the Secret that it makes. */
  readonly name: string;
  readonly namespace: NamespaceName;
  readonly labels: Readonly<Record<string, string>>;
  /** Key to use in `template`, or of the Secret where there is none, and the value that it takes. */
  readonly keys: Readonly<Record<string, SecretSource>>;
  /**
   * What the Secret holds instead of the bare values: Go templates such as `{{ .password }}`.
   * @default the values by their keys, in a Secret of type Opaque
   */
  readonly template?: {
    readonly type?: string;
    readonly data?: Readonly<Record<string, string>>;
    readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
  };
}

/**
 * A Secret that the External Secrets operator makes from the environment's entries in AWS Secrets
 * Manager, and keeps equal to them: no secret value stands in git.
 * @see https://external-secrets.io/latest/api/externalsecret/
 */
export function externalSecret(
  scope: Construct,
  environment: Environment,
  { name, namespace, labels, keys, template }: ExternalSecretProps,
): ApiObject {
  return customObject(scope, {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name, namespace, labels },
    spec: {
      refreshInterval: '15m',
      secretStoreRef: { kind: 'ClusterSecretStore', name: SECRET_STORE },
      target: {
        name,
        creationPolicy: 'Owner',
        // A value that vanishes from the store must not take a running service's Secret with it.
        deletionPolicy: 'Retain',
        ...(template === undefined ? {} : { template: { engineVersion: 'v2', ...template } }),
      },
      data: Object.entries(keys).map(([secretKey, source]) => ({
        secretKey,
        ...reference(environment, source),
      })),
    },
  });
}

function reference({ aws }: Environment, source: SecretSource): object {
  if ('property' in source) {
    const { property } = source;
    return { remoteRef: { key: `${aws.secretPrefix}/${secretEntries[property]}`, property } };
  }
  return {
    remoteRef: { key: TRUST_SECRET, property: 'ca.crt' },
    sourceRef: { storeRef: { kind: 'ClusterSecretStore', name: TRUST_STORE } },
  };
}
