import { hasRole, mayWriteAtTerminal, type Principal } from '../auth/principal.js';
import { NotFoundError } from '../problem/domain-error.js';
import { NotYourTerminalError, OperationRuleError } from './operations.errors.js';

/** @throws {NotYourTerminalError} unless the caller may write for the terminal (`null`: for none). */
export function requireTerminal(caller: Principal, locode: string, terminal: string | null): void {
  if (!mayWriteAtTerminal(caller, locode, terminal))
    throw new NotYourTerminalError(locode, terminal);
}

/**
 * Terminals whose staff the caller sees, as `<locode>/<code>`; `null`: everybody. Role `terminal`
 * sees no more persons than it plans.
 */
export function terminalsSeen(caller: Principal): readonly string[] | null {
  return hasRole(caller, 'operator', 'harbour-master', 'admin') ? null : caller.terminals;
}

/**
 * What a body refers to; that it does not exist is a fault of the body, and not of the path.
 * @throws {OperationRuleError} when it does not exist.
 */
export async function referenced<T>(pointer: string, find: () => Promise<T>): Promise<T> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof NotFoundError)
      throw new OperationRuleError([{ pointer, detail: error.message }]);
    throw error;
  }
}
