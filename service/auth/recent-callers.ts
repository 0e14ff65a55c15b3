import { createHash } from 'node:crypto';
import { RecentMap } from '../cache/recent-map.js';
import type { Clock } from '../clock/clock.js';
import type { Principal } from './principal.js';

/** Callers remembered at least. */
const generation = 2000;

/** Whoever was recognised lately, and until when. */
interface Recognised {
  readonly principal: Principal;
  /** Epoch ms. */
  readonly at: number;
}

/**
 * Callers that were recognised a moment ago, so that not each request asks the database or verifies
 * a signature. What they sent is not kept: only its digest is.
 */
export class RecentCallers {
  private readonly known = new RecentMap<string, Recognised>(generation);

  constructor(private readonly clock: Clock) {}

  /**
   * Who sent `text` at most `withinMs` ago, unless it has expired meanwhile.
   * @returns `null` when it is not known any more.
   */
  find(text: string, withinMs: number): Principal | null {
    const recognised = this.known.get(digestOf(text));
    const now = this.clock.now();
    if (recognised === undefined || now - recognised.at >= withinMs) return null;
    const { principal } = recognised;
    return principal.expiresAt !== null && principal.expiresAt <= now ? null : principal;
  }

  /** Remembers that `text` was sent by `principal` now. */
  keep(text: string, principal: Principal): void {
    this.known.set(digestOf(text), { principal, at: this.clock.now() });
  }

  /** Forgets whoever sent `text`: it is no good any more. */
  forget(text: string): void {
    this.known.set(digestOf(text), { principal: noLonger, at: -Infinity });
  }
}

const noLonger: Principal = { actor: null, roles: [], terminals: [], expiresAt: 0 };

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
