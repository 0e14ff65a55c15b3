import { change, cut, type Mutation, push, put, row, swap, without } from '../mutation.js';

const API = 'Deployment/porttrack-api';
const POD = ['spec', 'template', 'spec'] as const;
const CONTAINER = [...POD, 'containers', 0] as const;
const SECURITY = [...CONTAINER, 'securityContext'] as const;
const HPA = 'HorizontalPodAutoscaler/porttrack-api';
const PDB = 'PodDisruptionBudget/porttrack-api';

const pods: readonly Mutation[] = [
  row('startup probe removed', 'workloads/probes', change(API, cut(...CONTAINER, 'startupProbe'))),
  row(
    'liveness probe removed',
    'workloads/probes',
    change(API, cut(...CONTAINER, 'livenessProbe')),
  ),
  row(
    'readiness probe removed',
    'workloads/probes',
    change(API, cut(...CONTAINER, 'readinessProbe')),
  ),
  row(
    'liveness asks the database',
    'workloads/distinct-probes',
    change(API, put('/health/ready', ...CONTAINER, 'livenessProbe', 'httpGet', 'path')),
  ),
  row(
    'probe on a port that there is not',
    'workloads/probe-ports',
    change(API, put('metrics', ...CONTAINER, 'readinessProbe', 'httpGet', 'port')),
  ),
  row(
    'readiness fails only after minutes',
    'workloads/probe-times',
    change(API, put(60, ...CONTAINER, 'readinessProbe', 'failureThreshold')),
  ),
  row(
    'memory limit dropped',
    'workloads/resources',
    change(API, cut(...CONTAINER, 'resources', 'limits', 'memory')),
  ),
  row(
    'CPU request dropped',
    'workloads/resources',
    change(API, cut(...CONTAINER, 'resources', 'requests', 'cpu')),
  ),
  row(
    'limit below its request',
    'workloads/resources',
    change(API, put('128Mi', ...CONTAINER, 'resources', 'limits', 'memory')),
  ),
  row(
    "limit above the namespace's",
    'capacity/limit-range',
    change(API, put('4Gi', ...CONTAINER, 'resources', 'limits', 'memory')),
  ),
  row(
    'image by its version only',
    'workloads/images',
    change(API, swap(/@sha256:.*/, '', ...CONTAINER, 'image')),
  ),
  row(
    'image latest',
    'workloads/images',
    change('Deployment/grafana', swap(/:[^:@]+@.*/, ':latest', ...CONTAINER, 'image')),
  ),
  row(
    'no size for a scratch volume',
    'workloads/disks',
    change(API, cut(...POD, 'volumes', 1, 'emptyDir', 'sizeLimit')),
  ),
  row(
    'priority that there is not',
    'workloads/priority',
    change(API, put('urgent', ...POD, 'priorityClassName')),
  ),
  row(
    'migration that is tried for ever',
    'workloads/jobs',
    change('Job/porttrack-migrate-*', cut('spec', 'activeDeadlineSeconds')),
  ),
];

const security: readonly Mutation[] = [
  row(
    'privileged',
    'pod-security/not-privileged',
    change(API, put(true, ...SECURITY, 'privileged')),
  ),
  row(
    'privilege escalation',
    'pod-security/no-escalation',
    change(API, put(true, ...SECURITY, 'allowPrivilegeEscalation')),
  ),
  row(
    'capability added',
    'pod-security/no-capabilities',
    change(API, push('NET_ADMIN', ...SECURITY, 'capabilities', 'add')),
  ),
  row(
    'capabilities kept',
    'pod-security/no-capabilities',
    change(API, cut(...SECURITY, 'capabilities')),
  ),
  row(
    'root file system writable',
    'pod-security/read-only-root',
    change(API, put(false, ...SECURITY, 'readOnlyRootFilesystem')),
  ),
  row('runs as root', 'pod-security/not-root', change(API, put(0, ...SECURITY, 'runAsUser'))),
  row(
    'system calls unfiltered',
    'pod-security/seccomp',
    change(API, put('Unconfined', ...SECURITY, 'seccompProfile', 'type')),
  ),
  row('network of the host', 'pod-security/no-host', change(API, put(true, ...POD, 'hostNetwork'))),
  row(
    'folder of the host',
    'pod-security/volumes',
    change(API, push({ name: 'docker', hostPath: { path: '/var/run' } }, ...POD, 'volumes')),
  ),
  row(
    'folder of the host writable',
    'pod-security/host-read-only',
    change('DaemonSet/node-exporter', put(false, ...CONTAINER, 'volumeMounts', 0, 'readOnly')),
  ),
  row(
    'account of the namespace',
    'pod-security/own-account',
    change(API, put('default', ...POD, 'serviceAccountName')),
  ),
  row(
    'token without a use',
    'pod-security/no-idle-token',
    change(API, put(true, ...POD, 'automountServiceAccountToken')),
  ),
  row(
    'pod security relaxed',
    'namespaces/pod-security',
    change(
      'Namespace/porttrack',
      put('baseline', 'metadata', 'labels', 'pod-security.kubernetes.io/enforce'),
    ),
  ),
  row(
    'pod security warns of nothing',
    'namespaces/pod-security',
    change('Namespace/porttrack', cut('metadata', 'labels', 'pod-security.kubernetes.io/warn')),
  ),
];

const rollouts: readonly Mutation[] = [
  row('replicas in git', 'rollouts/replicas', change(API, put(3, 'spec', 'replicas'))),
  row(
    'a pod may be missing',
    'rollouts/update',
    change(API, put(1, 'spec', 'strategy', 'rollingUpdate', 'maxUnavailable')),
  ),
  row(
    'all pods stopped first',
    'rollouts/update',
    change(API, put({ type: 'Recreate' }, 'spec', 'strategy')),
  ),
  row(
    'deadline beyond the rollback',
    'rollouts/update',
    change(API, put(600, 'spec', 'progressDeadlineSeconds')),
  ),
  row(
    'nothing to roll back to',
    'rollouts/update',
    change(API, put(0, 'spec', 'revisionHistoryLimit')),
  ),
  row('drain removed', 'rollouts/termination', change(API, cut(...CONTAINER, 'lifecycle'))),
  row(
    'grace shortened',
    'rollouts/termination',
    change(API, put(10, ...POD, 'terminationGracePeriodSeconds')),
  ),
  row(
    'pods on one node',
    'rollouts/spread',
    change(API, cut(...POD, 'topologySpreadConstraints', 0)),
  ),
  row(
    'selector with the version',
    'hygiene/selectors',
    change(API, put('0.1.0', 'spec', 'selector', 'matchLabels', 'app.kubernetes.io/version')),
  ),
  row(
    'template that the selector misses',
    'hygiene/selectors',
    change(API, put('api', 'spec', 'template', 'metadata', 'labels', 'app.kubernetes.io/name')),
  ),
  row(
    'autoscaler upside down',
    'relations/autoscalers',
    change(HPA, put(1, 'spec', 'maxReplicas')),
  ),
  row(
    'autoscaler of nothing',
    'relations/autoscalers',
    change(HPA, put('porttrack', 'spec', 'scaleTargetRef', 'name')),
  ),
  row('one pod is enough', 'rollouts/replicas', change(HPA, put(1, 'spec', 'minReplicas'))),
  row(
    'budget that blocks drains',
    'relations/budgets',
    change(PDB, put(2, 'spec', 'minAvailable')),
  ),
  row(
    'budget of nothing',
    'relations/budgets',
    change(PDB, put({ app: 'api' }, 'spec', 'selector', 'matchLabels')),
  ),
  row('budget removed', 'relations/budgeted', without(PDB)),
  row(
    'heap above its limit',
    'workloads/heap',
    change(
      'ConfigMap/porttrack-api-settings-*',
      put('--max-old-space-size=600', 'data', 'NODE_OPTIONS'),
    ),
  ),
];

/** Pods, what they may do, and how they are replaced. */
export const podMutations: readonly Mutation[] = [...pods, ...security, ...rollouts];
