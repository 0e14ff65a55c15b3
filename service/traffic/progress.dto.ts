import { z } from 'zod';

import { instantSchema } from '../http/parameters.js';
import type { PassageProgress } from './passage-progress.service.js';
import { passageStates } from './passage-state.js';

const number = z.number().nullable();

/** Answer of `GET /api/v1/passages/{id}/progress`. */
export const progressSchema = z
  .strictObject({
    passageId: z.uuid(),
    state: z.enum(passageStates),
    position: z
      .strictObject({
        time: instantSchema,
        lon: z.number(),
        lat: z.number(),
        sogKnots: number,
        cogDegrees: number,
      })
      .nullable()
      .meta({ description: 'The newest that counts; null: none was received yet.' }),
    percent: number.meta({ description: 'Of the way along the line, 0 to 100.' }),
    doneMiles: number.meta({ description: 'Nautical miles, as all miles here.' }),
    remainingMiles: number,
    nextWaypoint: z.int().nullable().meta({ description: 'From 1; null after the last.' }),
    nextWaypointName: z.string().nullable(),
    nextWaypointMiles: number,
    estimatedEnd: instantSchema.nullable().meta({ description: 'At the speed of the position.' }),
    leg: z.int().nullable().meta({ description: 'From 1, as sailed.' }),
    speedLimitKnots: number,
    isTooFast: z.boolean().nullable(),
    crossTrackMetres: number.meta({ description: 'From the line, to starboard positive.' }),
    halfWidthMetres: number,
    isInLane: z.boolean().nullable(),
  })
  .meta({ id: 'PassageProgress' });

/** How far a passage has come, as the API shows it. */
export function toProgressResponse(shown: PassageProgress): z.input<typeof progressSchema> {
  const { passage, point, progress } = shown;
  const end = progress?.estimatedEndAt ?? null;
  return {
    passageId: passage.id,
    state: passage.state,
    position:
      point === null
        ? null
        : {
            time: new Date(point.time).toISOString(),
            lon: point.lon,
            lat: point.lat,
            sogKnots: rounded(point.sogKnots, 1),
            cogDegrees: rounded(point.cogDegrees, 1),
          },
    percent: passage.state === 'completed' ? 100 : rounded(progress?.percent, 1),
    doneMiles: rounded(progress?.doneMiles, 3),
    remainingMiles: rounded(progress?.remainingMiles, 3),
    nextWaypoint: progress?.nextWaypoint ?? null,
    nextWaypointName: progress?.nextWaypointName ?? null,
    nextWaypointMiles: rounded(progress?.nextWaypointMiles, 3),
    estimatedEnd: end === null ? null : new Date(end).toISOString(),
    leg: progress?.leg ?? null,
    speedLimitKnots: progress?.speedLimitKnots ?? null,
    isTooFast: progress?.isTooFast ?? null,
    crossTrackMetres: rounded(progress?.crossTrackMetres, 1),
    halfWidthMetres: progress?.halfWidthMetres ?? null,
    isInLane: progress?.isInLane ?? null,
  };
}

function rounded(value: number | null | undefined, digits: number): number | null {
  if (value === null || value === undefined) return null;
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
