import { z } from 'zod';

import { jsonCollectionSchema } from '../http/collection.js';
import { cursorParameter } from '../http/cursor.js';
import { instantSchema, limitParameter } from '../http/parameters.js';
import type { CargoProgress } from './cargo-operation.js';
import {
  instantField,
  largestQuantity,
  plainText,
  threeDecimals,
  toInstant,
} from './operation-fields.js';

/** Body of `/progress`. */
export const newCargoProgress = z
  .strictObject({
    amount: threeDecimals
      .min(-largestQuantity)
      .max(largestQuantity)
      .refine((amount) => amount !== 0, { error: 'must not be 0' })
      .meta({ description: 'Moved since the entry before; below 0 it takes back a wrong one.' }),
    at: instantField.optional().meta({ description: 'Until when it was moved; by default now.' }),
    reason: plainText(500).nullable().default(null),
  })
  .refine(({ amount, reason }) => amount > 0 || reason !== null, {
    error: 'must say why an amount is taken back',
    path: ['reason'],
  });

export type NewCargoProgress = z.output<typeof newCargoProgress>;

/** Query of `GET /cargo-operations/{id}/progress`. */
export const cargoProgressQuery = z.strictObject({
  limit: limitParameter,
  cursor: cursorParameter(z.tuple([z.number(), z.uuid()])),
});

export type CargoProgressQuery = z.output<typeof cargoProgressQuery>;

/** An entry of the tally. */
export const cargoProgressSchema = z
  .strictObject({
    id: z.uuid(),
    cargoOperationId: z.uuid(),
    amount: z.number(),
    at: instantSchema,
    reason: z.string().nullable(),
    recordedAt: instantSchema,
  })
  .meta({ id: 'CargoProgress' });

/** Answer of `GET /cargo-operations/{id}/progress`. */
export const cargoProgressCollection = jsonCollectionSchema('progress', cargoProgressSchema);

/** An entry as its JSON. */
export function toProgressResponse({ id, operationId, amount, at: time, ...rest }: CargoProgress) {
  const { reason, recordedAt } = rest;
  return {
    id,
    cargoOperationId: operationId,
    amount,
    at: toInstant(time),
    reason,
    recordedAt: toInstant(recordedAt),
  };
}
