import { type ManifestObject, type ObjectSet, titleOf } from '../object-set.js';

/** Something in dist/ that must not be so. */
export interface Finding {
  /** `Kind namespace/name`. */
  readonly object: string;
  /** JSON pointer, or a word for what is missing as a whole. */
  readonly field: string;
  readonly reason: string;
}

/** One claim about the objects of an environment. A pure function: it reads nothing else. */
export interface Check {
  /** `file/claim`, by which a mutation names what catches it. */
  readonly name: string;
  readonly find: (set: ObjectSet) => readonly Finding[];
}

/** A finding of an object. */
export function finding(object: ManifestObject, field: string, reason: string): Finding {
  return { object: titleOf(object), field, reason };
}

/** The finding, when the claim is false. */
export function unless(claim: boolean, found: Finding): readonly Finding[] {
  return claim ? [] : [found];
}
