import type { Actor } from '../database/write-context.js';

/** What a caller may be; access-table.ts says what each may do. */
export const roles = ['viewer', 'operator', 'terminal', 'harbour-master', 'admin', 'feed'] as const;

export type Role = (typeof roles)[number];

/** Who calls. */
export interface Principal {
  /** `null`: nobody signed in. */
  readonly actor: Actor | null;
  readonly roles: readonly Role[];
  /**
   * Terminals that role `terminal` may write for, as `<locode>/<code>` (`CLVAP/T1`); empty for
   * everybody else, who is not bound to any.
   */
  readonly terminals: readonly string[];
  /** When the key or token is no longer good, epoch ms; `null`: it stays good. */
  readonly expiresAt: number | null;
}

/** Whoever did not sign in. */
export const anonymous: Principal = { actor: null, roles: [], terminals: [], expiresAt: null };

/** Whether the caller has one of `wanted`. */
export function hasRole(principal: Principal, ...wanted: readonly Role[]): boolean {
  return principal.roles.some((role) => wanted.includes(role));
}

/**
 * Whether the caller may write for a terminal: who has role `terminal` and none that reaches
 * further only for its own.
 * @param terminal its code in the port; `null` for what stands at none.
 */
export function mayWriteAtTerminal(
  principal: Principal,
  locode: string,
  terminal: string | null,
): boolean {
  if (hasRole(principal, 'operator', 'harbour-master', 'admin')) return true;
  return (
    hasRole(principal, 'terminal') &&
    terminal !== null &&
    principal.terminals.includes(`${locode}/${terminal}`)
  );
}
