import { z } from 'zod';

import { boundingBoxOf } from '../geo/bounding-box.js';
import { featureCollectionSchema, jsonCollectionSchema } from '../http/collection.js';
import { cursorParameter } from '../http/cursor.js';
import { instantSchema, limitParameter, listParameter } from '../http/parameters.js';
import type { PortAtlas } from './port-atlas.js';
import { zoneKinds, type KeptPort, type Zone } from './zone.js';

/** Query of `GET /api/v1/ports`. */
export const portQuery = z.strictObject({
  limit: limitParameter,
  cursor: cursorParameter(z.tuple([z.string()])),
});

export type PortQuery = z.output<typeof portQuery>;

/** Query of `GET /api/v1/ports/{locode}/zones`. */
export const zoneQuery = z.strictObject({
  kind: listParameter(z.enum(zoneKinds, { error: `must be one of ${zoneKinds.join(', ')}` }))
    .optional()
    .meta({
      description: 'Kind of zone; may be repeated, or be a list separated by commas.',
      openapi: { type: 'array', items: { type: 'string', enum: [...zoneKinds] } },
    }),
  limit: limitParameter,
  cursor: cursorParameter(z.tuple([z.string()])),
});

export type ZoneQuery = z.output<typeof zoneQuery>;

const longitude = z.number().min(-180).max(180);
const latitude = z.number().min(-90).max(90);

/** A port. */
export const portSchema = z
  .strictObject({
    locode: z.string().meta({ description: 'UN/LOCODE.' }),
    name: z.string(),
    country: z.string().meta({ description: 'ISO 3166-1 alpha-2.' }),
    timeZone: z.string().meta({ description: 'IANA time zone, such as America/Santiago.' }),
    lon: longitude.meta({ description: 'Degrees east: where a map is centred.' }),
    lat: latitude,
    bbox: z
      .tuple([longitude, latitude, longitude, latitude])
      .nullable()
      .meta({ description: '`[minLon, minLat, maxLon, maxLat]` of the limits; null without any.' }),
    notice: z
      .string()
      .nullable()
      .meta({ description: 'What whoever uses the drawing must know.' }),
    updatedTime: instantSchema.meta({ description: 'Last change of the port or of its zones.' }),
  })
  .meta({ id: 'Port' });

/** Answer of `/ports`. */
export const portCollection = jsonCollectionSchema('ports', portSchema);

/** A GeoJSON geometry in an answer. */
export const geometrySchema = z
  .strictObject({
    type: z.enum(['Point', 'LineString', 'Polygon', 'MultiPolygon']),
    coordinates: z.array(z.unknown()),
  })
  .meta({ description: 'GeoJSON geometry, degrees WGS 84.' });

const metres = z.number().nullable();

const zoneFeature = z
  .strictObject({
    type: z.literal('Feature'),
    id: z.uuid(),
    geometry: geometrySchema,
    properties: z.strictObject({
      kind: z.enum(zoneKinds),
      code: z.string().meta({ description: 'Unique in the port and kind.' }),
      name: z.string().nullable(),
      lengthMetres: metres.meta({ description: 'Length that a vessel may lie along.' }),
      depthMetres: metres.meta({ description: 'Water below chart datum.' }),
      attributes: z
        .record(z.string(), z.unknown())
        .meta({ description: 'Further facts, as the port file gives them.' }),
    }),
  })
  .meta({ id: 'PortZone' });

/** Answer of `/ports/{locode}/zones`. */
export const zoneCollection = featureCollectionSchema(zoneFeature);

/** A port as its JSON. */
export function toPortResponse(port: KeptPort, atlas: PortAtlas): z.input<typeof portSchema> {
  const { locode, name, timeZone, lon, lat, notice, updatedAt } = port;
  return {
    locode,
    name,
    country: locode.slice(0, 2),
    timeZone,
    lon,
    lat,
    bbox: limitsBox(locode, atlas),
    notice,
    updatedTime: new Date(updatedAt).toISOString(),
  };
}

/** A zone as its feature. */
export function toZoneFeature(zone: Zone) {
  const { id, kind, code, name, lengthMetres, depthMetres, geometry, attributes } = zone;
  return {
    type: 'Feature' as const,
    id,
    geometry,
    properties: { kind, code, name, lengthMetres, depthMetres, attributes },
  };
}

function limitsBox(locode: string, atlas: PortAtlas): [number, number, number, number] | null {
  const boxes = atlas.limitsOf(locode).map((area) => boundingBoxOf(area));
  return boxes.length === 0
    ? null
    : [
        Math.min(...boxes.map((box) => box.west)),
        Math.min(...boxes.map((box) => box.south)),
        Math.max(...boxes.map((box) => box.east)),
        Math.max(...boxes.map((box) => box.north)),
      ];
}
