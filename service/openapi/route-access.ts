import { accessTable, type Access } from '../auth/access-table.js';
import type { ProblemCode } from '../problem/problem-types.js';

/** What the document says of who may call a route. */
export interface RouteAccess {
  /** OpenAPI 3.1 §4.8.30: one of these is needed; `{}` is nothing, an empty list says the same. */
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  /** A sentence for people; `null` where everybody may. */
  readonly sentence: string | null;
  /** Problems of whoever may not, or not yet again. */
  readonly problems: readonly ProblemCode[];
}

/** How callers are known. */
export const securitySchemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description:
      'An API key (`pt_...`), or a token of the OpenID Connect issuer that `/api/v1/config` names.',
  },
} as const;

const named = { bearer: [] };

/** @param key `METHOD /path/{parameter}`. */
export function routeAccess(key: string): RouteAccess {
  const access: Access | undefined = Object.hasOwn(accessTable, key) ? accessTable[key] : [];
  if (access === undefined || access === 'open') {
    return { security: [], sentence: null, problems: [] };
  }
  if (access === 'anyone') {
    return {
      security: [{}, named],
      sentence: null,
      problems: ['unauthorized', 'too-many-requests'],
    };
  }
  const problems: ProblemCode[] = ['unauthorized', 'forbidden', 'too-many-requests'];
  if (access === 'read') {
    const sentence = 'For everybody where `ANONYMOUS_READ` is on, else for every role but `feed`.';
    return { security: [{}, named], sentence, problems };
  }
  const sentence = `For the roles ${access.map((role) => `\`${role}\``).join(', ')}.`;
  return { security: [named], sentence, problems };
}
