import type { z } from 'zod';

import type { Happening } from '../database/happening.js';
import { boundingBoxOf } from '../geo/bounding-box.js';
import type { Geometry } from '../geo/geometry.js';
import type { Berth } from './berth.js';
import type { berthSchema } from './berths.dto.js';

declare module '../events/stream-event.js' {
  interface StreamEventMap {
    /** A berth after somebody changed, closed or opened it. */
    berth: z.input<typeof berthSchema>;
  }
}

/** The event of a berth that changed. @param body as the API shows it */
export function berthEvent(
  { geometry }: Pick<Berth, 'geometry'>,
  body: z.input<typeof berthSchema>,
): Happening<'berth'> {
  return { type: 'berth', body, mmsi: null, ...middleOf(geometry) };
}

/** Middle of a geometry's box: where an event about it happens. */
export function middleOf(geometry: Geometry): { readonly lon: number; readonly lat: number } {
  const { west, south, east, north } = boundingBoxOf(geometry);
  return { lon: (west + east) / 2, lat: (south + north) / 2 };
}
