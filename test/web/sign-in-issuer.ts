import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, type GenerateKeyPairResult, type JWK } from 'jose';
import { portOf } from '../../service/app.listen.js';

/** A code or a refresh token that can be turned into tokens, once. */
interface Grant {
  readonly challenge: string | null;
  readonly nonce: string | null;
  readonly redirectUri: string | null;
}

/**
 * An OpenID Connect issuer on loopback where everybody who comes is signed in at once: authorization
 * code with PKCE, refresh tokens that change with each use, and a place to sign out.
 */
export class SignInIssuer {
  /** Roles of the next tokens. */
  roles: readonly string[] = ['viewer'];
  /** What the next tokens say they last, seconds. */
  lifetimeSeconds = 3600;
  /** Sent instead of the state that was asked with; `null`: the right one. */
  wrongState: string | null = null;
  /** Grant types of the tokens that were given, in order. */
  readonly given: string[] = [];
  /** Every access token that was given. */
  readonly accessTokens: string[] = [];
  private readonly grants = new Map<string, Grant>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
    private readonly privateKey: GenerateKeyPairResult['privateKey'],
    private readonly publicJwk: JWK,
  ) {}

  static async start(): Promise<SignInIssuer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const publicJwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
    const url = `http://127.0.0.1:${portOf(server)}`;
    const issuer = new SignInIssuer(server, url, privateKey, publicJwk);
    server.on('request', (request, response) => {
      void issuer.answer(request, response);
    });
    return issuer;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    if (this.server.listening) await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    response.setHeader('access-control-allow-origin', '*');
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        send(response, 200, this.discovery());
        return;
      case '/keys':
        send(response, 200, { keys: [this.publicJwk] });
        return;
      case '/authorize':
        redirect(response, this.authorize(url.searchParams));
        return;
      case '/sign-out':
        redirect(response, url.searchParams.get('post_logout_redirect_uri') ?? '');
        return;
      case '/token':
        await this.answerToken(new URLSearchParams(await bodyOf(request)), response);
        return;
      default:
        send(response, 404, {});
    }
  }

  private discovery(): object {
    return {
      issuer: this.url,
      jwks_uri: `${this.url}/keys`,
      authorization_endpoint: `${this.url}/authorize`,
      token_endpoint: `${this.url}/token`,
      end_session_endpoint: `${this.url}/sign-out`,
      id_token_signing_alg_values_supported: ['ES256'],
    };
  }

  private authorize(asked: URLSearchParams): string {
    if (asked.get('code_challenge_method') !== 'S256') throw new Error('no PKCE');
    const code = randomUUID();
    this.grants.set(code, {
      challenge: asked.get('code_challenge'),
      nonce: asked.get('nonce'),
      redirectUri: asked.get('redirect_uri'),
    });
    const back = new URL(asked.get('redirect_uri') ?? '');
    back.searchParams.set('code', code);
    back.searchParams.set('state', this.wrongState ?? asked.get('state') ?? '');
    return back.href;
  }

  private async answerToken(form: URLSearchParams, response: ServerResponse): Promise<void> {
    const type = form.get('grant_type') ?? '';
    const text = form.get(type === 'refresh_token' ? 'refresh_token' : 'code') ?? '';
    const grant = this.grants.get(text);
    this.grants.delete(text);
    if (grant === undefined || !isProven(grant, form)) {
      send(response, 400, { error: 'invalid_grant' });
      return;
    }
    const refresh = randomUUID();
    this.grants.set(refresh, { challenge: null, nonce: null, redirectUri: null });
    const accessToken = await this.sign('porttrack', { roles: this.roles, jti: randomUUID() });
    this.given.push(type);
    this.accessTokens.push(accessToken);
    const nonce = grant.nonce === null ? {} : { nonce: grant.nonce };
    send(response, 200, {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: this.lifetimeSeconds,
      refresh_token: refresh,
      id_token: await this.sign(form.get('client_id') ?? '', nonce),
    });
  }

  private async sign(audience: string, claims: Record<string, unknown>): Promise<string> {
    return await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .setIssuer(this.url)
      .setAudience(audience)
      .setSubject('sub-7')
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(this.privateKey);
  }
}

/** RFC 7636 §4.6; a refresh token proves itself. */
function isProven({ challenge, redirectUri }: Grant, form: URLSearchParams): boolean {
  if (challenge === null) return true;
  const verifier = form.get('code_verifier') ?? '';
  const digest = createHash('sha256').update(verifier).digest('base64url');
  return digest === challenge && form.get('redirect_uri') === redirectUri;
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { location });
  response.end();
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
