import {
  createRemoteJWKSet,
  customFetch,
  errors,
  type FlattenedJWSInput,
  type JWSHeaderParameters,
} from 'jose';
import { z } from 'zod';
import { CircuitBreaker } from '../cache/circuit-breaker.js';
import type { Clock } from '../clock/clock.js';

/** OpenID Connect Discovery 1.0 §3, as far as it is needed. */
const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** Times of asking the issuer, milliseconds. */
const times = {
  /** Longest that it may take to answer. */
  answer: 5000,
  /** How long its keys are believed without asking again. */
  keys: 10 * 60_000,
  /** How long the address of its keys is. */
  discovery: 60 * 60_000,
  /** Least time between two readings of its keys that an unknown key causes. */
  cooldown: 30_000,
};

type KeySet = ReturnType<typeof createRemoteJWKSet>;
type Key = Awaited<ReturnType<KeySet>>;

/** The issuer did not answer, or not as an issuer does. */
export class IssuerAwayError extends Error {}

/**
 * The keys that an OpenID Connect issuer signs with: found through its discovery document, read
 * again when they are ten minutes old or a token names one that is not among them.
 */
export class OidcIssuer {
  private readonly breaker: CircuitBreaker;
  private keySet: { readonly keys: KeySet; readonly until: number } | null = null;
  private finding: Promise<KeySet> | null = null;

  /**
   * @param issuer as it stands in the tokens.
   * @param cooldownMs least time between two readings for unknown keys.
   */
  constructor(
    private readonly issuer: string,
    private readonly clock: Clock,
    private readonly cooldownMs: number = times.cooldown,
  ) {
    this.breaker = new CircuitBreaker(clock);
  }

  /**
   * The key that a token was signed with.
   * @returns `null` when the issuer has no such key.
   * @throws {IssuerAwayError} when it cannot be asked; it is then left in peace for some seconds.
   */
  async keyOf(header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<Key | null> {
    try {
      const keys = await this.keys();
      return await found(async () => await keys(header, token));
    } catch (error) {
      throw new IssuerAwayError(`The issuer's keys cannot be read: ${String(error)}`, {
        cause: error,
      });
    }
  }

  private async keys(): Promise<KeySet> {
    const known = this.keySet;
    if (known !== null && this.clock.now() < known.until) return known.keys;
    this.finding ??= this.discover();
    try {
      return await this.finding;
    } catch (error) {
      // The address of the keys hardly ever changes: the old one is better than none.
      if (known !== null) return known.keys;
      throw error;
    } finally {
      this.finding = null;
    }
  }

  private async discover(): Promise<KeySet> {
    const address = `${this.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const answer = await this.fetch(address, {
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(times.answer),
    });
    const { issuer, jwks_uri: keysAt } = discoverySchema.parse(await answer.json());
    // OpenID Connect Discovery 1.0 §4.3: else somebody else's keys would be believed.
    if (issuer !== this.issuer) throw new Error(`${address} is of the issuer ${issuer}`);
    const keys = createRemoteJWKSet(new URL(keysAt), {
      timeoutDuration: times.answer,
      cooldownDuration: this.cooldownMs,
      cacheMaxAge: times.keys,
      [customFetch]: async (url, options) => await this.fetch(url, options),
    });
    this.keySet = { keys, until: this.clock.now() + times.discovery };
    return keys;
  }

  /** Asks the issuer, unless it has just failed to answer: keys that are known are used meanwhile. */
  private async fetch(address: string, options: RequestInit): Promise<Response> {
    return await this.breaker.run(async () => {
      const answer = await fetch(address, options);
      if (!answer.ok) throw new Error(`${address} answered ${String(answer.status)}`);
      return answer;
    });
  }
}

/** `null` for a key that is not there: that is the token's fault, and not the issuer's. */
async function found(look: () => Promise<Key>): Promise<Key | null> {
  try {
    return await look();
  } catch (error) {
    const isUnknown =
      error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;
    if (isUnknown || error instanceof errors.JOSENotSupported) return null;
    throw error;
  }
}
