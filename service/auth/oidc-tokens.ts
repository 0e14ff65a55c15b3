import { Inject, Injectable, Logger } from '@nestjs/common';
import { errors, jwtVerify, type JWTPayload } from 'jose';
import { Clock } from '../clock/clock.js';
import type { OidcConfig } from '../config/access-config.js';
import { CONFIG, type Config } from '../config/config.js';
import { UnavailableError } from '../problem/domain-error.js';
import { BadCredentialError } from './auth.errors.js';
import { IssuerAwayError, OidcIssuer } from './oidc-issuer.js';
import type { Principal } from './principal.js';
import { rolesAmong, textsOfClaim } from './token-claims.js';

/** What only the issuer can have made; never a secret shared with whoever verifies. */
const algorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

/** Seconds that clocks may differ by. */
const clockToleranceSeconds = 30;

/** Seconds after which a caller may try again when the issuer is away. */
const retryAfterSeconds = 5;

/** Recognises people by the tokens of the issuer. */
@Injectable()
export class OidcTokens {
  private readonly log = new Logger(OidcTokens.name);
  private readonly oidc: OidcConfig | null;
  private readonly issuer: OidcIssuer | null;

  constructor(
    @Inject(CONFIG) { access }: Config,
    private readonly clock: Clock,
  ) {
    this.oidc = access.oidc;
    this.issuer = access.oidc === null ? null : new OidcIssuer(access.oidc.issuer, clock);
  }

  /**
   * Who sends a token.
   * @throws {BadCredentialError} when it is not the issuer's, not for this service, or not good now.
   * @throws {UnavailableError} when the issuer's keys are not known and it does not answer.
   */
  async identify(token: string): Promise<Principal> {
    const { oidc, issuer } = this;
    if (oidc === null || issuer === null) {
      throw new BadCredentialError('Tokens are not taken here; only API keys are.');
    }
    return toPrincipal(await this.verify(token, oidc, issuer), oidc);
  }

  private async verify(
    token: string,
    { issuer: name, audience }: OidcConfig,
    issuer: OidcIssuer,
  ): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(
        token,
        async (header, input) => {
          const key = await issuer.keyOf(header, input);
          if (key === null) throw new errors.JWKSNoMatchingKey();
          return key;
        },
        {
          issuer: name,
          audience,
          algorithms,
          clockTolerance: clockToleranceSeconds,
          currentDate: new Date(this.clock.now()),
          requiredClaims: ['exp', 'sub'],
        },
      );
      return payload;
    } catch (error) {
      if (error instanceof IssuerAwayError) {
        this.log.warn(error.message);
        throw new UnavailableError('The issuer of tokens does not answer.', retryAfterSeconds);
      }
      if (error instanceof errors.JOSEError) throw new BadCredentialError(faultOf(error));
      throw error;
    }
  }
}

/** What is wrong with a token, without a word of what stands in it. */
function faultOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired.';
  if (error instanceof errors.JWTClaimValidationFailed) {
    return `The token's claim "${error.claim}" is missing, or not what it must be.`;
  }
  if (error instanceof errors.JWKSNoMatchingKey) {
    return 'The token is not signed with a key of the issuer.';
  }
  return 'The token cannot be verified.';
}

function toPrincipal(claims: JWTPayload, oidc: OidcConfig): Principal {
  const { sub, exp } = claims;
  if (typeof sub !== 'string' || sub === '' || exp === undefined) {
    throw new BadCredentialError('The token names nobody.');
  }
  const roles = rolesAmong(textsOfClaim(claims, oidc.rolesClaim));
  return {
    // Names of persons are not kept.
    actor: { kind: 'user', id: sub, name: null },
    roles,
    terminals: roles.includes('terminal') ? textsOfClaim(claims, oidc.terminalsClaim) : [],
    expiresAt: exp * 1000,
  };
}
