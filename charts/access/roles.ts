import { type NamespaceName, NAMESPACES } from '../workloads.js';

/** Deleting a whole collection at once, binding and impersonating are nobody's. */
export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete';

/** Verbs on resources of one API group. */
export interface Grant {
  /** `''` for the core group. */
  readonly apiGroup: string;
  /** Plurals as the API server writes them, `/subresource` where one is meant. */
  readonly resources: readonly string[];
  readonly verbs: readonly Verb[];
}

type WithinNamespaces<T> = Readonly<Record<NamespaceName, readonly T[]>>;

/** What a group of people, or of workflows, may do. */
export interface AccessRole {
  /** The group that the cluster's identity provider puts its members in. */
  readonly group: string;
  /** In every namespace of ours. */
  readonly everywhere: readonly Grant[];
  /** In one namespace, beyond `everywhere`. */
  readonly within: WithinNamespaces<Grant>;
  /** On objects that have no namespace. */
  readonly cluster: readonly Grant[];
}

type Resources = Omit<Grant, 'verbs'>;

const READ = ['get', 'list', 'watch'] as const satisfies readonly Verb[];
const APPLY = [...READ, 'create', 'update', 'patch'] as const satisfies readonly Verb[];
const APPLY_AND_PRUNE = [...APPLY, 'delete'] as const satisfies readonly Verb[];

const to = (verbs: readonly Verb[], resources: readonly Resources[]): Grant[] =>
  resources.map(({ apiGroup, resources: names }) => ({ apiGroup, resources: names, verbs }));

/** What a version of the application is made of, apart from custom resources. */
const applied: readonly Resources[] = [
  { apiGroup: '', resources: ['configmaps', 'services', 'serviceaccounts'] },
  { apiGroup: 'apps', resources: ['deployments', 'daemonsets'] },
  { apiGroup: 'batch', resources: ['jobs'] },
  { apiGroup: 'autoscaling', resources: ['horizontalpodautoscalers'] },
  { apiGroup: 'policy', resources: ['poddisruptionbudgets'] },
  { apiGroup: 'networking.k8s.io', resources: ['networkpolicies', 'ingresses'] },
  { apiGroup: 'external-secrets.io', resources: ['externalsecrets'] },
];

/** What the cluster makes of it, which says how a rollout fares. */
const made: readonly Resources[] = [
  { apiGroup: '', resources: ['pods', 'endpoints', 'events', 'persistentvolumeclaims'] },
  { apiGroup: 'apps', resources: ['replicasets', 'statefulsets'] },
  { apiGroup: 'discovery.k8s.io', resources: ['endpointslices'] },
];

/** What only the platform's reviewers change. */
const platform: readonly Resources[] = [
  { apiGroup: '', resources: ['resourcequotas', 'limitranges'] },
  { apiGroup: 'rbac.authorization.k8s.io', resources: ['roles', 'rolebindings'] },
  { apiGroup: 'cert-manager.io', resources: ['certificates', 'issuers'] },
];

const monitors: Resources = {
  apiGroup: 'monitoring.coreos.com',
  resources: ['servicemonitors', 'podmonitors', 'prometheusrules'],
};

/** Of Argo Rollouts, where it delivers; without it there is nothing to have rights on. */
const rollouts: Resources = {
  apiGroup: 'argoproj.io',
  resources: ['rollouts', 'analysistemplates'],
};

const backups: Resources = { apiGroup: 'postgresql.cnpg.io', resources: ['backups'] };

/** Custom resources that can be applied again when they were deleted by mistake. */
const replaceable: WithinNamespaces<Resources> = {
  [NAMESPACES.service]: [monitors, rollouts],
  [NAMESPACES.data]: [monitors],
  [NAMESPACES.monitoring]: [
    monitors,
    {
      apiGroup: 'monitoring.coreos.com',
      resources: ['prometheuses', 'alertmanagers', 'alertmanagerconfigs', 'scrapeconfigs'],
    },
  ],
  [NAMESPACES.nodes]: [monitors],
  [NAMESPACES.edge]: [],
};

/** Custom resources whose end is the end of data, or of an address that clients know. */
const irreplaceable: WithinNamespaces<Resources> = {
  [NAMESPACES.service]: [],
  [NAMESPACES.data]: [
    { apiGroup: 'postgresql.cnpg.io', resources: ['clusters', 'poolers', 'scheduledbackups'] },
    {
      apiGroup: 'redis.redis.opstreelabs.in',
      resources: ['redisreplications', 'redissentinels'],
    },
  ],
  [NAMESPACES.monitoring]: [],
  [NAMESPACES.nodes]: [],
  [NAMESPACES.edge]: [
    {
      apiGroup: 'apigatewayv2.services.k8s.aws',
      resources: [
        'apis',
        'integrations',
        'routes',
        'stages',
        'vpclinks',
        'domainnames',
        'apimappings',
      ],
    },
  ],
};

/** A value for each namespace. */
function eachNamespace(of: (namespace: NamespaceName) => Grant[]): WithinNamespaces<Grant> {
  return {
    [NAMESPACES.service]: of(NAMESPACES.service),
    [NAMESPACES.data]: of(NAMESPACES.data),
    [NAMESPACES.monitoring]: of(NAMESPACES.monitoring),
    [NAMESPACES.nodes]: of(NAMESPACES.nodes),
    [NAMESPACES.edge]: of(NAMESPACES.edge),
  };
}

const readsEverywhere: readonly Grant[] = [
  ...to(READ, [...applied, ...made, ...platform]),
  { apiGroup: '', resources: ['pods/log'], verbs: ['get'] },
  { apiGroup: 'metrics.k8s.io', resources: ['pods'], verbs: ['get', 'list'] },
];

const readsWithin = (namespace: NamespaceName): Grant[] =>
  to(READ, [
    ...replaceable[namespace],
    ...irreplaceable[namespace],
    ...(namespace === NAMESPACES.data ? [backups] : []),
  ]);

/** What looking for drift reads beside the namespaces' objects. */
const readsCluster = to(READ, [
  { apiGroup: '', resources: ['namespaces'] },
  { apiGroup: 'scheduling.k8s.io', resources: ['priorityclasses'] },
  { apiGroup: 'storage.k8s.io', resources: ['storageclasses'] },
  { apiGroup: 'rbac.authorization.k8s.io', resources: ['clusterroles', 'clusterrolebindings'] },
  { apiGroup: 'external-secrets.io', resources: ['clustersecretstores'] },
  { apiGroup: 'cert-manager.io', resources: ['clusterissuers'] },
]);

const operatesWithin: WithinNamespaces<Grant> = {
  // Argo Rollouts' promote, abort and undo.
  [NAMESPACES.service]: [
    { apiGroup: 'argoproj.io', resources: ['rollouts', 'rollouts/status'], verbs: ['patch'] },
  ],
  // A backup before something risky.
  [NAMESPACES.data]: to(['create'], [backups]),
  [NAMESPACES.monitoring]: [],
  [NAMESPACES.nodes]: [],
  [NAMESPACES.edge]: [],
};

/**
 * Who may do what: the only place that says so. Nobody reads a Secret, runs a command in a pod,
 * makes a pod by itself, or changes a right: whoever could would have all of them.
 */
export const accessRoles = {
  /** Sees, and changes nothing. Looking for drift is a viewer's. */
  viewer: {
    group: 'porttrack:viewers',
    everywhere: readsEverywhere,
    within: eachNamespace(readsWithin),
    cluster: readsCluster,
  },
  /** Restarts, undoes and scales (docs/operations.md). */
  operator: {
    group: 'porttrack:operators',
    everywhere: [
      ...readsEverywhere,
      {
        apiGroup: 'apps',
        resources: ['deployments', 'deployments/scale'],
        verbs: ['update', 'patch'],
      },
      { apiGroup: 'autoscaling', resources: ['horizontalpodautoscalers'], verbs: ['patch'] },
    ],
    within: eachNamespace((namespace) => [...readsWithin(namespace), ...operatesWithin[namespace]]),
    cluster: readsCluster,
  },
  /** Applies the charts of tier `application`, in a workflow that reviewers let through. */
  deployer: {
    group: 'porttrack:deployers',
    everywhere: [
      ...to(APPLY_AND_PRUNE, applied),
      ...to(READ, made),
      { apiGroup: '', resources: ['pods/log'], verbs: ['get'] },
    ],
    within: eachNamespace((namespace) => [
      ...to(APPLY_AND_PRUNE, replaceable[namespace]),
      ...to(APPLY, irreplaceable[namespace]),
    ]),
    cluster: [],
  },
} as const satisfies Record<string, AccessRole>;

export type RoleName = keyof typeof accessRoles;
