import { z } from 'zod';

import { jsonCollectionSchema } from '../http/collection.js';
import { cursorParameter } from '../http/cursor.js';
import { instantSchema, limitParameter, timeParameter } from '../http/parameters.js';
import type { KeptTideHeight } from './tides.repository.js';

/** Query of `GET /api/v1/ports/{locode}/tides`. */
export const tideQuery = z.strictObject({
  from: timeParameter.optional().meta({ description: 'First moment; now by default.' }),
  to: timeParameter.optional().meta({ description: 'Last moment; a week later by default.' }),
  limit: limitParameter,
  cursor: cursorParameter(z.tuple([z.string(), z.number()])),
});

export type TideQuery = z.output<typeof tideQuery>;

/** A height of the sea. */
export const tideSchema = z
  .strictObject({
    time: instantSchema,
    heightMetres: z.number().meta({ description: 'Above the datum; negative below it.' }),
    datum: z.string().meta({ description: 'What the height is measured from, such as `NRS`.' }),
  })
  .meta({ id: 'TideHeight' });

/** Answer of `/ports/{locode}/tides`. */
export const tideCollection = jsonCollectionSchema('tides', tideSchema);

/** A row as its JSON. */
export function toTideResponse(row: KeptTideHeight): z.input<typeof tideSchema> {
  const { time, heightMetres, datum } = row;
  return { time: new Date(time).toISOString(), heightMetres, datum };
}
