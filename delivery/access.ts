import { fieldAt, itemsOf, type ManifestObject, objectTitle, textsOf } from './manifest-object.js';

const RULED_KINDS = new Set(['Role', 'ClusterRole']);
const BINDING_KINDS = new Set(['RoleBinding', 'ClusterRoleBinding']);

/**
 * Every permission that roles give, one statement for each verb on each resource, so that a verb
 * more is one statement more however the rules are written.
 */
export function accessGrants(objects: readonly ManifestObject[]): string[] {
  return objects.flatMap((object) => {
    if (RULED_KINDS.has(object.kind)) return roleGrants(object);
    return BINDING_KINDS.has(object.kind) ? bindings(object) : [];
  });
}

function roleGrants(role: ManifestObject): string[] {
  const title = objectTitle(role);
  return itemsOf(role['rules']).flatMap((rule) => {
    const targets = targetsOf(rule);
    const verbs = textsOf(fieldAt(rule, 'verbs'));
    return verbs.flatMap((verb) => targets.map((target) => `${title}: ${verb} ${target}`));
  });
}

function targetsOf(rule: unknown): string[] {
  const urls = textsOf(fieldAt(rule, 'nonResourceURLs'));
  const groups = textsOf(fieldAt(rule, 'apiGroups'));
  const names = textsOf(fieldAt(rule, 'resourceNames'));
  const resources = textsOf(fieldAt(rule, 'resources')).flatMap((resource) =>
    groups.map((group) => (group === '' ? resource : `${resource}.${group}`)),
  );
  if (names.length === 0) return [...urls, ...resources];
  return [...urls, ...resources.flatMap((resource) => names.map((name) => `${resource}/${name}`))];
}

function bindings(binding: ManifestObject): string[] {
  const where = binding.metadata.namespace ?? 'every namespace';
  const role = `${describe(binding['roleRef'], 'kind')} ${describe(binding['roleRef'], 'name')}`;
  return itemsOf(binding['subjects']).map((subject) => {
    const home = fieldAt(subject, 'namespace');
    const prefix = typeof home === 'string' ? `${home}/` : '';
    return `${describe(subject, 'kind')} ${prefix}${describe(subject, 'name')} is ${role} in ${where}`;
  });
}

function describe(value: unknown, field: string): string {
  const text = fieldAt(value, field);
  return typeof text === 'string' ? text : '?';
}
