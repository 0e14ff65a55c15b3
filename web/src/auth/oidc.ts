import * as oauth from 'oauth4webapi';
import type { Credential } from './credentials.js';

/** How one signs in at the issuer, from `/api/v1/config`. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
}

/** Whoever came back from the issuer. */
export interface SignedIn {
  readonly credential: Credential;
  /** Where to go to end the issuer's session too; `null` where the issuer has no such place. */
  readonly signOutUrl: string | null;
  /** When to renew the credential, ms from now; `null`: when it is refused. */
  readonly renewInMs: number | null;
}

/** What must be known again when the browser comes back. */
interface Pending {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

// eslint-disable-next-line @typescript-eslint/no-deprecated -- deprecated only so that it stands out
const insecure: typeof oauth.allowInsecureRequests = oauth.allowInsecureRequests;

const PENDING_KEY = 'porttrack.sign-in';
/** Renewed when this part of its life is over. */
const RENEW_AT = 0.8;
const CODE_PARAMETERS = ['code', 'state', 'iss', 'session_state', 'error', 'error_description'];

/** The page without a query: what the issuer must know as redirect URI. */
function redirectUri(): string {
  return `${location.origin}/`;
}

/** Goes to the issuer (OpenID Connect Core 1.0 §3.1.2.1, with PKCE, RFC 7636); the page is left. */
export async function goToIssuer(settings: OidcSettings): Promise<void> {
  const server = await discover(settings);
  if (server.authorization_endpoint === undefined) throw new Error('the issuer has no sign-in');
  const pending: Pending = {
    verifier: oauth.generateRandomCodeVerifier(),
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
  };
  sessionStorage.setItem(PENDING_KEY, JSON.stringify(pending));
  const url = new URL(server.authorization_endpoint);
  const parameters = {
    response_type: 'code',
    client_id: settings.clientId,
    redirect_uri: redirectUri(),
    scope: settings.scope,
    code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
    state: pending.state,
    nonce: pending.nonce,
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  location.assign(url);
}

/**
 * Takes up a sign-in that the issuer has sent back, and clears the address of it.
 * @returns `null` when the page was opened in any other way.
 * @throws Error when the issuer refused, or when the answer is not one to this page's question.
 */
export async function comeBack(settings: OidcSettings): Promise<SignedIn | null> {
  const address = new URL(location.href);
  const pending = takePending();
  const isBack = address.searchParams.has('state') && pending !== null;
  if (!isBack) return null;
  const answered = new URL(address);
  for (const name of CODE_PARAMETERS) address.searchParams.delete(name);
  history.replaceState(null, '', address);
  const server = await discover(settings);
  const client = { client_id: settings.clientId };
  const parameters = oauth.validateAuthResponse(server, client, answered, pending.state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    redirectUri(),
    pending.verifier,
    insecurely(settings),
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: pending.nonce,
    requireIdToken: true,
  });
  return signedIn(settings, server, tokens);
}

/** Forgets a sign-in that was begun; gives what was kept of it. */
function takePending(): Pending | null {
  const text = sessionStorage.getItem(PENDING_KEY);
  sessionStorage.removeItem(PENDING_KEY);
  const kept: unknown = text === null ? null : JSON.parse(text);
  return isPending(kept) ? kept : null;
}

function isPending(kept: unknown): kept is Pending {
  if (typeof kept !== 'object' || kept === null) return false;
  return 'verifier' in kept && 'state' in kept && 'nonce' in kept;
}

async function discover(settings: OidcSettings): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(settings.issuer);
  const response = await oauth.discoveryRequest(issuer, insecurely(settings));
  return await oauth.processDiscoveryResponse(issuer, response);
}

/** An issuer is asked in the open on this machine alone, where the service allows it too. */
function insecurely({ issuer }: OidcSettings): Partial<Record<typeof insecure, boolean>> {
  return new URL(issuer).protocol === 'http:' ? { [insecure]: true } : {};
}

function signedIn(
  settings: OidcSettings,
  server: oauth.AuthorizationServer,
  tokens: oauth.TokenEndpointResponse,
): SignedIn {
  const { refresh_token: refreshToken, id_token: idToken, expires_in: seconds } = tokens;
  const credential = credentialOf(settings, server, tokens.access_token, refreshToken);
  const canRenew = refreshToken !== undefined && seconds !== undefined;
  return {
    credential,
    signOutUrl: signOutUrl(server, settings, idToken),
    renewInMs: canRenew ? seconds * 1000 * RENEW_AT : null,
  };
}

function credentialOf(
  settings: OidcSettings,
  server: oauth.AuthorizationServer,
  text: string,
  refreshToken: string | undefined,
): Credential {
  if (refreshToken === undefined) return { text, renew: null };
  return {
    text,
    renew: async () => {
      const client = { client_id: settings.clientId };
      const response = await oauth.refreshTokenGrantRequest(
        server,
        client,
        oauth.None(),
        refreshToken,
        insecurely(settings),
      );
      const tokens = await oauth.processRefreshTokenResponse(server, client, response);
      // An issuer may give a new refresh token with each use of the old one.
      const next = tokens.refresh_token ?? refreshToken;
      return credentialOf(settings, server, tokens.access_token, next);
    },
  };
}

/** OpenID Connect RP-Initiated Logout 1.0 §2. */
function signOutUrl(
  { end_session_endpoint: end }: oauth.AuthorizationServer,
  { clientId }: OidcSettings,
  idToken: string | undefined,
): string | null {
  if (end === undefined) return null;
  const url = new URL(end);
  if (idToken !== undefined) url.searchParams.set('id_token_hint', idToken);
  url.searchParams.set('client_id', clientId);
  url.searchParams.set('post_logout_redirect_uri', redirectUri());
  return url.href;
}
