import { z } from 'zod';

import { cursorParameter } from '../../http/cursor.js';
import { jsonCollectionSchema } from '../../http/collection.js';
import {
  instantSchema,
  limitParameter,
  listParameter,
  locodeParameter,
  mmsiParameter,
  mmsiSchema,
  timeParameter,
} from '../../http/parameters.js';
import { oddityKinds } from './fix.js';
import type { TargetEvent } from './target-events.repository.js';

/** Query of `GET /api/v1/target-events`. */
export const targetEventsQuery = z.strictObject({
  port: locodeParameter.optional(),
  mmsi: mmsiParameter.optional(),
  kind: listParameter(z.enum(oddityKinds, { error: `must be one of ${oddityKinds.join(', ')}` }))
    .optional()
    .meta({
      description: 'One or several kinds.',
      openapi: { type: 'array', items: { type: 'string', enum: [...oddityKinds] } },
    }),
  from: timeParameter.optional(),
  to: timeParameter.optional(),
  limit: limitParameter,
  cursor: cursorParameter(z.tuple([z.number(), z.number()])),
});

export type TargetEventsQuery = z.output<typeof targetEventsQuery>;

const evidenceSchema = z.strictObject({
  time: instantSchema,
  lon: z.number(),
  lat: z.number(),
  sog: z.number().nullable().meta({ description: 'Knots.' }),
  heading: z.number().nullable().meta({ description: 'Degrees true.' }),
  raw: z.string().meta({ description: 'The sentences as received.' }),
});

const targetEventSchema = z
  .strictObject({
    id: z.uuid(),
    kind: z.enum(oddityKinds),
    port: z.string().meta({ description: 'UN/LOCODE.' }),
    mmsi: mmsiSchema,
    time: instantSchema.meta({
      description:
        'Of the report that it is about: the last before a silence, or the doubtful one.',
    }),
    lon: z.number(),
    lat: z.number(),
    silentSeconds: z.int().nullable(),
    portCallId: z.uuid().nullable(),
    recordedAt: instantSchema,
    evidence: z.array(evidenceSchema),
  })
  .meta({ id: 'TargetEvent' });

export type TargetEventResponse = z.output<typeof targetEventSchema>;

/** Answer of `GET /api/v1/target-events`. */
export const targetEventCollection = jsonCollectionSchema('targetEvents', targetEventSchema);

/** A target event as the API shows it. */
export function toTargetEventResponse(event: TargetEvent): TargetEventResponse {
  return {
    id: event.id,
    kind: event.kind,
    port: event.locode,
    mmsi: event.mmsi,
    time: iso(event.time),
    lon: event.lon,
    lat: event.lat,
    silentSeconds: event.silentSeconds,
    portCallId: event.portCallId,
    recordedAt: iso(event.recordedAt),
    evidence: event.evidence.map(({ time, lon, lat, sog, heading, raw }) => ({
      time: iso(time),
      lon,
      lat,
      sog,
      heading,
      raw,
    })),
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
