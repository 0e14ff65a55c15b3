import { z } from 'zod';

import { featureCollectionSchema } from '../http/collection.js';
import { instantSchema, mmsiSchema } from '../http/parameters.js';
import { pointSchema, receptionProperties, stationFeature } from '../http/station-feature.js';
import { stationListQuery } from '../http/station-list.js';
import type { AidToNavigation } from './aid-to-navigation.entity.js';
import type { BaseStation } from './base-station.entity.js';

/** Query of `/aids-to-navigation` and `/base-stations`. */
export const fixedStationsQuery = stationListQuery;

const aidFeature = z
  .strictObject({
    type: z.literal('Feature'),
    id: mmsiSchema,
    geometry: pointSchema,
    properties: z.strictObject({
      mmsi: mmsiSchema,
      name: z.string().nullable(),
      aidType: z
        .int()
        .nullable()
        .meta({ description: 'ITU-R M.1371-5 table 74, 1 to 31; null when not specified.' }),
      isVirtual: z.boolean().nullable(),
      isOffPosition: z
        .boolean()
        .nullable()
        .meta({ description: 'Null when the aid does not know.' }),
      positionAccuracy: z.boolean().nullable().meta({ description: 'True: better than 10 m.' }),
      dimensions: z.strictObject({
        a: z.int().nullable(),
        b: z.int().nullable(),
        c: z.int().nullable(),
        d: z.int().nullable(),
      }),
      ...receptionProperties,
    }),
  })
  .meta({ id: 'AidToNavigation' });

const baseStationFeature = z
  .strictObject({
    type: z.literal('Feature'),
    id: mmsiSchema,
    geometry: pointSchema,
    properties: z.strictObject({
      mmsi: mmsiSchema,
      reportedTime: instantSchema
        .nullable()
        .meta({ description: "The station's own clock, as sent." }),
      positionAccuracy: z.boolean().nullable().meta({ description: 'True: better than 10 m.' }),
      ...receptionProperties,
    }),
  })
  .meta({ id: 'BaseStation' });

/** Answer of `/aids-to-navigation`. */
export const aidCollection = featureCollectionSchema(aidFeature);

/** Answer of `/base-stations`. */
export const baseStationCollection = featureCollectionSchema(baseStationFeature);

/** A row as its feature. */
export function toAidFeature(row: AidToNavigation): z.input<typeof aidFeature> {
  return stationFeature(row, {
    name: row.name,
    aidType: row.aidType,
    isVirtual: row.isVirtual,
    isOffPosition: row.isOffPosition,
    positionAccuracy: row.positionAccuracy,
    dimensions: { a: row.dimA, b: row.dimB, c: row.dimC, d: row.dimD },
  });
}

/** A row as its feature. */
export function toBaseStationFeature(row: BaseStation): z.input<typeof baseStationFeature> {
  return stationFeature(row, {
    reportedTime: row.reportedUtc?.toISOString() ?? null,
    positionAccuracy: row.positionAccuracy,
  });
}
