/** How people sign in: an OpenID Connect issuer whose tokens are taken. */
export interface OidcConfig {
  /** Exactly as it stands in the tokens (`iss`), such as `https://login.example.org/realms/port`. */
  readonly issuer: string;
  /** What `aud` of a token must hold. */
  readonly audience: string;
  /** Public client that the page signs in as (authorization code with PKCE). */
  readonly clientId: string;
  /** Scopes that the page asks for, separated by blanks. */
  readonly scope: string;
  /** Claim with the roles; a dot goes into an object: `realm_access.roles`. */
  readonly rolesClaim: string;
  /** Claim with the terminals of role `terminal`, as `CLVAP/T1`. */
  readonly terminalsClaim: string;
}

/** Requests in a minute; `null`: as many as one likes. */
export interface RateLimits {
  /** Of one address, whoever calls from there without a key or a token. */
  readonly address: number | null;
  /** Of one key, or of one person. */
  readonly caller: number | null;
  /** Of AIS sent by HTTP by one key; they don't count as requests of the key. */
  readonly ingest: number | null;
  /** Keys and tokens that are no good, of one address. */
  readonly failures: number | null;
}

/** Who may come in, and how often. */
export interface AccessConfig {
  /** `null`: only keys are taken. */
  readonly oidc: OidcConfig | null;
  /** Whether everybody may read what names no person. */
  readonly isAnonymousReadOn: boolean;
  readonly rateLimits: RateLimits;
  /** Proxies in front whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: number;
}
