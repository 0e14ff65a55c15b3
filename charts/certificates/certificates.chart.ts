import type { Construct } from 'constructs';
import { customObject } from '../constructs/custom-object.js';
import { TRUST_SECRET } from '../constructs/external-secret.js';
import { PortTrackChart } from '../constructs/porttrack-chart.js';
import type { Environment } from '../environments.js';
import { POOL, POSTGRES, SERVER_TLS_SECRET } from '../postgres/postgres.props.js';
import { REDIS, REDIS_TLS_SECRET, SENTINEL } from '../redis/redis.props.js';
import { NAMESPACES, objectLabels } from '../workloads.js';
import { type Certificate, CERT_MANAGER_API } from './cert-manager.types.js';
import { INTERNAL_ISSUER, internalAuthority, publicIssuer } from './issuers.js';

interface InternalCertificate {
  /** Of the Certificate and of its Secret. */
  readonly name: string;
  readonly dnsNames: readonly string[];
  readonly usages: Certificate['spec']['usages'];
  /** Labels of the Secret. */
  readonly secretLabels?: Readonly<Record<string, string>>;
}

/** Every name that a Service of the data namespace goes by inside the cluster. */
function namesOf(service: string): string[] {
  const namespaced = `${service}.${NAMESPACES.data}`;
  return [service, namespaced, `${namespaced}.svc`, `${namespaced}.svc.cluster.local`];
}

const certificates: readonly InternalCertificate[] = [
  {
    name: SERVER_TLS_SECRET,
    dnsNames: [`${POSTGRES}-rw`, `${POSTGRES}-ro`, `${POSTGRES}-r`, POOL].flatMap(namesOf),
    usages: ['server auth'],
    // The operator reloads servers and poolers when this Secret changes.
    secretLabels: { 'cnpg.io/reload': 'true' },
  },
  {
    name: REDIS_TLS_SECRET,
    dnsNames: [
      'localhost',
      ...[REDIS, `${REDIS}-master`, `${REDIS}-replica`, `${SENTINEL}-sentinel`].flatMap(namesOf),
      ...[REDIS, `${SENTINEL}-sentinel`].flatMap((set) => namesOf(`*.${set}-headless`).slice(2)),
    ],
    // Replicas, Sentinel and the exporter show it to the master as well.
    usages: ['server auth', 'client auth'],
  },
  { name: TRUST_SECRET, dnsNames: [TRUST_SECRET], usages: ['client auth'] },
];

/**
 * Authorities and certificates. They are written beside dist/, because they must be there before the
 * application: pods of the database wait for their certificate.
 */
export class CertificatesChart extends PortTrackChart {
  constructor(scope: Construct, environment: Environment) {
    super(scope, 'certificates', environment);
    customObject(this, publicIssuer(environment));
    for (const part of internalAuthority()) customObject(this, part);
    for (const certificate of certificates) customObject(this, internal(certificate));
  }
}

/** A year, because Redis reads its certificate when it starts (docs/encryption.md). */
function internal({ name, dnsNames, usages, secretLabels }: InternalCertificate): Certificate {
  return {
    apiVersion: CERT_MANAGER_API,
    kind: 'Certificate',
    metadata: { name, namespace: NAMESPACES.data, labels: objectLabels(name, 'certificates') },
    spec: {
      secretName: name,
      ...(secretLabels === undefined ? {} : { secretTemplate: { labels: secretLabels } }),
      dnsNames,
      duration: '8760h',
      renewBefore: '1440h',
      usages,
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: INTERNAL_ISSUER },
    },
  };
}
