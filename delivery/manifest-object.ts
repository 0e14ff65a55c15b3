import { parse } from 'yaml';
import { z } from 'zod';

const texts = z.record(z.string(), z.string());

const schema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    labels: texts.optional(),
    annotations: texts.optional(),
    creationTimestamp: z.string().optional(),
    ownerReferences: z.array(z.unknown()).optional(),
  }),
});

/** An object of Kubernetes as dist/ writes it or the API server answers it. */
export type ManifestObject = z.infer<typeof schema>;

/**
 * Reads one object.
 * @throws ZodError when it lacks what every object has
 */
export function readObject(value: unknown): ManifestObject {
  return schema.parse(value);
}

/**
 * Reads the one object of a manifest's file.
 * @throws Error naming `path` when the text is not one object
 */
export function readManifest(text: string, path: string): ManifestObject {
  try {
    return readObject(parse(text));
  } catch (error) {
    throw new Error(`${path} is not a Kubernetes object`, { cause: error });
  }
}

/**
 * Reads what `kubectl get -o json` prints: a list, one object, or nothing at all.
 * @throws Error when the text is something else
 */
export function readLiveObjects(json: string): readonly ManifestObject[] {
  if (json.trim() === '') return [];
  const value: unknown = JSON.parse(json);
  const list = z.object({ items: z.array(schema) }).safeParse(value);
  return list.success ? list.data.items : [readObject(value)];
}

/** API group of a kind: empty for the core. */
export function groupOf({ apiVersion }: Pick<ManifestObject, 'apiVersion'>): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

/** What makes two objects the same one: group, kind, namespace and name; not the version of the API. */
export function objectKey(object: ManifestObject): string {
  const { name, namespace } = object.metadata;
  return [groupOf(object), object.kind, namespace ?? '', name].join('/');
}

/** How people are told which object is meant: `Deployment porttrack/porttrack-api`. */
export function objectTitle({ kind, metadata }: ManifestObject): string {
  const home = metadata.namespace === undefined ? '' : `${metadata.namespace}/`;
  return `${kind} ${home}${metadata.name}`;
}

/** Whether a value is a map of fields. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The value that stands at a path of fields.
 * @returns `undefined` where a field of the path is missing
 */
export function fieldAt(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const name of path) current = isRecord(current) ? current[name] : undefined;
  return current;
}

/** A list's items; none where the value is no list. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A list's texts; none where the value is no list. */
export function textsOf(value: unknown): readonly string[] {
  return itemsOf(value).filter((item) => typeof item === 'string');
}
