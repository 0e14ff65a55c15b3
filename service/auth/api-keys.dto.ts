import { z } from 'zod';
import { instantOrNull, jsonCollectionSchema } from '../http/collection.js';
import { cursorParameter } from '../http/cursor.js';
import { instantSchema, limitParameter } from '../http/parameters.js';
import type { ApiKey } from './api-keys.service.js';
import { roles } from './principal.js';

/** Query of `GET /api/v1/api-keys`. */
export const apiKeyQuery = z.strictObject({
  limit: limitParameter,
  cursor: cursorParameter(z.tuple([z.string().regex(/^\d{1,18}$/), z.uuid()])),
});

export type ApiKeyQuery = z.output<typeof apiKeyQuery>;

/** Path parameter: a key's id. */
export const apiKeyIdParameter = z
  .string()
  .pipe(z.uuid({ error: 'must be the id of a key: a uuid' }))
  .meta({ openapi: { type: 'string', format: 'uuid' } });

const terminalSchema = z
  .string()
  .regex(/^[A-Z]{2}[A-Z2-9]{3}\/\S{1,40}$/, {
    error: 'must be a port and the code of a terminal, such as CLVAP/T1',
  })
  .meta({ examples: ['CLVAP/T1'] });

/** Body of `POST /api/v1/api-keys`. */
export const newApiKeyBody = z
  .strictObject({
    name: z.string().trim().min(1).max(100).meta({ description: 'Who or what the key is for.' }),
    roles: z.array(z.enum(roles)).min(1).max(roles.length),
    terminals: z.array(terminalSchema).max(100).optional().meta({
      description: 'Terminals that role `terminal` may write for; only with that role.',
    }),
    expiresAt: z.iso
      .datetime({ offset: true })
      .nullable()
      .optional()
      .meta({ description: 'When the key ends; null or left out: when it is revoked.' }),
  })
  .meta({ id: 'NewApiKey' });

export type NewApiKeyBody = z.output<typeof newApiKeyBody>;

const apiKeyFields = {
  id: z.uuid(),
  prefix: z.string().meta({ description: 'Beginning of the key.', examples: ['pt_1a2b3c4d'] }),
  name: z.string(),
  roles: z.array(z.enum(roles)),
  terminals: z.array(z.string()),
  expiresAt: instantSchema.nullable(),
  revokedAt: instantSchema.nullable(),
  lastUsedAt: instantSchema.nullable().meta({ description: 'To the minute; null: never used.' }),
  createdAt: instantSchema,
  createdBy: z.strictObject({ kind: z.enum(['user', 'key', 'system']), id: z.string() }),
  isActive: z.boolean().meta({ description: 'Whether it was good when this was answered.' }),
};

/** A key without what would let somebody use it. */
export const apiKeySchema = z.strictObject(apiKeyFields).meta({ id: 'ApiKey' });

/** The answer to who has made a key. */
export const madeApiKeySchema = z
  .strictObject({
    ...apiKeyFields,
    key: z.string().meta({
      description: 'The key itself: shown here, once, and kept nowhere.',
      examples: ['pt_1a2b3c4d_9hD2...'],
    }),
  })
  .meta({ id: 'MadeApiKey' });

/** Keys, the newest first. */
export const apiKeyCollection = jsonCollectionSchema('apiKeys', apiKeySchema).meta({
  id: 'ApiKeyCollection',
});

/** A key as the API shows it. @param now epoch ms. */
export function toApiKeyResponse(key: ApiKey, now: number): z.output<typeof apiKeySchema> {
  const { id, prefix, name, roles, terminals, expiresAt, revokedAt, createdBy } = key;
  return {
    id,
    prefix,
    name,
    roles: [...roles],
    terminals: [...terminals],
    expiresAt: instantOrNull(expiresAt),
    revokedAt: instantOrNull(revokedAt),
    lastUsedAt: instantOrNull(key.lastUsedAt),
    createdAt: new Date(key.createdAt).toISOString(),
    createdBy: { ...createdBy },
    isActive: revokedAt === null && (expiresAt === null || expiresAt > now),
  };
}
