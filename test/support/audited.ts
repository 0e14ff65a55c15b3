import { z } from 'zod';

import type { RestApp } from './rest-app.js';

const entry = z.object({
  action: z.string(),
  before: z.looseObject({ state: z.string().optional() }).nullable(),
  after: z.looseObject({ state: z.string().optional() }).nullable(),
  reason: z.string().nullable(),
});

/** The audit of a record, oldest first: `<action> <state before> <state after> <reason>`. */
export async function auditedOf(app: RestApp, entityId: string): Promise<string[]> {
  const rows = await app.rows(
    'SELECT action, before, after, reason FROM audit_entry WHERE entity_id = $1 ORDER BY id',
    [entityId],
  );
  return rows.map((row) => {
    const { action, before, after, reason } = entry.parse(row);
    const words = [action, before?.state ?? '-', after?.state ?? '-', reason];
    return words.filter((word) => word !== null).join(' ');
  });
}
