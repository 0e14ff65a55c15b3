import { z } from 'zod';
import { Answer, type AnswerOptions } from './answer.js';
import { encodeCursor } from './cursor.js';
import { instantSchema } from './parameters.js';

/** One page of a collection as a service hands it over. */
export interface Page<T> {
  /** In the collection's fixed order; at most the `limit` asked for. */
  readonly items: readonly T[];
  /** Where the next page begins (`encodeCursor`), null when this is the last. */
  readonly nextCursor: string | null;
  /** Last change of the collection's data, epoch ms; null when it never held any. */
  readonly updatedAt: number | null;
}

/** A value that a collection is sorted by. */
type Place = string | number;

/** How `pageOf` cuts. */
export interface Cut<T> {
  /** Items asked for. */
  readonly limit: number;
  /** Last change of the collection, epoch ms. */
  readonly updatedAt: number | null;
  /** An item's place in the collection's order: what the cursor holds, one value or several. */
  readonly placeOf: (item: T) => Place | readonly Place[];
}

/**
 * The page of what was found.
 * @param found up to `limit` + 1 items: the one too many says that there is another page.
 */
export function pageOf<T>(found: readonly T[], { limit, updatedAt, placeOf }: Cut<T>): Page<T> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const hasMore = found.length > limit && last !== undefined;
  return { items, nextCursor: hasMore ? encodeCursor([placeOf(last)].flat()) : null, updatedAt };
}

/** Media type of GeoJSON (RFC 7946 §12). */
export const geoJson = 'application/geo+json';

/**
 * A page as `{dataUpdatedTime, <name>: [...]}`.
 * @param name property that holds the items, such as `vessels`.
 * @param toResponse makes one item's JSON shape.
 */
export function jsonCollection<T>(
  name: string,
  page: Page<T>,
  toResponse: (item: T) => unknown,
  options: AnswerOptions = {},
): Answer {
  const body = {
    dataUpdatedTime: instantOrNull(page.updatedAt),
    [name]: page.items.map((item) => toResponse(item)),
  };
  return Answer.json(body, pageOptions(page, options));
}

/** A page as a GeoJSON FeatureCollection with `dataUpdatedTime`, in `application/geo+json`. */
export function featureCollection<T>(
  page: Page<T>,
  toFeature: (item: T) => unknown,
  options: AnswerOptions = {},
): Answer {
  const body = {
    type: 'FeatureCollection',
    dataUpdatedTime: instantOrNull(page.updatedAt),
    features: page.items.map((item) => toFeature(item)),
  };
  return Answer.json(body, pageOptions(page, options), geoJson);
}

/** Response schema of `jsonCollection`. */
export function jsonCollectionSchema<Name extends string, Item extends z.ZodType>(
  name: Name,
  item: Item,
) {
  return z.strictObject({
    dataUpdatedTime: dataUpdatedTimeSchema,
    ...({ [name]: z.array(item) } as Record<Name, z.ZodArray<Item>>),
  });
}

/** Response schema of `featureCollection`. */
export function featureCollectionSchema<Feature extends z.ZodType>(feature: Feature) {
  return z.strictObject({
    type: z.literal('FeatureCollection'),
    dataUpdatedTime: dataUpdatedTimeSchema,
    features: z.array(feature),
  });
}

/** Schema of `dataUpdatedTime`. */
export const dataUpdatedTimeSchema = instantSchema
  .nullable()
  .meta({ description: 'Last change of the data behind the answer; null while there is none.' });

/** Epoch ms as ISO 8601 in UTC, null stays null. */
export function instantOrNull(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

function pageOptions<T>(page: Page<T>, options: AnswerOptions): AnswerOptions {
  return { lastModified: page.updatedAt, nextCursor: page.nextCursor, ...options };
}
