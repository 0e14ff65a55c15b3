import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** Where the committed manifests are, and those that come before them. */
export const DIST = resolve('dist');
export const PLATFORM = resolve('platform');

/** The fields of an object as YAML gives them: nothing is known of them until it is read. */
export type Fields = Readonly<Record<string, unknown>>;

/** One object of dist/. */
export interface ManifestObject {
  /** Its file, relative to the environment's folder. */
  readonly path: string;
  readonly body: Fields;
}

/** A value somewhere inside, `undefined` when the way to it ends before. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let here = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = (here as Fields)[String(step)];
  }
  return here;
}

/** The value as fields; none when it is not an object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}

/** The value as a list; an empty one when it is not a list. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value as text; empty when it is neither text nor a number. */
export function textOf(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : '';
}

/** The value as a list of texts. */
export function textsOf(value: unknown): readonly string[] {
  return listOf(value).map(textOf);
}

/** The value as labels: only those of its fields that are text. */
export function labelsOf(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(fieldsOf(value));
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

export const kindOf = (object: ManifestObject): string => textOf(object.body['kind']);
export const nameOf = (object: ManifestObject): string =>
  textOf(at(object.body, 'metadata', 'name'));
export const namespaceOf = (object: ManifestObject): string =>
  textOf(at(object.body, 'metadata', 'namespace'));

/** How a finding names an object: `Kind namespace/name`. */
export function titleOf(object: ManifestObject): string {
  const namespace = namespaceOf(object);
  return `${kindOf(object)} ${namespace === '' ? '' : `${namespace}/`}${nameOf(object)}`;
}

/** Every object of one environment. Derived facts are in `pods.ts`. */
export class ObjectSet {
  /** @param before what must be in the cluster already (platform/): it may be referred to */
  constructor(
    readonly environment: string,
    readonly objects: readonly ManifestObject[],
    readonly before: readonly ManifestObject[] = [],
  ) {}

  /** The objects of a kind, of every API group. */
  ofKind(...kinds: readonly string[]): readonly ManifestObject[] {
    return this.objects.filter((object) => kinds.includes(kindOf(object)));
  }

  /** The object of that kind and name; `null` when there is none. */
  find(kind: string, namespace: string, name: string): ManifestObject | null {
    const isIt = (object: ManifestObject) =>
      kindOf(object) === kind && nameOf(object) === name && namespaceOf(object) === namespace;
    return this.objects.find(isIt) ?? null;
  }
}

function readFolder(home: string): readonly ManifestObject[] {
  const files = readdirSync(home, { recursive: true, encoding: 'utf8' }).sort();
  return files
    .filter((path) => path.endsWith('.yaml'))
    .flatMap((path) =>
      parseAllDocuments(readFileSync(join(home, path), 'utf8')).map((document) => ({
        path,
        body: fieldsOf(document.toJS()),
      })),
    );
}

/** Reads what is committed for an environment, in the order of the files' paths. */
export function readObjects(environment: string): ObjectSet {
  return new ObjectSet(
    environment,
    readFolder(join(DIST, environment)),
    readFolder(join(PLATFORM, environment)),
  );
}
