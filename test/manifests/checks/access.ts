import { accessRoles, type Grant } from '../../../charts/access/roles.js';
import { NAMESPACES } from '../../../charts/workloads.js';
import { type ObjectSet } from '../object-set.js';
import { type Permission, permissionsOf, permits, unboundRoles } from '../permissions.js';
import { type Check, type Finding } from './check.js';

const WRITE = ['create', 'update', 'patch', 'delete', 'deletecollection'];
const READ = ['get', 'list', 'watch'];
const ALL = [...READ, ...WRITE];
const RBAC = 'rbac.authorization.k8s.io';

const line = ({ subject, namespace, resource, verb }: Omit<Permission, 'only'>): string =>
  `${subject} | ${namespace} | ${verb} ${resource}`;

function declared(): readonly string[] {
  const lines = (subject: string, namespace: string, grants: readonly Grant[]) =>
    grants.flatMap(({ apiGroup, resources, verbs }) =>
      resources.flatMap((resource) =>
        verbs.map((verb) =>
          line({ subject, namespace, resource: `${apiGroup}/${resource}`, verb }),
        ),
      ),
    );
  return Object.values(accessRoles).flatMap(({ group, everywhere, within, cluster }) => [
    ...Object.values(NAMESPACES).flatMap((namespace) =>
      lines(`Group ${group}`, namespace, [...everywhere, ...within[namespace]]),
    ),
    ...lines(`Group ${group}`, '*', cluster),
  ]);
}

/** The people's rights in dist/ are those of the table, neither more nor less. */
function table(set: ObjectSet): readonly Finding[] {
  const actual = new Set(
    permissionsOf(set)
      .filter(({ subject }) => !subject.startsWith('ServiceAccount '))
      .map(line),
  );
  const expected = new Set(declared());
  return [
    ...[...actual]
      .filter((one) => !expected.has(one))
      .map((object) => ({ object, field: 'rules', reason: 'dist/ gives it, the table does not' })),
    ...[...expected]
      .filter((one) => !actual.has(one))
      .map((object) => ({ object, field: 'rules', reason: 'the table gives it, dist/ does not' })),
  ];
}

/** What must not be in anybody's hands, by the verbs and the resource. */
interface Forbidden {
  readonly who: (subject: string) => boolean;
  readonly verbs: readonly string[];
  readonly resources: readonly string[];
  readonly why: string;
}

const anybody = (): boolean => true;
const people = (subject: string): boolean => !subject.startsWith('ServiceAccount ');
const roles = ['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'];

const forbidden: readonly Forbidden[] = [
  {
    who: anybody,
    verbs: ALL,
    resources: ['/secrets'],
    why: 'it reads or writes Secrets',
  },
  {
    who: people,
    verbs: WRITE,
    resources: [
      '/pods',
      '/pods/exec',
      '/pods/attach',
      '/pods/portforward',
      '/serviceaccounts/token',
    ],
    why: 'a pod or a token of its own has the rights of any account',
  },
  {
    who: anybody,
    verbs: [...WRITE, 'bind', 'escalate', 'impersonate'],
    resources: [...roles.map((role) => `${RBAC}/${role}`), '/namespaces', '/users', '/groups'],
    why: 'it changes rights, its own among them',
  },
  {
    who: anybody,
    verbs: WRITE,
    resources: ['/resourcequotas', '/limitranges', 'scheduling.k8s.io/priorityclasses'],
    why: 'limits that bind it are its own to change',
  },
  {
    who: anybody,
    verbs: ['deletecollection', '*'],
    resources: ['/configmaps', 'apps/deployments', 'postgresql.cnpg.io/clusters'],
    why: 'one request deletes everything, or does anything',
  },
];

/** An account that reads a Secret by its name: External Secrets hands on one authority's certificate. */
function isOneSecret({ subject, resource, verb, only }: Permission): boolean {
  return !people(subject) && resource === '/secrets' && verb === 'get' && only.length === 1;
}

function escalation(set: ObjectSet): readonly Finding[] {
  const permissions = permissionsOf(set);
  return forbidden.flatMap(({ who, verbs, resources, why }) =>
    permissions
      .filter(
        (permission) =>
          who(permission.subject) &&
          !isOneSecret(permission) &&
          resources.some((resource) => verbs.some((verb) => permits(permission, resource, verb))),
      )
      .map((permission) => ({ object: permission.subject, field: line(permission), reason: why })),
  );
}

function wildcards(set: ObjectSet): readonly Finding[] {
  return permissionsOf(set)
    .filter(({ resource, verb }) => verb === '*' || resource.includes('*'))
    .map((permission) => ({
      object: permission.subject,
      field: line(permission),
      reason: 'it means what does not exist yet, too',
    }));
}

/** Nobody who has not signed in, and no group that everybody is in. */
const EVERYBODY = /^(Group system:|User system:|ServiceAccount [^/]+\/default$)/;

function subjects(set: ObjectSet): readonly Finding[] {
  const strange = permissionsOf(set)
    .map(({ subject }) => subject)
    .filter((subject) => EVERYBODY.test(subject) || subject.startsWith('User '));
  return [
    ...[...new Set(strange)].map((object) => ({
      object,
      field: 'subjects',
      reason: 'not a group of ours, nor an account of a workload',
    })),
    ...unboundRoles(set).map((object) => ({
      object,
      field: 'roleRef',
      reason: 'nothing binds it',
    })),
  ];
}

/** Accounts of pods only read: what they would change is the operators' and the workflows'. */
function accounts(set: ObjectSet): readonly Finding[] {
  return permissionsOf(set)
    .filter(({ subject }) => subject.startsWith('ServiceAccount '))
    .filter(({ verb }) => !READ.includes(verb))
    .map((permission) => ({
      object: permission.subject,
      field: line(permission),
      reason: 'a pod that was broken into could change the cluster',
    }));
}

/** Who may do what, expanded. */
export const accessChecks: readonly Check[] = [
  { name: 'access/table', find: table },
  { name: 'access/escalation', find: escalation },
  { name: 'access/wildcards', find: wildcards },
  { name: 'access/subjects', find: subjects },
  { name: 'access/accounts-read', find: accounts },
];
