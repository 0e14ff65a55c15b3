import { images, type Image } from './images.js';

/** What a pod of the service asks for and may use. `heapMiB` is V8's old space: 70 % of the memory limit. */
export interface PodSize {
  readonly cpuRequest: string;
  readonly cpuLimit: string;
  readonly memoryRequest: string;
  readonly memoryLimit: string;
  readonly heapMiB: number;
}

/** Sizes that an environment can choose from. */
export const podSizes = {
  standard: {
    cpuRequest: '250m',
    cpuLimit: '500m',
    memoryRequest: '256Mi',
    memoryLimit: '512Mi',
    heapMiB: 352,
  },
} as const satisfies Record<string, PodSize>;

/** A receiver of AIS that sends to the service, or that the service dials. */
export interface Receiver {
  /** The feed's name: lower case letters, digits and hyphens. */
  readonly name: string;
  /** The networks it sends from or listens in, CIDR. */
  readonly networks: readonly string[];
  /** `host:port` to dial; absent for a receiver that connects or sends to us. */
  readonly dial?: { readonly host: string; readonly port: number };
  /** Seconds without a message after which it counts as silent. */
  readonly silenceSeconds: number;
}

/** A port whose traffic the environment watches. */
export interface PortRow {
  /** UN/LOCODE without the space. */
  readonly locode: string;
  readonly name: string;
  readonly receivers: readonly Receiver[];
}

/** Where things are that are not pods of ours. CIDR networks. */
export interface Network {
  readonly vpc: string;
  readonly apiServer: string;
}

/** One cluster. Everything in which clusters differ stands here. */
export interface Environment {
  readonly name: 'production' | 'staging';
  /** Label `cluster` of metrics and alerts. */
  readonly cluster: string;
  /** Host name of the API and the page, and of Grafana. */
  readonly host: string;
  readonly grafanaHost: string;
  /** Where people sign in, and what its tokens say (docs/api.md, "Who may call what"). */
  readonly oidc: {
    /** The issuer's address, letter by letter as in `iss`. */
    readonly issuer: string;
    readonly audience: string;
    readonly clientId: string;
    /** Claim with the roles, and claim with the terminals. */
    readonly rolesClaim: string;
    readonly terminalsClaim: string;
  };
  readonly network: Network;
  readonly aws: {
    readonly region: string;
    readonly accountId: string;
    /** Where ExternalSecrets read: prefix of the names in AWS Secrets Manager. */
    readonly secretPrefix: string;
    readonly backupBucket: string;
    readonly kmsKeyAlias: string;
    readonly subnetIds: readonly string[];
    readonly securityGroupIds: readonly string[];
    /** Listener of the internal load balancer (`charts/edge`), which no custom resource yields. */
    readonly listenerArn: string;
    /** Certificate for `api.<host>`, of the gateway and of the internal load balancer. */
    readonly certificateArn: string;
    readonly accessLogGroupArn: string;
  };
  readonly image: Image;
  readonly ports: readonly PortRow[];
  readonly service: {
    readonly size: keyof typeof podSizes;
    readonly minPods: number;
    readonly maxPods: number;
    /** Who replaces pods: Kubernetes' Deployment, or Argo Rollouts in steps. */
    readonly delivery: 'deployment' | 'argo-rollouts';
    /** Sentences that may wait (INGEST_QUEUE_MESSAGES). */
    readonly queueMessages: number;
  };
  readonly postgres: {
    readonly instances: number;
    readonly storage: string;
    readonly walStorage: string;
    readonly backupRetention: string;
  };
  readonly redis: { readonly replicas: number; readonly sentinels: number };
  readonly prometheus: {
    readonly replicas: number;
    readonly retention: string;
    readonly storage: string;
  };
  /**
   * How machine clients come in: by AWS API Gateway at `api.<host>`, or like browsers by the Ingress.
   * YACE and its alerts belong to the gateway alone (docs/adr/0004-edge-and-streams.md).
   */
  readonly edge: 'aws-api-gateway' | 'ingress';
  /** Requests that the gateway lets through, all clients together. */
  readonly gateway: { readonly burst: number; readonly requestsPerSecond: number };
}

const network: Network = { vpc: '10.40.0.0/16', apiServer: '10.40.255.0/28' };

/** Account 000000000000 and ids of zeros are declared placeholders: the deploy workflow refuses them. */
const awsPlaceholders = {
  region: 'us-east-1',
  accountId: '000000000000',
  subnetIds: ['subnet-00000000000000000', 'subnet-00000000000000001'],
  securityGroupIds: ['sg-00000000000000000'],
  listenerArn:
    'arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/porttrack/0000000000000000/0000000000000000',
  certificateArn:
    'arn:aws:acm:us-east-1:000000000000:certificate/00000000-0000-0000-0000-000000000000',
  kmsKeyAlias: 'alias/porttrack',
} as const;

const valparaiso: PortRow = {
  locode: 'CLVAP',
  name: 'Valparaíso',
  receivers: [
    { name: 'clvap-curauma', networks: ['10.60.1.0/24'], silenceSeconds: 60 },
    {
      name: 'clvap-punta-angeles',
      networks: ['10.60.2.0/24'],
      dial: { host: 'punta-angeles.ais.porttrack.example', port: 10110 },
      silenceSeconds: 120,
    },
  ],
};

const oidc = {
  audience: 'porttrack',
  clientId: 'porttrack',
  rolesClaim: 'roles',
  terminalsClaim: 'terminals',
} as const;

/** The clusters. A new one is a row. */
export const environments: readonly Environment[] = [
  {
    name: 'production',
    cluster: 'porttrack-production',
    host: 'porttrack.example',
    grafanaHost: 'grafana.porttrack.example',
    oidc: { ...oidc, issuer: 'https://id.porttrack.example' },
    network,
    aws: {
      ...awsPlaceholders,
      secretPrefix: 'porttrack/production',
      backupBucket: 'porttrack-production-backups',
      accessLogGroupArn: 'arn:aws:logs:us-east-1:000000000000:log-group:/porttrack/production',
    },
    image: images.porttrack,
    ports: [valparaiso],
    service: {
      size: 'standard',
      minPods: 2,
      maxPods: 6,
      delivery: 'deployment',
      queueMessages: 20_000,
    },
    postgres: { instances: 3, storage: '20Gi', walStorage: '5Gi', backupRetention: '30d' },
    redis: { replicas: 3, sentinels: 3 },
    prometheus: { replicas: 2, retention: '15d', storage: '20Gi' },
    edge: 'aws-api-gateway',
    gateway: { burst: 200, requestsPerSecond: 100 },
  },
  {
    name: 'staging',
    cluster: 'porttrack-staging',
    host: 'staging.porttrack.example',
    grafanaHost: 'grafana.staging.porttrack.example',
    oidc: { ...oidc, issuer: 'https://id.staging.porttrack.example' },
    network,
    aws: {
      ...awsPlaceholders,
      secretPrefix: 'porttrack/staging',
      backupBucket: 'porttrack-staging-backups',
      accessLogGroupArn: 'arn:aws:logs:us-east-1:000000000000:log-group:/porttrack/staging',
    },
    image: images.porttrack,
    ports: [valparaiso],
    service: {
      size: 'standard',
      minPods: 2,
      maxPods: 4,
      delivery: 'deployment',
      queueMessages: 20_000,
    },
    postgres: { instances: 3, storage: '20Gi', walStorage: '5Gi', backupRetention: '7d' },
    redis: { replicas: 3, sentinels: 3 },
    prometheus: { replicas: 2, retention: '15d', storage: '20Gi' },
    edge: 'ingress',
    gateway: { burst: 50, requestsPerSecond: 25 },
  },
];
