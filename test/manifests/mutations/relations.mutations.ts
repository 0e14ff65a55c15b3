import { change, cut, type Mutation, push, put, row, withAlso, without } from '../mutation.js';

const API = 'Deployment/porttrack-api';
const POD = ['spec', 'template', 'spec'] as const;
const CONTAINER = [...POD, 'containers', 0] as const;
const HPA = 'HorizontalPodAutoscaler/porttrack-api';

const references: readonly Mutation[] = [
  row(
    'Service to a port that there is not',
    'relations/services',
    change('Service/porttrack-api', put('web', 'spec', 'ports', 0, 'targetPort')),
  ),
  row(
    'Service of nothing',
    'relations/services',
    change('Service/porttrack-api', put({ app: 'api' }, 'spec', 'selector')),
  ),
  row(
    'monitor of nothing',
    'relations/service-monitors',
    change('ServiceMonitor/porttrack-api', put({ app: 'api' }, 'spec', 'selector', 'matchLabels')),
  ),
  row(
    'monitor that Prometheus overlooks',
    'relations/scraped',
    change('ServiceMonitor/porttrack-api', cut('metadata', 'labels', 'porttrack.dev/monitoring')),
  ),
  row('monitor removed', 'monitoring/scraped', without('ServiceMonitor/porttrack-api')),
  row(
    'ConfigMap that there is not',
    'relations/config-and-secrets',
    change(API, put('porttrack-api-settings', ...CONTAINER, 'envFrom', 0, 'configMapRef', 'name')),
  ),
  row(
    'Secret that nobody makes',
    'relations/config-and-secrets',
    without('ExternalSecret/porttrack-api'),
  ),
  row('account that there is not', 'relations/accounts', without('ServiceAccount/porttrack-api')),
  row(
    'binding of a role that there is not',
    'relations/bindings',
    without('ClusterRole/porttrack-prometheus'),
  ),
  row(
    'ConfigMap changed under its name',
    'hygiene/config-maps',
    change('ConfigMap/porttrack-api-settings-*', put('debug', 'data', 'LOG_LEVEL')),
  ),
  row(
    'ConfigMap that may change',
    'hygiene/config-maps',
    change('ConfigMap/porttrack-api-settings-*', put(false, 'immutable')),
  ),
  row(
    'a Secret in git',
    'hygiene/no-secrets',
    withAlso({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'porttrack-api', namespace: 'porttrack' },
      data: { password: 'cG9ydHRyYWNr' },
    }),
  ),
  row(
    'a password in a URL',
    'hygiene/no-secrets',
    change(
      'ConfigMap/porttrack-api-settings-*',
      put('postgresql://porttrack:hunter22@db/porttrack', 'data', 'DATABASE_URL'),
    ),
  ),
  row(
    'a secret in a variable',
    'hygiene/secrets-as-files',
    change(
      API,
      push(
        {
          name: 'DATABASE_URL',
          valueFrom: { secretKeyRef: { name: 'porttrack-api', key: 'database-url' } },
        },
        ...CONTAINER,
        'env',
      ),
    ),
  ),
  row('labels removed', 'hygiene/metadata', change(API, cut('metadata', 'labels'))),
  row(
    'what the server writes',
    'hygiene/metadata',
    change(API, put('1', 'metadata', 'resourceVersion')),
  ),
  row(
    'exemption without an argument',
    'hygiene/exemptions',
    change(API, put('later', 'metadata', 'annotations', 'exempt.porttrack.dev/K01')),
  ),
];

const limits: readonly Mutation[] = [
  row(
    'quota too small for a rollout',
    'capacity/quota',
    change('ResourceQuota/quota', put('2', 'spec', 'hard', 'pods')),
  ),
  row('quota removed', 'namespaces/quota', without('ResourceQuota/quota')),
  row(
    'more pods than the quota has room for',
    'capacity/quota',
    change(HPA, put(60, 'spec', 'maxReplicas')),
  ),
  row(
    'more connections than the database takes',
    'capacity/connections',
    change(
      'Cluster/porttrack-pg',
      put('20', 'spec', 'postgresql', 'parameters', 'max_connections'),
    ),
  ),
  row(
    'database without TLS',
    'doors/data',
    change('Cluster/porttrack-pg', cut('spec', 'postgresql', 'pg_hba')),
  ),
  row(
    'cache without TLS',
    'doors/data',
    change('RedisReplication/porttrack-redis', cut('spec', 'TLS')),
  ),
  row(
    'volumes in clear',
    'doors/storage',
    change('StorageClass/gp3-encrypted', put('false', 'parameters', 'encrypted')),
  ),
  row('page in clear', 'doors/ingresses', change('Ingress/porttrack-api', cut('spec', 'tls'))),
  row(
    'AIS from everywhere',
    'doors/services',
    change('Service/porttrack-api-ais-tcp', cut('spec', 'loadBalancerSourceRanges')),
  ),
];

const network: readonly Mutation[] = [
  row('closed by nobody', 'namespaces/closed', without('NetworkPolicy/default-deny')),
  row(
    'policy opened to everybody',
    'flows/table',
    change('NetworkPolicy/porttrack-api', push({}, 'spec', 'ingress')),
  ),
  row(
    'egress opened',
    'flows/table',
    change('NetworkPolicy/porttrack-api', push({}, 'spec', 'egress')),
  ),
  row('policy removed', 'flows/table', without('NetworkPolicy/porttrack-pg')),
  row(
    'port of a flow changed',
    'flows/table',
    change('NetworkPolicy/porttrack-pool', put(5433, 'spec', 'ingress', 0, 'ports', 0, 'port')),
  ),
  row(
    "cloud's metadata reachable",
    'flows/table',
    change('NetworkPolicy/yace', (body) => {
      const text = JSON.stringify(body['spec']).replace('"169.254.169.254/32",', '');
      body['spec'] = JSON.parse(text) as unknown;
    }),
  ),
  row(
    'viewer reads Secrets',
    'access/escalation',
    change('Role/porttrack-viewer', push('secrets', 'rules', 0, 'resources')),
  ),
  row(
    'wildcard',
    'access/wildcards',
    change('Role/porttrack-viewer', put(['*'], 'rules', 0, 'verbs')),
  ),
  row(
    'deployer binds roles',
    'access/escalation',
    change(
      'Role/porttrack-deployer',
      push(
        {
          apiGroups: ['rbac.authorization.k8s.io'],
          resources: ['rolebindings'],
          verbs: ['create'],
        },
        'rules',
      ),
    ),
  ),
  row(
    'verb that the table does not give',
    'access/table',
    change('Role/porttrack-operator', push('delete', 'rules', 0, 'verbs')),
  ),
  row(
    'role for everybody',
    'access/subjects',
    change('RoleBinding/porttrack-viewer', put('system:authenticated', 'subjects', 0, 'name')),
  ),
];

/** What objects say of each other, how much, and who reaches whom. */
export const relationMutations: readonly Mutation[] = [...references, ...limits, ...network];
