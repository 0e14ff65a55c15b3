import { z } from 'zod';

import type { Mmsi } from '../ais/mmsi.js';
import type { StationQuery } from '../database/station-query.js';
import { cursorParameter, encodeCursor } from './cursor.js';
import {
  bboxParameter,
  integerParameter,
  limitParameter,
  mmsiListParameter,
  sourceListParameter,
  timeParameter,
} from './parameters.js';

const day = 86_400;

/** `maxAge`: seconds since the last report, or `all`. Output: seconds, `null` for all. */
export const maxAgeParameter = z
  .union([z.literal('all').transform(() => null), integerParameter(1, 3650 * day)], {
    error: 'must be a whole number of seconds, or all',
  })
  .meta({
    description: 'Leave out what was last heard longer ago than this many seconds; or `all`.',
    type: 'string',
    examples: ['3600', 'all'],
  });

/** Query parameters of a list with one row per MMSI (aids, base stations, distress devices). */
export const stationListQuery = z.strictObject({
  bbox: bboxParameter.optional(),
  mmsi: mmsiListParameter.optional(),
  source: sourceListParameter.optional(),
  since: timeParameter
    .optional()
    .meta({ description: 'Only what was committed at or after this time.' }),
  maxAge: maxAgeParameter.optional(),
  limit: limitParameter,
  cursor: cursorParameter(z.tuple([z.int()])),
});

/** A parsed {@link stationListQuery}. */
export type StationListQuery = z.output<typeof stationListQuery>;

/** What a list needs to know beside its parameters. */
export interface ListContext {
  /** Epoch ms. */
  readonly now: number;
  readonly defaultMaxAgeSeconds: number;
  /** Simulated stations leave the picture when the simulator is off. */
  readonly isSimulating: boolean;
}

/** The parameters as the repository takes them: one row more than asked for, to see a next page. */
export function toStationQuery(query: StationListQuery, context: ListContext): StationQuery {
  const maxAge = query.maxAge === undefined ? context.defaultMaxAgeSeconds : query.maxAge;
  return {
    bbox: query.bbox ?? null,
    mmsis: query.mmsi === undefined ? null : query.mmsi.map((mmsi: Mmsi) => Number(mmsi)),
    sources: query.source ?? null,
    heardSince: maxAge === null ? null : context.now - maxAge * 1000,
    committedSince: query.since ?? null,
    isWithoutSimulated: !context.isSimulating,
    afterMmsi: query.cursor?.[0] ?? null,
    limit: query.limit + 1,
  };
}

/** The rows of one page, and where the next begins. `rows` has one more than `limit` if any follow. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  positionOf: (row: Row) => number | string,
): { items: Row[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { items, nextCursor: hasMore ? encodeCursor([positionOf(last)]) : null };
}
