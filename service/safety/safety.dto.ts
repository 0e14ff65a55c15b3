import { z } from 'zod';

import { mmsiFromNumber } from '../ais/mmsi.js';
import { featureCollectionSchema, jsonCollectionSchema } from '../http/collection.js';
import { cursorParameter } from '../http/cursor.js';
import {
  instantSchema,
  limitParameter,
  mmsiListParameter,
  mmsiSchema,
  sourceListParameter,
  timeParameter,
} from '../http/parameters.js';
import { pointSchema, receptionProperties, stationFeature } from '../http/station-feature.js';
import type { SafetyMessageRow } from './safety-message.entity.js';
import type { StoredDistress } from './safety.repository.js';

/** Query of `/safety-messages`. */
export const safetyMessagesQuery = z.strictObject({
  mmsi: mmsiListParameter.optional(),
  source: sourceListParameter.optional(),
  since: timeParameter
    .optional()
    .meta({ description: 'Only what was committed at or after this time.' }),
  limit: limitParameter,
  cursor: cursorParameter(z.tuple([z.string().regex(/^\d{1,19}$/)])),
});

/** A parsed {@link safetyMessagesQuery}. */
export type SafetyMessagesQuery = z.output<typeof safetyMessagesQuery>;

const distressFeature = z
  .strictObject({
    type: z.literal('Feature'),
    id: mmsiSchema,
    geometry: pointSchema,
    properties: z.strictObject({
      mmsi: mmsiSchema,
      kind: z
        .enum(['sart', 'mob', 'epirb'])
        .meta({ description: 'Search-and-rescue transmitter, man overboard, or EPIRB-AIS.' }),
      state: z
        .enum(['active', 'test'])
        .meta({ description: '`active`: it calls for help; `test`: it is being tested.' }),
      positionTime: instantSchema
        .nullable()
        .meta({ description: 'When the position was true; reports without one come after it.' }),
      text: z.string().nullable().meta({ description: 'The last text that the device sent.' }),
      ...receptionProperties,
    }),
  })
  .meta({ id: 'DistressDevice' });

/** One distress device. */
export type DistressFeature = z.input<typeof distressFeature>;

/** Answer of `/distress-devices`. */
export const distressCollection = featureCollectionSchema(distressFeature);

const safetyMessage = z
  .strictObject({
    id: z.string(),
    mmsi: mmsiSchema,
    destinationMmsi: mmsiSchema
      .nullable()
      .meta({ description: 'Whom it was addressed to; null for a broadcast.' }),
    text: z.string(),
    time: instantSchema,
    source: receptionProperties.source,
    feed: z.string(),
    stations: z.array(z.string()),
  })
  .meta({ id: 'SafetyMessage' });

/** One safety-related text. */
export type SafetyMessageResponse = z.input<typeof safetyMessage>;

/** Answer of `/safety-messages`. */
export const safetyMessageCollection = jsonCollectionSchema('safetyMessages', safetyMessage);

/** A device's row as its feature: the body of the list's items and of the `distress` event. */
export function toDistressFeature(row: StoredDistress): DistressFeature {
  return stationFeature(row, {
    kind: row.kind,
    state: row.state,
    positionTime: row.positionTime?.toISOString() ?? null,
    text: row.text,
  });
}

/** A message's row as the list's item. */
export function toSafetyMessage(row: SafetyMessageRow): SafetyMessageResponse {
  const { destinationMmsi } = row;
  return {
    id: row.id,
    mmsi: mmsiFromNumber(row.mmsi),
    destinationMmsi: destinationMmsi === null ? null : mmsiFromNumber(destinationMmsi),
    text: row.text,
    time: row.time.toISOString(),
    source: row.source,
    feed: row.feed,
    stations: row.stations,
  };
}
