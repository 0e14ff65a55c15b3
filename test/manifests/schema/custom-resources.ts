import type { k8s } from 'cdk8s-plus-28';

type Affinity = k8s.Affinity;
type DeploymentStrategy = k8s.DeploymentStrategy;
type LabelSelector = k8s.LabelSelector;
type PersistentVolumeClaimSpec = k8s.PersistentVolumeClaimSpec;
type PodSecurityContext = k8s.PodSecurityContext;
type PodTemplateSpec = k8s.PodTemplateSpec;
type ResourceRequirements = k8s.ResourceRequirements;
type SecurityContext = k8s.SecurityContext;

/**
 * The specs of custom resources of which no package has the type, as far as dist/ uses them, read in their CRDs
 * (external-secrets.io, postgresql.cnpg.io, redis.redis.opstreelabs.in, apigatewayv2.services.k8s.aws,
 * cert-manager.io, argoproj.io). A field that is not here is an error until somebody has read that
 * the CRD has it. They are read as syntax by `SchemaWriter`, never as types of the charts, so that a
 * slip there is not repeated here.
 */
export interface CustomResources {
  readonly 'external-secrets.io/v1/ExternalSecret': ExternalSecretSpec;
  readonly 'external-secrets.io/v1/ClusterSecretStore': SecretStoreSpec;
  readonly 'postgresql.cnpg.io/v1/Pooler': PoolerSpec;
  readonly 'redis.redis.opstreelabs.in/v1beta2/RedisReplication': RedisReplicationSpec;
  readonly 'redis.redis.opstreelabs.in/v1beta2/RedisSentinel': RedisSentinelSpec;
  readonly 'apigatewayv2.services.k8s.aws/v1alpha1/API': ApiSpec;
  readonly 'apigatewayv2.services.k8s.aws/v1alpha1/VPCLink': VpcLinkSpec;
  readonly 'apigatewayv2.services.k8s.aws/v1alpha1/Integration': IntegrationSpec;
  readonly 'apigatewayv2.services.k8s.aws/v1alpha1/Route': RouteSpec;
  readonly 'apigatewayv2.services.k8s.aws/v1alpha1/Stage': StageSpec;
  readonly 'apigatewayv2.services.k8s.aws/v1alpha1/DomainName': DomainNameSpec;
  readonly 'apigatewayv2.services.k8s.aws/v1alpha1/APIMapping': ApiMappingSpec;
  readonly 'cert-manager.io/v1/ClusterIssuer': IssuerSpec;
  readonly 'cert-manager.io/v1/Certificate': CertificateSpec;
  readonly 'argoproj.io/v1alpha1/Rollout': RolloutSpec;
  readonly 'argoproj.io/v1alpha1/AnalysisTemplate': AnalysisTemplateSpec;
}

type Texts = Record<string, string>;

interface NameAndKey {
  name: string;
  key: string;
}

interface ExternalSecretSpec {
  refreshInterval: string;
  secretStoreRef: { kind: 'ClusterSecretStore'; name: string };
  target: {
    name: string;
    creationPolicy: 'Owner' | 'Orphan' | 'Merge' | 'None';
    deletionPolicy: 'Retain' | 'Delete' | 'Merge';
    template?: {
      engineVersion: 'v2';
      type?: string;
      data?: Texts;
      metadata?: { labels?: Texts; annotations?: Texts };
    };
  };
  data: {
    secretKey: string;
    remoteRef: { key: string; property: string };
    sourceRef?: { storeRef: { kind: 'ClusterSecretStore'; name: string } };
  }[];
}

interface Account {
  name: string;
  namespace: string;
}

interface SecretStoreSpec {
  provider: {
    aws?: {
      service: 'SecretsManager' | 'ParameterStore';
      region: string;
      auth: { jwt: { serviceAccountRef: Account } };
    };
    kubernetes?: {
      remoteNamespace: string;
      auth: { serviceAccount: Account };
      server: {
        caProvider: { name: string; namespace: string; type: 'ConfigMap' | 'Secret'; key: string };
      };
    };
  };
  conditions: { namespaces: string[] }[];
}

interface PoolerSpec {
  cluster: { name: string };
  type: 'rw' | 'ro' | 'r';
  instances: number;
  deploymentStrategy?: DeploymentStrategy;
  pgbouncer: { poolMode: 'session' | 'transaction'; parameters: Texts };
  template: PodTemplateSpec;
}

interface RedisPodsSpec {
  clusterSize: number;
  kubernetesConfig: {
    image: string;
    imagePullPolicy: 'Always' | 'IfNotPresent' | 'Never';
    resources: ResourceRequirements;
    redisSecret: NameAndKey;
    updateStrategy: { type: 'RollingUpdate' | 'OnDelete' };
    minReadySeconds: number;
  };
  podSecurityContext: PodSecurityContext;
  securityContext: SecurityContext;
  initContainer: { enabled: boolean; image: string; securityContext: SecurityContext };
  env: { name: string; value: string }[];
  priorityClassName: string;
  terminationGracePeriodSeconds: number;
  affinity: Affinity;
  TLS: {
    ca: string;
    cert: string;
    key: string;
    secret: { secretName: string; defaultMode: number };
  };
}

interface RedisReplicationSpec extends RedisPodsSpec {
  redisConfig: { additionalRedisConfig: string };
  redisExporter: {
    enabled: boolean;
    image: string;
    imagePullPolicy: 'Always' | 'IfNotPresent' | 'Never';
    port: number;
    resources: ResourceRequirements;
    securityContext: SecurityContext;
  };
  storage: { volumeClaimTemplate: { spec: PersistentVolumeClaimSpec } };
}

interface RedisSentinelSpec extends RedisPodsSpec {
  redisSentinelConfig: {
    redisReplicationName: string;
    redisReplicationPassword: { secretKeyRef: NameAndKey };
    masterGroupName: string;
    quorum: string;
    downAfterMilliseconds: string;
    failoverTimeout: string;
    parallelSyncs: string;
  };
}

interface Reference {
  from: { name: string };
}

interface ApiSpec {
  name: string;
  description: string;
  protocolType: 'HTTP' | 'WEBSOCKET';
  disableExecuteAPIEndpoint: boolean;
  tags: Texts;
}

interface VpcLinkSpec {
  name: string;
  subnetIDs: string[];
  securityGroupIDs: string[];
  tags: Texts;
}

interface IntegrationSpec {
  apiRef: Reference;
  connectionRef: Reference;
  connectionType: 'VPC_LINK' | 'INTERNET';
  integrationType: 'HTTP_PROXY' | 'AWS_PROXY';
  integrationMethod: string;
  integrationURI: string;
  payloadFormatVersion: '1.0' | '2.0';
  requestParameters: Texts;
  timeoutInMillis: number;
  tlsConfig: { serverNameToVerify: string };
}

interface RouteSpec {
  apiRef: Reference;
  routeKey: string;
  targetRef: Reference;
}

interface StageSpec {
  apiRef: Reference;
  stageName: string;
  autoDeploy: boolean;
  accessLogSettings: { destinationARN: string; format: string };
  defaultRouteSettings: {
    detailedMetricsEnabled: boolean;
    throttlingBurstLimit: number;
    throttlingRateLimit: number;
  };
  tags: Texts;
}

interface DomainNameSpec {
  domainName: string;
  domainNameConfigurations: {
    certificateARN: string;
    endpointType: 'REGIONAL';
    securityPolicy: 'TLS_1_2';
  }[];
  tags: Texts;
}

interface ApiMappingSpec {
  apiRef: Reference;
  domainRef: Reference;
  stage: string;
}

interface IssuerSpec {
  selfSigned?: Record<string, string>;
  ca?: { secretName: string };
  acme?: {
    server: string;
    email: string;
    privateKeySecretRef: { name: string };
    solvers: { dns01: { route53: { region: string } }; selector: { dnsZones: string[] } }[];
  };
}

interface CertificateSpec {
  secretName: string;
  secretTemplate?: { labels: Texts };
  commonName?: string;
  dnsNames?: string[];
  isCA?: boolean;
  duration: string;
  renewBefore: string;
  usages: ('server auth' | 'client auth' | 'cert sign' | 'digital signature')[];
  privateKey: { algorithm: 'RSA' | 'ECDSA'; size: number; rotationPolicy: 'Always' | 'Never' };
  issuerRef: { group: string; kind: 'ClusterIssuer' | 'Issuer'; name: string };
}

interface RolloutSpec {
  minReadySeconds: number;
  progressDeadlineSeconds: number;
  progressDeadlineAbort: boolean;
  revisionHistoryLimit: number;
  rollbackWindow: { revisions: number };
  selector: LabelSelector;
  template: PodTemplateSpec;
  strategy: {
    canary: {
      maxSurge: number | string;
      maxUnavailable: number | string;
      abortScaleDownDelaySeconds: number;
      analysis: { templates: { templateName: string }[]; startingStep: number };
      steps: { setWeight?: number; pause?: { duration?: number | string } }[];
    };
  };
}

interface AnalysisTemplateSpec {
  metrics: {
    name: string;
    interval: string;
    initialDelay: string;
    successCondition: string;
    failureLimit: number | string;
    consecutiveErrorLimit: number | string;
    provider: { prometheus: { address: string; query: string } };
  }[];
}
