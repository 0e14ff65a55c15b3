import { join, resolve } from 'node:path';
import type { CustomResources } from './custom-resources.js';
import type { TypeSource } from './declarations.js';

const packageFile = (...parts: string[]): string => join(resolve('node_modules'), ...parts);

/** Kubernetes' own kinds, by the version whose OpenAPI document the package was made from. */
const coreTypes = {
  '1.28': packageFile('cdk8s-plus-28', 'lib', 'imports', 'k8s.d.ts'),
  '1.32': packageFile('@cdk8s-kit', 'crds', 'dist', 'k8s.d.ts'),
} as const;

/** Versions of Kubernetes that dist/ must be valid for. */
export type KubernetesVersion = keyof typeof coreTypes;

export const kubernetesVersions: readonly KubernetesVersion[] = ['1.28', '1.32'];

/** Properties of cdk8s' class of a kind; a second version of a kind has its version in the name. */
const coreKinds: Readonly<Record<string, string>> = {
  'v1/Namespace': 'KubeNamespaceProps',
  'v1/ResourceQuota': 'KubeResourceQuotaProps',
  'v1/LimitRange': 'KubeLimitRangeProps',
  'v1/ConfigMap': 'KubeConfigMapProps',
  'v1/Secret': 'KubeSecretProps',
  'v1/Service': 'KubeServiceProps',
  'v1/ServiceAccount': 'KubeServiceAccountProps',
  'v1/PersistentVolumeClaim': 'KubePersistentVolumeClaimProps',
  'apps/v1/Deployment': 'KubeDeploymentProps',
  'apps/v1/DaemonSet': 'KubeDaemonSetProps',
  'apps/v1/StatefulSet': 'KubeStatefulSetProps',
  'batch/v1/Job': 'KubeJobProps',
  'batch/v1/CronJob': 'KubeCronJobProps',
  'autoscaling/v2/HorizontalPodAutoscaler': 'KubeHorizontalPodAutoscalerV2Props',
  'policy/v1/PodDisruptionBudget': 'KubePodDisruptionBudgetProps',
  'networking.k8s.io/v1/NetworkPolicy': 'KubeNetworkPolicyProps',
  'networking.k8s.io/v1/Ingress': 'KubeIngressProps',
  'networking.k8s.io/v1/IngressClass': 'KubeIngressClassProps',
  'rbac.authorization.k8s.io/v1/Role': 'KubeRoleProps',
  'rbac.authorization.k8s.io/v1/ClusterRole': 'KubeClusterRoleProps',
  'rbac.authorization.k8s.io/v1/RoleBinding': 'KubeRoleBindingProps',
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': 'KubeClusterRoleBindingProps',
  'scheduling.k8s.io/v1/PriorityClass': 'KubePriorityClassProps',
  'storage.k8s.io/v1/StorageClass': 'KubeStorageClassProps',
};

const monitoringKinds: Readonly<Record<string, readonly string[]>> = {
  v1: ['Prometheus', 'Alertmanager', 'ServiceMonitor', 'PodMonitor', 'PrometheusRule', 'Probe'],
  v1alpha1: ['AlertmanagerConfig', 'ScrapeConfig'],
};

/** Kinds of which no package has the type: the fields that we use, by hand. */
const ownTypes = resolve('test', 'manifests', 'schema', 'custom-resources.ts');

/** Fields of `CustomResources`, which say the spec of a kind. */
const ownKinds: readonly (keyof CustomResources)[] = [
  'external-secrets.io/v1/ExternalSecret',
  'external-secrets.io/v1/ClusterSecretStore',
  'postgresql.cnpg.io/v1/Pooler',
  'redis.redis.opstreelabs.in/v1beta2/RedisReplication',
  'redis.redis.opstreelabs.in/v1beta2/RedisSentinel',
  'apigatewayv2.services.k8s.aws/v1alpha1/API',
  'apigatewayv2.services.k8s.aws/v1alpha1/VPCLink',
  'apigatewayv2.services.k8s.aws/v1alpha1/Integration',
  'apigatewayv2.services.k8s.aws/v1alpha1/Route',
  'apigatewayv2.services.k8s.aws/v1alpha1/Stage',
  'apigatewayv2.services.k8s.aws/v1alpha1/DomainName',
  'apigatewayv2.services.k8s.aws/v1alpha1/APIMapping',
  'cert-manager.io/v1/ClusterIssuer',
  'cert-manager.io/v1/Certificate',
  'argoproj.io/v1alpha1/Rollout',
  'argoproj.io/v1alpha1/AnalysisTemplate',
];

function customTypes(): Readonly<Record<string, TypeSource>> {
  const cnpg = packageFile('@cdk8s-kit', 'crds', 'dist', 'postgresql.cnpg.io.d.ts');
  const group = 'monitoring.coreos.com';
  const monitoring = Object.entries(monitoringKinds).flatMap(([version, kinds]) =>
    kinds.map((kind) => [
      `${group}/${version}/${kind}`,
      {
        file: packageFile(
          '@kubernetes-models',
          'prometheus-operator',
          group,
          version,
          `${kind}.d.ts`,
        ),
        name: `I${kind}`,
      },
    ]),
  );
  const own = ownKinds.map((key) => [key, { file: ownTypes, name: 'CustomResources', field: key }]);
  return {
    'postgresql.cnpg.io/v1/Cluster': { file: cnpg, name: 'ClusterProps' },
    'postgresql.cnpg.io/v1/ScheduledBackup': { file: cnpg, name: 'ScheduledBackupProps' },
    ...(Object.fromEntries([...monitoring, ...own]) as Record<string, TypeSource>),
  };
}

/** The type of every kind, by `apiVersion/kind`. */
export function typeSources(version: KubernetesVersion): ReadonlyMap<string, TypeSource> {
  const file = coreTypes[version];
  const core = Object.entries(coreKinds).map(([key, name]) => [key, { file, name }] as const);
  return new Map([...core, ...Object.entries(customTypes())]);
}

/** Declarations of Kubernetes' own kinds in a version. */
export function coreFile(version: KubernetesVersion): string {
  return coreTypes[version];
}
