import { accessGroups } from '../auth/access-table.js';
import { hasRole, type Principal } from '../auth/principal.js';
import { ForbiddenError, UnauthorizedError } from '../problem/domain-error.js';
import { streamTypes, type LiveEventType } from './live.dto.js';

/** Types whose events are about persons: as their routes, never told to just anybody. */
const typesOfPersons: ReadonlySet<string> = new Set(['staff']);

/**
 * The types of event that a caller is told.
 * @param wanted what was asked for; `undefined`: all that the caller may have.
 * @throws {UnauthorizedError} @throws {ForbiddenError} when a type was asked for that the caller may
 *   not have: silence would look like a quiet port.
 */
export function typesFor(
  caller: Principal,
  wanted: readonly LiveEventType[] | undefined,
): readonly LiveEventType[] {
  const roles = accessGroups.persons;
  if (hasRole(caller, ...roles)) return wanted ?? streamTypes;
  const refused = wanted?.filter((type) => typesOfPersons.has(type)) ?? [];
  if (refused.length === 0) {
    return wanted ?? streamTypes.filter((type) => !typesOfPersons.has(type));
  }
  const need = `Events of type ${refused.join(', ')} take one of the roles ${roles.join(', ')}.`;
  throw caller.actor === null ? new UnauthorizedError(need) : new ForbiddenError(need);
}
