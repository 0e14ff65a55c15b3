import { z } from 'zod';
import { jsonCollectionSchema } from '../http/collection.js';
import { cursorParameter } from '../http/cursor.js';
import {
  instantSchema,
  limitParameter,
  locodeParameter,
  textParameter,
  timeParameter,
} from '../http/parameters.js';
import type { AuditEntry } from './audit.repository.js';

/** Query of `GET /api/v1/audit`. */
export const auditQuery = z
  .strictObject({
    limit: limitParameter,
    cursor: cursorParameter(z.tuple([z.string().regex(/^\d{1,18}$/)])),
    entity: textParameter.optional().meta({
      description: 'Kind of record.',
      examples: ['port-call', 'booking', 'api-key'],
    }),
    entityId: textParameter.optional().meta({ description: 'Id of the record.' }),
    actor: textParameter.optional().meta({
      description:
        "Who wrote: a key's id, a token's subject, or the name of a part of the service.",
    }),
    action: textParameter.optional().meta({ examples: ['create', 'edit', 'cancel', 'revoke'] }),
    port: locodeParameter.optional(),
    from: timeParameter.optional().meta({ description: 'Written at this moment or later.' }),
    to: timeParameter.optional().meta({ description: 'Written before this moment.' }),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
    error: 'must be after from',
    path: ['to'],
  });

export type AuditQuery = z.output<typeof auditQuery>;

/** One write. */
export const auditEntrySchema = z
  .strictObject({
    id: z.string().meta({ description: 'Number of the entry; later ones are higher.' }),
    time: instantSchema,
    actor: z.strictObject({
      kind: z.enum(['user', 'key', 'system']),
      id: z.string(),
      name: z.string().nullable().meta({ description: 'Null for persons.' }),
    }),
    requestId: z
      .string()
      .nullable()
      .meta({ description: 'Finds the request in the log; null where the service itself wrote.' }),
    action: z.string(),
    entity: z.string(),
    entityId: z.string(),
    port: z.string().nullable(),
    before: z.record(z.string(), z.unknown()).nullable().meta({
      description: 'The record before; null where there was none.',
    }),
    after: z.record(z.string(), z.unknown()).nullable().meta({
      description: 'The record after; null where there is none.',
    }),
    reason: z.string().nullable(),
  })
  .meta({ id: 'AuditEntry' });

/** Writes, the newest first. */
export const auditCollection = jsonCollectionSchema('entries', auditEntrySchema).meta({
  id: 'AuditCollection',
});

/** An entry as the API shows it. */
export function toAuditResponse(entry: AuditEntry): unknown {
  const { id, at, actor, requestId, action, entity, entityId, locode, reason } = entry;
  return {
    id,
    time: new Date(at).toISOString(),
    actor: { kind: actor.kind, id: actor.id, name: actor.name },
    requestId,
    action,
    entity,
    entityId,
    port: locode,
    before: entry.before,
    after: entry.after,
    reason,
  };
}
