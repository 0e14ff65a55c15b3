import { z } from 'zod';

const maximumLength = 512;

/**
 * The place after an item, as an opaque `cursor`.
 * @param position the sort values of the last item of a page.
 * @returns base64url, to be read back by `cursorParameter` with a schema of the same shape.
 */
export function encodeCursor(position: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * Query parameter `cursor`: refuses what was not made by `encodeCursor` for this collection.
 * @param position schema of the sort values, a tuple.
 */
export function cursorParameter<Position extends z.ZodType>(position: Position) {
  return z
    .string({ error: 'must be given once' })
    .max(maximumLength, { error: 'is not a cursor of this collection' })
    .transform((text, context): z.output<Position> => {
      const parsed = position.safeParse(decode(text));
      if (parsed.success) {
        return parsed.data;
      }
      context.issues.push({
        code: 'custom',
        input: text,
        message: 'is not a cursor of this collection',
      });
      return z.NEVER;
    })
    .optional()
    .meta({ description: 'Opaque place to go on from, taken from the `Link` header.' });
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
