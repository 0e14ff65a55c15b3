/** An object of which a test looks at some fields; a field that is not there is `undefined`. */
export interface Fields {
  readonly [name: string]: Fields;
}

/** The object as it is written to a file: construct tokens resolved, absent fields gone. */
export function plain(object: unknown): Fields {
  return JSON.parse(JSON.stringify(object)) as Fields;
}

/** The value at a path of fields and indexes. */
export function valueAt(object: unknown, ...path: (string | number)[]): unknown {
  let value = object;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/**
 * The text at a path of fields and indexes.
 * @throws TypeError when there is none
 */
export function textAt(object: unknown, ...path: (string | number)[]): string {
  const value = valueAt(object, ...path);
  if (typeof value !== 'string') throw new TypeError(`no text at ${path.join('.')}`);
  return value;
}

/** The list at a path, empty when nothing is there. */
export function listAt(object: unknown, ...path: (string | number)[]): readonly unknown[] {
  const value = valueAt(object, ...path) ?? [];
  if (!Array.isArray(value)) throw new TypeError(`no list at ${path.join('.')}`);
  return value as readonly unknown[];
}
