import { z } from 'zod';
import { dataUpdatedTimeSchema } from '../http/collection.js';
import { cursorParameter } from '../http/cursor.js';
import {
  bboxParameter,
  instantSchema,
  limitParameter,
  mmsiListParameter,
  mmsiSchema,
  shipTypeListParameter,
  sourceListParameter,
  timeParameter,
} from '../http/parameters.js';

/** Seconds that `maxAge` may ask for at most: a year. */
const longestAge = 366 * 86_400;

const maxAgeRule = `must be all, or whole seconds from 1 to ${longestAge}`;

/** `maxAge`: seconds, or `all`. Output: milliseconds; Infinity for `all`. */
const maxAgeParameter = z
  .string({ error: 'must be given once' })
  .regex(/^(all|[1-9]\d{0,8})$/, { error: maxAgeRule })
  .transform((text) => (text === 'all' ? Infinity : Number(text) * 1000))
  .refine((age) => age === Infinity || age <= longestAge * 1000, { error: maxAgeRule })
  .optional()
  .meta({
    description:
      'Leaves out positions older than so many seconds, or with `all` none. By default each class has its own: 10 minutes for class A and aircraft, 30 minutes for class B, 6 hours for who is moored, at anchor or aground.',
    openapi: {
      anyOf: [
        { type: 'integer', minimum: 1, maximum: longestAge },
        { type: 'string', const: 'all' },
      ],
    },
  });

const paging = { limit: limitParameter, cursor: cursorParameter(z.tuple([mmsiSchema])) };

/** Query of `GET /api/v1/positions`. */
export const positionQuery = z.strictObject({
  bbox: bboxParameter.optional().meta({
    description:
      'minLon,minLat,maxLon,maxLat in degrees; minLon above maxLon crosses the antimeridian. The box is widened outward to a grid of about a tenth of its size, so that the answers to nearly the same boxes are one.',
    openapi: { type: 'string', examples: ['-71.75,-33.1,-71.5,-32.9'] },
  }),
  mmsi: mmsiListParameter.optional(),
  since: timeParameter.optional().meta({
    description: 'Only what was committed at or after this moment.',
    openapi: { type: 'string', format: 'date-time', examples: ['2026-01-31T06:00:00Z'] },
  }),
  shipType: shipTypeListParameter.optional(),
  source: sourceListParameter.optional(),
  maxAge: maxAgeParameter,
  ...paging,
});

export type PositionQuery = z.output<typeof positionQuery>;

/** Query of `GET /api/v1/ports/{locode}/vessels`. */
export const portVesselQuery = z.strictObject({ maxAge: maxAgeParameter, ...paging });

export type PortVesselQuery = z.output<typeof portVesselQuery>;

/** Query of `GET /api/v1/positions/{mmsi}/evidence`. */
export const evidenceQuery = z.strictObject({
  at: timeParameter.optional().meta({
    description: 'The newest report at or before this moment, instead of the latest of all.',
    openapi: { type: 'string', format: 'date-time', examples: ['2026-01-31T06:00:00Z'] },
  }),
});

export type EvidenceQuery = z.output<typeof evidenceQuery>;

const degrees = z.number().nullable();
const sourceSchema = z.enum(['ais', 'simulated', 'replay', 'operator']);
const flagSchema = z.enum([
  'jump',
  'shared-mmsi',
  'time-untrusted',
  'unknown-mid',
  'zero-position',
]);

const motion = {
  sog: z.number().nullable().meta({ description: 'Knots; 102.2 means that or more.' }),
  cog: degrees.meta({ description: 'Course over ground, degrees true.' }),
  heading: degrees.meta({ description: 'Degrees true.' }),
  rot: z.number().nullable().meta({ description: 'Degrees a minute, positive to starboard.' }),
  navStatus: z.int().nullable().meta({ description: 'ITU-R M.1371-5 table 45, 0 to 14.' }),
  positionAccuracy: z.boolean().meta({ description: 'True: better than 10 m.' }),
  aisClass: z.enum(['A', 'B', 'SAR']),
};

/** A vessel's position as a GeoJSON feature, and the body of the stream's `position` event. */
export const positionFeatureSchema = z
  .strictObject({
    type: z.literal('Feature'),
    id: mmsiSchema,
    geometry: z.strictObject({
      type: z.literal('Point'),
      coordinates: z.tuple([z.number(), z.number()]).meta({ description: 'Longitude, latitude.' }),
    }),
    properties: z.strictObject({
      mmsi: mmsiSchema,
      time: instantSchema.meta({ description: 'When the report was true.' }),
      ...motion,
      name: z.string().nullable(),
      shipType: z.int().nullable(),
      lengthMetres: z.number().nullable(),
      beamMetres: z.number().nullable(),
      destination: z.string().nullable(),
      stations: z.array(z.string()).meta({ description: 'Receivers that heard it.' }),
      source: sourceSchema,
      flags: z.array(flagSchema).meta({ description: 'What is doubtful about it.' }),
      committedAt: instantSchema.meta({ description: 'What `since` compares with.' }),
    }),
  })
  .meta({
    id: 'PositionFeature',
    examples: [
      {
        type: 'Feature',
        id: '725000912',
        geometry: { type: 'Point', coordinates: [-71.6204, -33.0331] },
        properties: {
          mmsi: '725000912',
          time: '2026-01-31T06:00:00.000Z',
          sog: 7.2,
          cog: 181.4,
          heading: 180,
          rot: 0,
          navStatus: 0,
          positionAccuracy: true,
          aisClass: 'A',
          name: 'ESPERANZA',
          shipType: 70,
          lengthMetres: 189,
          beamMetres: 30,
          destination: 'VALPARAISO',
          stations: ['CLVAP-1'],
          source: 'ais',
          flags: [],
          committedAt: '2026-01-31T06:00:00.412Z',
        },
      },
    ],
  });

export type PositionFeature = z.output<typeof positionFeatureSchema>;

/** Answer of `GET /api/v1/positions` and of `/ports/{locode}/vessels`. */
export const positionCollection = z
  .strictObject({
    type: z.literal('FeatureCollection'),
    dataUpdatedTime: dataUpdatedTimeSchema,
    streamPosition: z.int().meta({
      description:
        'Open `/api/v1/stream` with this as `Last-Event-ID`, and nothing that happens after this answer is missed.',
    }),
    features: z.array(positionFeatureSchema).meta({ description: 'In order of MMSI.' }),
  })
  .meta({ id: 'PositionCollection' });

/** Answer of `GET /api/v1/positions/{mmsi}/evidence`. */
export const evidenceSchema = z
  .strictObject({
    mmsi: mmsiSchema,
    time: instantSchema.meta({ description: 'When the report was true.' }),
    receivedAt: instantSchema.meta({ description: 'When it reached the service.' }),
    committedAt: instantSchema.meta({ description: 'When it was stored.' }),
    isTimeTrusted: z.boolean().meta({
      description: 'False: the station’s time was absent or impossible, `time` is `receivedAt`.',
    }),
    source: sourceSchema,
    feed: z.string(),
    stations: z.array(z.string()),
    sentences: z.array(z.string()).meta({ description: 'As received, tag blocks included.' }),
    messageType: z.int().min(1).max(27),
    lon: degrees,
    lat: degrees,
    ...motion,
    flags: z.array(flagSchema),
  })
  .meta({ id: 'PositionEvidence' });

export type EvidenceResponse = z.output<typeof evidenceSchema>;
