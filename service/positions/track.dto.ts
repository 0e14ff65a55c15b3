import { z } from 'zod';
import { instantSchema, mmsiSchema, numberParameter, timeParameter } from '../http/parameters.js';

/** Query of `GET /api/v1/vessels/{mmsi}/track`. */
export const trackQuery = z.strictObject({
  from: timeParameter.optional().meta({
    description: 'Beginning, inclusive; by default 24 hours before `to`.',
    openapi: { type: 'string', format: 'date-time', examples: ['2026-01-31T00:00:00Z'] },
  }),
  to: timeParameter.optional().meta({
    description: 'End, inclusive; by default now.',
    openapi: { type: 'string', format: 'date-time', examples: ['2026-01-31T06:00:00Z'] },
  }),
  toleranceMetres: numberParameter(0, 10_000)
    .optional()
    .meta({
      description:
        'Leaves out places that lie within so many metres of the track without them, at their own time. By default none is left out.',
      openapi: { type: 'number', minimum: 0, maximum: 10_000, default: 0 },
    }),
});

export type TrackQuery = z.output<typeof trackQuery>;

/** The track as GeoJSON. */
export const trackFeatureSchema = z
  .strictObject({
    type: z.literal('Feature'),
    id: mmsiSchema,
    geometry: z
      .strictObject({
        type: z.literal('LineString'),
        coordinates: z.array(z.tuple([z.number(), z.number()])).min(2),
      })
      .nullable()
      .meta({ description: 'Null where there are fewer than two places: that is no line.' }),
    properties: z.strictObject({
      mmsi: mmsiSchema,
      name: z.string().nullable(),
      from: instantSchema,
      to: instantSchema,
      times: z.array(instantSchema).meta({ description: 'When it was at each of `coordinates`.' }),
    }),
  })
  .meta({ id: 'TrackFeature' });
