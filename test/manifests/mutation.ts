import { kindOf, type ManifestObject, nameOf, ObjectSet } from './object-set.js';

type Step = string | number;

/** One way to break dist/, and the check that must see it. */
export interface Mutation {
  /** What a careless change would have done. */
  readonly name: string;
  /** Name of a check of `checks/`. */
  readonly caughtBy: string;
  readonly apply: (set: ObjectSet) => ObjectSet;
}

/** A mutation. */
export function row(name: string, caughtBy: string, apply: Mutation['apply']): Mutation {
  return { name, caughtBy, apply };
}

/** A change of one object, given a copy of it that may be written. */
export type Change = (body: Record<string, unknown>) => void;

/**
 * Where a way through an object ends, made where it is missing.
 * @throws Error when something on the way is neither object nor list
 */
function holderOf(body: Record<string, unknown>, path: readonly Step[]): Record<Step, unknown> {
  let here: Record<Step, unknown> = body;
  for (const step of path.slice(0, -1)) {
    const next = (here[step] ??= {});
    if (typeof next !== 'object') throw new Error(`${path.join('/')} leads nowhere`);
    here = next as Record<Step, unknown>;
  }
  return here;
}

const lastOf = (path: readonly Step[]): Step => path.at(-1) ?? '';

/** Writes a value. */
export function put(value: unknown, ...path: readonly Step[]): Change {
  return (body) => {
    holderOf(body, path)[lastOf(path)] = value;
  };
}

/**
 * Takes a field away.
 * @throws Error when there is none: the mutation would change nothing
 */
export function cut(...path: readonly Step[]): Change {
  return (body) => {
    const holder = holderOf(body, path);
    const last = lastOf(path);
    if (holder[last] === undefined) throw new Error(`there is no ${path.join('/')}`);
    if (Array.isArray(holder)) holder.splice(Number(last), 1);
    else Reflect.deleteProperty(holder, last);
  };
}

/** Adds to a list, which is made where it is missing. */
export function push(value: unknown, ...path: readonly Step[]): Change {
  return (body) => {
    const holder = holderOf(body, path);
    const list = (holder[lastOf(path)] ??= []);
    if (!Array.isArray(list)) throw new Error(`${path.join('/')} is no list`);
    list.push(value);
  };
}

/** Changes a text. @throws Error when it is none, or stays the same */
export function swap(from: string | RegExp, to: string, ...path: readonly Step[]): Change {
  return (body) => {
    const holder = holderOf(body, path);
    const before = holder[lastOf(path)];
    if (typeof before !== 'string') throw new Error(`${path.join('/')} is no text`);
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${path.join('/')} has nothing to change`);
    holder[lastOf(path)] = after;
  };
}

function isNamed(object: ManifestObject, kindAndName: string): boolean {
  const [kind = '', name = ''] = kindAndName.split('/');
  const isIt = name.endsWith('*')
    ? nameOf(object).startsWith(name.slice(0, -1))
    : nameOf(object) === name;
  return kindOf(object) === kind && isIt;
}

/** Which objects a mutation means: `Kind/name`, where a trailing `*` stands for a hash. */
function chosen(set: ObjectSet, kindAndName: string): readonly ManifestObject[] {
  const found = set.objects.filter((object) => isNamed(object, kindAndName));
  if (found.length === 0) throw new Error(`dist/ has no ${kindAndName}`);
  return found;
}

/** Breaks every object of that kind and name. */
export function change(kindAndName: string, ...changes: readonly Change[]): Mutation['apply'] {
  return (set) => {
    const meant = chosen(set, kindAndName);
    const objects = set.objects.map((object) => {
      if (!meant.includes(object)) return object;
      const body = structuredClone(object.body) as Record<string, unknown>;
      for (const one of changes) one(body);
      return { ...object, body };
    });
    return new ObjectSet(set.environment, objects, set.before);
  };
}

/** Takes the object away. */
export function without(kindAndName: string): Mutation['apply'] {
  return (set) => {
    const gone = chosen(set, kindAndName);
    const objects = set.objects.filter((object) => !gone.includes(object));
    return new ObjectSet(set.environment, objects, set.before);
  };
}

/** Adds an object, in the file that its kind and name ask for. */
export function withAlso(body: ManifestObject['body']): Mutation['apply'] {
  return (set) => {
    const added: ManifestObject = { path: '', body };
    const path = `added/${kindOf(added)}.${nameOf(added)}.yaml`;
    return new ObjectSet(set.environment, [...set.objects, { path, body }], set.before);
  };
}
