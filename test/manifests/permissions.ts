import {
  at,
  kindOf,
  listOf,
  nameOf,
  namespaceOf,
  type ObjectSet,
  textOf,
  textsOf,
} from './object-set.js';

/** One verb on one resource, that somebody has somewhere. */
export interface Permission {
  /** `Group porttrack:viewers`, `ServiceAccount namespace/name`. */
  readonly subject: string;
  /** A namespace, or `*` for all of them and for objects without one. */
  readonly namespace: string;
  /** `group/resource`, `''` before the slash for the core group; a URL for what is none. */
  readonly resource: string;
  readonly verb: string;
  /** Names of the only objects that are meant; empty for all. */
  readonly only: readonly string[];
}

function subjectsOf(binding: unknown, home: string): readonly string[] {
  return listOf(at(binding, 'subjects')).map((subject) => {
    const kind = textOf(at(subject, 'kind'));
    const name = textOf(at(subject, 'name'));
    if (kind !== 'ServiceAccount') return `${kind} ${name}`;
    return `ServiceAccount ${textOf(at(subject, 'namespace')) || home}/${name}`;
  });
}

/** Rules of a role, those of the ClusterRoles that it gathers by their labels among them. */
function rulesOf(
  set: ObjectSet,
  kind: string,
  namespace: string,
  name: string,
): readonly unknown[] {
  const role = set.find(kind, kind === 'Role' ? namespace : '', name);
  const gathered = listOf(at(role?.body, 'aggregationRule', 'clusterRoleSelectors')).flatMap(
    (selector) =>
      set
        .ofKind('ClusterRole')
        .filter(({ body }) =>
          Object.entries(at(selector, 'matchLabels') ?? {}).every(
            ([key, value]) => at(body, 'metadata', 'labels', key) === value,
          ),
        )
        .flatMap(({ body }) => listOf(body['rules'])),
  );
  return [...listOf(role?.body['rules']), ...gathered];
}

/** Everything that the bindings of dist/ let anybody do, one verb and one resource at a time. */
export function permissionsOf(set: ObjectSet): readonly Permission[] {
  return set.ofKind('RoleBinding', 'ClusterRoleBinding').flatMap((binding) => {
    const home = namespaceOf(binding);
    const namespace = kindOf(binding) === 'RoleBinding' ? home : '*';
    const roleKind = textOf(at(binding.body, 'roleRef', 'kind'));
    const rules = rulesOf(set, roleKind, home, textOf(at(binding.body, 'roleRef', 'name')));
    return subjectsOf(binding.body, home).flatMap((subject) =>
      rules.flatMap((rule) => expand(rule).map((one) => ({ subject, namespace, ...one }))),
    );
  });
}

function expand(rule: unknown): readonly Pick<Permission, 'resource' | 'verb' | 'only'>[] {
  const only = textsOf(at(rule, 'resourceNames'));
  const resources = textsOf(at(rule, 'apiGroups')).flatMap((group) =>
    textsOf(at(rule, 'resources')).map((resource) => `${group}/${resource}`),
  );
  const targets = [...resources, ...textsOf(at(rule, 'nonResourceURLs'))];
  return targets.flatMap((resource) =>
    textsOf(at(rule, 'verbs')).map((verb) => ({ resource, verb, only })),
  );
}

/** Whether a permission is one for that resource and verb, wildcards counted as what they are. */
export function permits(permission: Permission, resource: string, verb: string): boolean {
  const [group = '', name = ''] = permission.resource.split(/\/(.*)/s);
  const [wantedGroup = '', wantedName = ''] = resource.split(/\/(.*)/s);
  return (
    (group === '*' || group === wantedGroup) &&
    (name === '*' || name === wantedName) &&
    (permission.verb === '*' || permission.verb === verb)
  );
}

/** Names of the roles that nothing binds. */
export function unboundRoles(set: ObjectSet): readonly string[] {
  const bound = set
    .ofKind('RoleBinding', 'ClusterRoleBinding')
    .map(
      ({ body }) => `${textOf(at(body, 'roleRef', 'kind'))} ${textOf(at(body, 'roleRef', 'name'))}`,
    );
  return set
    .ofKind('Role', 'ClusterRole')
    .filter((role) => !bound.includes(`${kindOf(role)} ${nameOf(role)}`))
    .map((role) => `${kindOf(role)} ${nameOf(role)}`);
}
