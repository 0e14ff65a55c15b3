import { hasRole, type Principal } from '../auth/principal.js';

/** Whether a caller may know which person wrote a claim: whoever works in the port. */
export function seesPersons(caller: Principal): boolean {
  return hasRole(caller, 'operator', 'terminal', 'harbour-master', 'admin');
}
