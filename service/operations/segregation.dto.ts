import { z } from 'zod';

import { instantSchema, timeParameter } from '../http/parameters.js';
import { segregationWarningSchema, toWarningResponse } from './cargo-operations.dto.js';
import { toInstant } from './operation-fields.js';
import type { SegregationWarning } from './segregation.js';

/** Query of `GET /berths/{id}/segregation`. */
export const segregationQuery = z.strictObject({
  from: timeParameter.optional().meta({ description: 'By default now.' }),
  to: timeParameter.optional().meta({ description: 'By default `from`.' }),
});

export type SegregationQuery = z.output<typeof segregationQuery>;

/** Answer of `GET /berths/{id}/segregation`. */
export const berthSegregation = z
  .strictObject({
    berthId: z.uuid(),
    from: instantSchema,
    to: instantSchema,
    warnings: z.array(segregationWarningSchema),
  })
  .meta({ id: 'BerthSegregation' });

/** The warnings of a berth as their JSON. Times are epoch ms. */
export function toBerthSegregation(
  berthId: string,
  { from, to }: { readonly from: number; readonly to: number },
  warnings: readonly SegregationWarning[],
) {
  return {
    berthId,
    from: toInstant(from),
    to: toInstant(to),
    warnings: warnings.map(toWarningResponse),
  };
}
