import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { PortTrackChart } from '../constructs/porttrack-chart.js';
import type { Environment } from '../environments.js';
import { type NamespaceName, objectLabels } from '../workloads.js';
import { type AccessRole, accessRoles, type Grant } from './roles.js';

const RBAC = 'rbac.authorization.k8s.io';

const roles: readonly (readonly [string, AccessRole])[] = Object.entries(accessRoles);

const rule = ({ apiGroup, resources, verbs }: Grant): k8s.PolicyRule => ({
  apiGroups: [apiGroup],
  resources: [...resources],
  verbs: [...verbs],
});

/** Names and labels of a role and its binding, which are always a pair. */
const metadataOf = (role: string): { name: string; labels: Record<string, string> } => ({
  name: `porttrack-${role}`,
  labels: objectLabels(`porttrack-${role}`, 'access'),
});

/** Groups, never accounts: who belongs to one is the identity provider's, and ends there. */
const subjectsOf = ({ group }: AccessRole): k8s.Subject[] => [
  { apiGroup: RBAC, kind: 'Group', name: group },
];

/** The roles of `accessRoles` in one namespace, each bound to its group. */
export class AccessChart extends PortTrackChart {
  constructor(scope: Construct, environment: Environment, namespace: NamespaceName) {
    super(scope, `access-${namespace}`, environment, namespace);
    for (const [name, role] of roles) {
      const metadata = metadataOf(name);
      new k8s.KubeRole(this, `Role-${name}`, {
        metadata,
        rules: [...role.everywhere, ...role.within[namespace]].map(rule),
      });
      new k8s.KubeRoleBinding(this, `RoleBinding-${name}`, {
        metadata,
        roleRef: { apiGroup: RBAC, kind: 'Role', name: metadata.name },
        subjects: subjectsOf(role),
      });
    }
  }
}

/** The same for objects that have no namespace. */
export class ClusterAccessChart extends PortTrackChart {
  constructor(scope: Construct, environment: Environment) {
    super(scope, 'access', environment);
    for (const [name, role] of roles) {
      if (role.cluster.length === 0) continue;
      const metadata = metadataOf(name);
      new k8s.KubeClusterRole(this, `ClusterRole-${name}`, {
        metadata,
        rules: role.cluster.map(rule),
      });
      new k8s.KubeClusterRoleBinding(this, `ClusterRoleBinding-${name}`, {
        metadata,
        roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: metadata.name },
        subjects: subjectsOf(role),
      });
    }
  }
}
