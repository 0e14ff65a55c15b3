import { roles, type Role } from './principal.js';

/**
 * The texts in a claim of a token.
 * @param name the claim; where there is none of the whole name, a dot goes into an object:
 *   `realm_access.roles`.
 * @returns the texts of a list, or the words of one text separated by blanks or commas; empty where
 *   the claim is absent or of another kind.
 */
export function textsOfClaim(claims: Readonly<Record<string, unknown>>, name: string): string[] {
  const value = Object.hasOwn(claims, name) ? claims[name] : valueAt(claims, name.split('.'));
  if (typeof value === 'string') return value.split(/[\s,]+/).filter((word) => word !== '');
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is string => typeof item === 'string');
}

/** The roles among `texts`, each once; what is no role of ours is somebody else's. */
export function rolesAmong(texts: readonly string[]): Role[] {
  return roles.filter((role) => texts.includes(role));
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const step of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step))
      return undefined;
    found = new Map(Object.entries(found)).get(step);
  }
  return found;
}
