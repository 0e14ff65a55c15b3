import type { AccessConfig } from './access-config.js';
import type { Settings } from './settings.js';

/** The settings of access together. */
export function accessConfig(settings: Settings): AccessConfig {
  const issuer = settings.OIDC_ISSUER;
  return {
    oidc:
      issuer === null
        ? null
        : {
            issuer,
            audience: settings.OIDC_AUDIENCE,
            clientId: settings.OIDC_CLIENT_ID,
            scope: settings.OIDC_SCOPE,
            rolesClaim: settings.OIDC_ROLES_CLAIM,
            terminalsClaim: settings.OIDC_TERMINALS_CLAIM,
          },
    // A database of one's own is one's own picture to show, or not.
    isAnonymousReadOn: settings.ANONYMOUS_READ ?? settings.DATABASE_URL === null,
    rateLimits: {
      address: settings.RATE_LIMIT_ADDRESS,
      caller: settings.RATE_LIMIT_CALLER,
      ingest: settings.RATE_LIMIT_INGEST,
      failures: settings.RATE_LIMIT_FAILURES,
    },
    trustedProxies: settings.TRUST_PROXY,
  };
}
