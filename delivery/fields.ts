import { isRecord } from './manifest-object.js';

/** A field whose values differ; `undefined` is a field that is absent. */
export interface FieldChange {
  /** `spec.template.spec.containers[api].image` */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What names an item of a list, tried in this order: Kubernetes' own merge keys. */
const NAMING_FIELDS = ['name', 'mountPath', 'containerPort', 'key', 'topologyKey', 'type'] as const;

/**
 * A list's items by what names them.
 * @returns `null` when they have no names of their own, and go by their place
 */
export function namedItems(list: readonly unknown[]): ReadonlyMap<string, unknown> | null {
  for (const field of NAMING_FIELDS) {
    const named = new Map<string, unknown>();
    for (const item of list) {
      const name = isRecord(item) ? item[field] : undefined;
      if (typeof name === 'string' || typeof name === 'number') named.set(String(name), item);
    }
    if (list.length > 0 && named.size === list.length) return named;
  }
  return null;
}

/** Path of a field inside another. */
export function fieldPath(parent: string, name: string): string {
  const needsQuotes = /[^\w-]/.test(name);
  if (needsQuotes) return `${parent}["${name}"]`;
  return parent === '' ? name : `${parent}.${name}`;
}

/** Every field in which two values differ, down to the smallest that does. */
export function changedFields(before: unknown, after: unknown, path = ''): FieldChange[] {
  if (isRecord(before) && isRecord(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return names.flatMap((name) => changedFields(before[name], after[name], fieldPath(path, name)));
  }
  if (Array.isArray(before) && Array.isArray(after)) return changedItems(before, after, path);
  return isSame(before, after) ? [] : [{ path, before, after }];
}

/** Whether two values are written alike. */
export function isSame(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}

function changedItems(
  before: readonly unknown[],
  after: readonly unknown[],
  path: string,
): FieldChange[] {
  const [old, new_] = [byName(before), byName(after)];
  const names = [...new Set([...old.keys(), ...new_.keys()])];
  return names.flatMap((name) => changedFields(old.get(name), new_.get(name), `${path}[${name}]`));
}

function byName(list: readonly unknown[]): ReadonlyMap<string, unknown> {
  return namedItems(list) ?? new Map(list.map((item, index) => [String(index), item]));
}
