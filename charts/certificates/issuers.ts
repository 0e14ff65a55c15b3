import type { Environment } from '../environments.js';
import { objectLabels } from '../workloads.js';
import { type Certificate, CERT_MANAGER_API, type ClusterIssuer } from './cert-manager.types.js';

/** Signs what browsers and integrators see: Let's Encrypt. Ingresses name it. */
export const PUBLIC_ISSUER = 'porttrack-public';

/** Signs what only our own pods see. */
export const INTERNAL_ISSUER = 'porttrack-internal';

/** Signs the internal authority, and nothing else. */
const ROOT_ISSUER = 'porttrack-internal-root';

/** Where cert-manager runs, and where ClusterIssuers look for Secrets. */
const CERT_MANAGER_NAMESPACE = 'cert-manager';

const issuer = (name: string, spec: ClusterIssuer['spec']): ClusterIssuer => ({
  apiVersion: CERT_MANAGER_API,
  kind: 'ClusterIssuer',
  metadata: { name, labels: objectLabels(name, 'certificates') },
  spec,
});

/**
 * It asks by DNS (Route 53, with cert-manager's own role): asking by HTTP would need pods and open
 * ports in namespaces that are closed.
 */
export function publicIssuer({ aws, host }: Environment): ClusterIssuer {
  return issuer(PUBLIC_ISSUER, {
    acme: {
      server: 'https://acme-v02.api.letsencrypt.org/directory',
      email: `operations@${host}`,
      privateKeySecretRef: { name: `${PUBLIC_ISSUER}-account` },
      solvers: [{ dns01: { route53: { region: aws.region } }, selector: { dnsZones: [host] } }],
    },
  });
}

/** The internal authority: ten years, its key never renewed by itself, for everybody trusts it by name. */
export function internalAuthority(): readonly [ClusterIssuer, Certificate, ClusterIssuer] {
  const authority: Certificate = {
    apiVersion: CERT_MANAGER_API,
    kind: 'Certificate',
    metadata: {
      name: INTERNAL_ISSUER,
      namespace: CERT_MANAGER_NAMESPACE,
      labels: objectLabels(INTERNAL_ISSUER, 'certificates'),
    },
    spec: {
      secretName: INTERNAL_ISSUER,
      commonName: 'PortTrack internal authority',
      isCA: true,
      duration: '87600h',
      renewBefore: '8760h',
      usages: ['cert sign', 'digital signature'],
      privateKey: { algorithm: 'ECDSA', size: 384, rotationPolicy: 'Never' },
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: ROOT_ISSUER },
    },
  };
  return [
    issuer(ROOT_ISSUER, { selfSigned: {} }),
    authority,
    issuer(INTERNAL_ISSUER, { ca: { secretName: INTERNAL_ISSUER } }),
  ];
}
