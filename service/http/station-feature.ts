import { z } from 'zod';

import { mmsiFromNumber } from '../ais/mmsi.js';
import type { Source } from '../ais/reception.js';
import { instantSchema } from './parameters.js';

/** Geometry of a station's feature. */
export const pointSchema = z
  .strictObject({ type: z.literal('Point'), coordinates: z.tuple([z.number(), z.number()]) })
  .nullable()
  .meta({ description: '`[lon, lat]`, degrees WGS 84; null when the station tells no place.' });

/** Properties that tell a station's newest reception. */
export const receptionProperties = {
  time: instantSchema.meta({ description: 'When the newest report was true.' }),
  firstSeenAt: instantSchema,
  source: z.enum(['ais', 'simulated', 'replay', 'operator']),
  feed: z.string(),
  stations: z.array(z.string()).meta({ description: 'Receivers that heard the newest report.' }),
};

/** What a station's row has for {@link stationFeature}. */
export interface StationRecord {
  readonly mmsi: number;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly time: Date;
  readonly firstSeenAt: Date;
  readonly source: Source;
  readonly feed: string;
  readonly stations: string[];
}

/** A station's row as a GeoJSON feature; `own` are the properties of its kind. */
export function stationFeature<Own extends object>(row: StationRecord, own: Own) {
  const mmsi = mmsiFromNumber(row.mmsi);
  return {
    type: 'Feature' as const,
    id: mmsi,
    geometry: toPoint(row),
    properties: {
      mmsi,
      ...own,
      time: row.time.toISOString(),
      firstSeenAt: row.firstSeenAt.toISOString(),
      source: row.source,
      feed: row.feed,
      stations: row.stations,
    },
  };
}

function toPoint({ lon, lat }: StationRecord): z.input<typeof pointSchema> {
  return lon === null || lat === null ? null : { type: 'Point', coordinates: [lon, lat] };
}
