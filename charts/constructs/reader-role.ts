import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { type NamespaceName, objectLabels, type WorkloadName, workloads } from '../workloads.js';

/** What a workload may read; it may write nothing. */
export interface ReadRule {
  readonly apiGroup: string;
  readonly resources: readonly string[];
  /** @default get, list and watch */
  readonly verbs?: readonly ('get' | 'list' | 'watch')[];
}

const RBAC = 'rbac.authorization.k8s.io';

const policyRule = ({ apiGroup, resources, verbs = ['get', 'list', 'watch'] }: ReadRule) => ({
  apiGroups: [apiGroup],
  resources: [...resources],
  verbs: [...verbs],
});

function parts(kind: 'Role' | 'ClusterRole', name: string, workload: WorkloadName) {
  const { namespace } = workloads[workload];
  return {
    roleRef: { apiGroup: RBAC, kind, name },
    subjects: [{ kind: 'ServiceAccount', name: workload, namespace }],
  };
}

/** Lets a workload's ServiceAccount read objects of one namespace. */
export function namespaceReader(
  scope: Construct,
  workload: WorkloadName,
  namespace: NamespaceName,
  rules: readonly ReadRule[],
): void {
  // With the namespace, because a file of dist/ is named by kind and name alone.
  const name = `${workload}-${namespace}`;
  const metadata = { name, namespace, labels: objectLabels(workload, 'access') };
  new k8s.KubeRole(scope, `Role-${workload}-${namespace}`, {
    metadata,
    rules: rules.map(policyRule),
  });
  new k8s.KubeRoleBinding(scope, `RoleBinding-${workload}-${namespace}`, {
    metadata,
    ...parts('Role', name, workload),
  });
}

/**
 * Lets a workload's ServiceAccount read objects that have no namespace, and `paths` of servers that
 * ask the API server who may read them.
 */
export function clusterReader(
  scope: Construct,
  workload: WorkloadName,
  rules: readonly ReadRule[],
  paths: readonly string[] = [],
): void {
  const name = `porttrack-${workload}`;
  const metadata = { name, labels: objectLabels(workload, 'access') };
  const pathRules = paths.length === 0 ? [] : [{ nonResourceUrLs: [...paths], verbs: ['get'] }];
  new k8s.KubeClusterRole(scope, `ClusterRole-${workload}`, {
    metadata,
    rules: [...rules.map(policyRule), ...pathRules],
  });
  new k8s.KubeClusterRoleBinding(scope, `ClusterRoleBinding-${workload}`, {
    metadata,
    ...parts('ClusterRole', name, workload),
  });
}
