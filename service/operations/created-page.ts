import { pageOf, type Page } from '../http/collection.js';

/** A record that lists hold in order of creation. */
export interface Created {
  readonly id: string;
  /** Epoch ms. */
  readonly createdAt: number;
}

/**
 * The page of what was found in order of creation, then id.
 * @param found up to `limit` + 1.
 * @param updatedAt last change of the collection, epoch ms.
 */
export function pageByCreation<T extends Created>(
  found: readonly T[],
  limit: number,
  updatedAt: number | null,
): Page<T> {
  return pageOf(found, { limit, updatedAt, placeOf: ({ createdAt, id }) => [createdAt, id] });
}
