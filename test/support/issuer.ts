import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import {
  exportJWK,
  generateKeyPair,
  SignJWT,
  type GenerateKeyPairResult,
  type JWK,
  type JWTPayload,
} from 'jose';
import { portOf } from '../../service/app.listen.js';

interface SigningKey {
  readonly kid: string;
  readonly privateKey: GenerateKeyPairResult['privateKey'];
  readonly publicJwk: JWK;
}

/** How a token is to be wrong, or special. */
export interface TokenOptions {
  readonly issuer?: string;
  readonly audience?: string;
  readonly subject?: string;
  /** Seconds from now, negative in the past; by default an hour. */
  readonly endsIn?: number;
  /** Seconds from now from which on it is good. */
  readonly beginsIn?: number;
}

/** An OpenID Connect issuer on loopback: discovery and keys over real HTTP, tokens really signed. */
export class TestIssuer {
  /** Paths that were asked for, in order. */
  readonly asked: string[] = [];
  /** What discovery says the issuer is; by default the truth. */
  claimedIssuer: string | null = null;
  private keys: SigningKey[] = [];
  private count = 0;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** @param port where one that was stopped is to come back; by default any free one. */
  static async start(port = 0): Promise<TestIssuer> {
    const server = createServer();
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const issuer = new TestIssuer(server, `http://127.0.0.1:${portOf(server)}`);
    server.on('request', (request, response) => {
      const path = request.url ?? '';
      issuer.asked.push(path);
      const answer = issuer.answer(path);
      response.writeHead(answer === null ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? {}));
    });
    await issuer.rotate();
    return issuer;
  }

  /** The port, to come back on it. */
  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** Makes a new key to sign with; tokens signed with those before are good no more. */
  async rotate(algorithm = 'ES256'): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
    this.count += 1;
    const kid = `key-${String(this.count)}-${String(this.port)}`;
    const publicJwk = { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' };
    this.keys = [{ kid, privateKey, publicJwk }];
  }

  /** A token with the claims, signed with the newest key. */
  async token(claims: JWTPayload = {}, options: TokenOptions = {}): Promise<string> {
    const [key] = this.keys;
    if (key === undefined) throw new Error('no key to sign with');
    const { issuer = this.url, audience = 'porttrack', subject = 'sub-7', endsIn = 3600 } = options;
    const now = Math.floor(Date.now() / 1000);
    const token = new SignJWT(claims)
      .setProtectedHeader({ alg: key.publicJwk.alg ?? '', kid: key.kid })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(subject)
      .setIssuedAt(now)
      .setExpirationTime(now + endsIn);
    if (options.beginsIn !== undefined) token.setNotBefore(now + options.beginsIn);
    return await token.sign(key.privateKey);
  }

  /** The public half of the newest key, as everybody may read it. */
  publicJwk(): JWK {
    return this.keys[0]?.publicJwk ?? {};
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    if (this.server.listening) await once(this.server, 'close');
  }

  private answer(path: string): object | null {
    if (path === '/.well-known/openid-configuration') {
      return { issuer: this.claimedIssuer ?? this.url, jwks_uri: `${this.url}/keys` };
    }
    return path === '/keys' ? { keys: this.keys.map(({ publicJwk }) => publicJwk) } : null;
  }
}
