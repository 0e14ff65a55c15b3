import { isRecord } from './manifest-object.js';
import type { ManifestSet } from './manifest-set.js';

/** A value that stands for one that is not known: dist/ with it must not reach a cluster. */
export interface Placeholder {
  readonly path: string;
  readonly value: string;
  readonly what: string;
}

/** Digests, accounts and ids of zeros, and host names that no one can own (RFC 2606 §2). */
const PATTERNS: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'digest', pattern: /sha256:0{64}/ },
  { what: 'AWS account', pattern: /(?<![0-9a-f-])0{12}(?![0-9a-f])/ },
  { what: 'AWS id', pattern: /\b(?:subnet|sg|vpc|eni|igw)-0{8,16}[0-9a-f]{1,2}\b/ },
  { what: 'AWS id', pattern: /\b(?:0{16}|0{8}-0{4}-0{4}-0{4}-0{12})\b/ },
  {
    what: 'host name',
    pattern: /(?<=^|[\s/"'@.(:,])(?:[a-z0-9-]+\.)*[a-z0-9-]+\.example(?![a-z0-9.-]*[a-z0-9])/,
  },
];

/** Every placeholder in a set of manifests, each value once a file. */
export function findPlaceholders(manifests: ManifestSet): readonly Placeholder[] {
  return manifests.flatMap(({ path, object }) => {
    const found = textsIn(object).flatMap(matchesIn);
    const values = new Map(found.map(({ value, what }) => [value, what]));
    return [...values].map(([value, what]) => ({ path, value, what }));
  });
}

function matchesIn(text: string): { value: string; what: string }[] {
  for (const { what, pattern } of PATTERNS) {
    if (pattern.test(text))
      return [{ what, value: text.length > 160 ? excerpt(text, pattern) : text }];
  }
  return [];
}

/** What matched, for texts that are whole files. */
function excerpt(text: string, pattern: RegExp): string {
  return pattern.exec(text)?.[0] ?? text;
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isRecord(value) ? Object.values(value).flatMap(textsIn) : [];
}
