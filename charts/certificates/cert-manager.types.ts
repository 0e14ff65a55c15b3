import type { CustomObjectProps } from '../constructs/custom-object.js';

/** Group and version of cert-manager's resources. */
export const CERT_MANAGER_API = 'cert-manager.io/v1';

/** Who signs: itself, an authority of ours, or a public one that asks DNS whose name it is. */
export type IssuerSpec =
  | { readonly selfSigned: Readonly<Record<string, never>> }
  | { readonly ca: { readonly secretName: string } }
  | {
      readonly acme: {
        readonly server: string;
        readonly email: string;
        readonly privateKeySecretRef: { readonly name: string };
        readonly solvers: readonly {
          readonly dns01: { readonly route53: { readonly region: string } };
          readonly selector: { readonly dnsZones: readonly string[] };
        }[];
      };
    };

/**
 * An issuer for every namespace, as far as it is used here.
 * @see https://cert-manager.io/docs/reference/api-docs/
 */
export interface ClusterIssuer extends CustomObjectProps {
  readonly apiVersion: typeof CERT_MANAGER_API;
  readonly kind: 'ClusterIssuer';
  readonly spec: IssuerSpec;
}

/** A certificate that cert-manager keeps in a Secret and renews. Durations in hours, `8760h`. */
export interface Certificate extends CustomObjectProps {
  readonly apiVersion: typeof CERT_MANAGER_API;
  readonly kind: 'Certificate';
  readonly spec: {
    readonly secretName: string;
    readonly secretTemplate?: { readonly labels: Readonly<Record<string, string>> };
    readonly commonName?: string;
    readonly dnsNames?: readonly string[];
    readonly isCA?: true;
    readonly duration: string;
    readonly renewBefore: string;
    readonly usages: readonly ('server auth' | 'client auth' | 'cert sign' | 'digital signature')[];
    readonly privateKey: {
      readonly algorithm: 'ECDSA';
      readonly size: 256 | 384;
      readonly rotationPolicy: 'Always' | 'Never';
    };
    readonly issuerRef: {
      readonly group: 'cert-manager.io';
      readonly kind: 'ClusterIssuer';
      readonly name: string;
    };
  };
}
