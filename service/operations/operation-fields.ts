import { z } from 'zod';

/** Schemas of fields that the bodies of this room share. */

/**
 * A text that a person writes: without control characters (the database refuses a NUL, and its
 * complaint would carry the text into the log).
 * @param most characters.
 */
export function plainText(most: number) {
  return z
    .string()
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(most, { error: `must have at most ${most} characters` })
    .regex(/^\P{Cc}*$/u, { error: 'must have no control characters' });
}

/** A moment in a body: ISO 8601 with a zone. Output: epoch ms. */
export const instantField = z.iso
  .datetime({
    offset: true,
    error: 'must be a date and time with a zone, such as 2026-01-31T06:00:00Z',
  })
  .transform((text) => Date.parse(text))
  .meta({ openapi: { type: 'string', format: 'date-time' }, examples: ['2026-01-31T06:00:00Z'] });

/** A path parameter that is a record's id. */
export const idParameter = z
  .uuid({ error: 'must be a uuid' })
  .meta({ description: 'Id of the record.' });

/** Epoch ms as the API shows it, `null` stays `null`. */
export function toInstant(time: number): string {
  return new Date(time).toISOString();
}

/** Largest quantity: they are kept as `numeric(12,3)`. */
export const largestQuantity = 999_999_999.999;

/** A number that `numeric(12,3)` holds exactly. */
export const threeDecimals = z
  .number()
  .refine((value) => Number(value.toFixed(3)) === value, { error: 'must have at most 3 decimals' });
