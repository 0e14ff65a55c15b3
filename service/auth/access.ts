import { accessTable, readers, type Access } from './access-table.js';
import { hasRole, type Principal } from './principal.js';

/** What is answered to a caller. */
export type Decision = 'allowed' | 'sign-in' | 'forbidden';

/**
 * Whether a caller may have what `access` says.
 * @returns `sign-in` where nobody is named and somebody must be.
 */
export function decide(access: Access, caller: Principal, isAnonymousReadOn: boolean): Decision {
  const allowed = rolesOf(access, isAnonymousReadOn);
  if (allowed === null || hasRole(caller, ...allowed)) return 'allowed';
  return caller.actor === null ? 'sign-in' : 'forbidden';
}

/** The roles that are let in; `null`: everybody is. */
export function rolesOf(
  access: Access,
  isAnonymousReadOn: boolean,
): Exclude<Access, string> | null {
  if (access === 'open' || access === 'anyone') return null;
  if (access !== 'read') return access;
  return isAnonymousReadOn ? null : readers;
}

/**
 * What the table says of a route.
 * @param method as of the request; HEAD is answered by what answers GET.
 * @param path as Express has it, such as `/api/v1/vessels/:id`.
 * @returns `null` where the table does not name it: nobody may.
 */
export function accessOf(method: string, path: string): Access | null {
  const verb = method === 'HEAD' ? 'GET' : method;
  const key = `${verb} ${path.replaceAll(/:(\w+)/g, '{$1}')}`;
  return Object.hasOwn(accessTable, key) ? (accessTable[key] ?? null) : null;
}
