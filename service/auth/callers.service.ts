import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { ApiKeysService } from './api-keys.service.js';
import { BadCredentialError } from './auth.errors.js';
import { readCredential, type Credential } from './credential.js';
import { OidcTokens } from './oidc-tokens.js';
import { anonymous, type Principal } from './principal.js';
import { RecentCallers } from './recent-callers.js';

/** How long whoever was recognised is believed without looking again, milliseconds. */
const believed = {
  /** A key that was revoked by another process is refused after this. */
  key: 5000,
  /** A token says itself until when it is good; the issuer's keys may change meanwhile. */
  token: 60_000,
  /** While the database does not answer, a key that was good is. */
  keyWithoutDatabase: 10 * 60_000,
};

/** Who sends a request: by key, by token, or nobody. */
@Injectable()
export class CallersService {
  private readonly recent: RecentCallers;

  constructor(
    private readonly keys: ApiKeysService,
    private readonly tokens: OidcTokens,
    clock: Clock,
  ) {
    this.recent = new RecentCallers(clock);
  }

  /**
   * Who sends a request, where that is known without asking anybody.
   * @returns `null` when it must be looked up (`identify`).
   */
  recall(headers: IncomingHttpHeaders): Principal | null {
    const credential = readCredential(headers);
    if (credential.kind === 'none') return anonymous;
    if (credential.kind === 'unreadable') return null;
    const principal = this.recent.find(credential.text, believed[credential.kind]);
    if (principal !== null) this.noteUse(principal);
    return principal;
  }

  /**
   * Who sends a request.
   * @throws {BadCredentialError} when a key or token was sent that is no good.
   * @throws {UnavailableError} when it cannot be found out now, or whatever the database throws.
   */
  async identify(headers: IncomingHttpHeaders): Promise<Principal> {
    const credential = readCredential(headers);
    if (credential.kind === 'none') return anonymous;
    if (credential.kind === 'unreadable') throw new BadCredentialError(credential.fault);
    const principal =
      this.recent.find(credential.text, believed[credential.kind]) ??
      (await this.lookUp(credential));
    this.noteUse(principal);
    return principal;
  }

  private async lookUp({
    kind,
    text,
  }: Extract<Credential, { readonly text: string }>): Promise<Principal> {
    try {
      const principal = await (kind === 'key' ? this.keys : this.tokens).identify(text);
      this.recent.keep(text, principal);
      return principal;
    } catch (error) {
      if (error instanceof BadCredentialError) {
        this.recent.forget(text);
        throw error;
      }
      const known = kind === 'key' ? this.recent.find(text, believed.keyWithoutDatabase) : null;
      if (known === null) throw error;
      return known;
    }
  }

  private noteUse({ actor }: Principal): void {
    if (actor?.kind === 'key') this.keys.noteUse(actor.id);
  }
}
