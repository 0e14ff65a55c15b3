import { z } from 'zod';

import { instantSchema } from '../http/parameters.js';
import type { PassageProgress } from './passage-progress.service.js';
import { passageStates } from './passage-state.js';
import type { TrackPoint } from './passage-track.js';
import type { Progress } from './progress.js';

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

type ProgressResponse = z.input<typeof progressSchema>;

/** How far a passage has come, as the API shows it. */
export function toProgressResponse(shown: PassageProgress): ProgressResponse {
  const { passage, point, progress } = shown;
  const way = progress === null ? unknownWay : toWay(progress);
  return {
    passageId: passage.id,
    state: passage.state,
    position: point === null ? null : toPosition(point),
    ...way,
    percent: passage.state === 'completed' ? 100 : way.percent,
  };
}

type Way = Omit<ProgressResponse, 'passageId' | 'state' | 'position'>;

const unknownWay: Way = {
  percent: null,
  doneMiles: null,
  remainingMiles: null,
  nextWaypoint: null,
  nextWaypointName: null,
  nextWaypointMiles: null,
  estimatedEnd: null,
  leg: null,
  speedLimitKnots: null,
  isTooFast: null,
  crossTrackMetres: null,
  halfWidthMetres: null,
  isInLane: null,
};

function toWay(progress: Progress): Way {
  const { estimatedEndAt, ...rest } = progress;
  return {
    ...rest,
    percent: rounded(progress.percent, 1),
    doneMiles: rounded(progress.doneMiles, 3),
    remainingMiles: rounded(progress.remainingMiles, 3),
    nextWaypointMiles: rounded(progress.nextWaypointMiles, 3),
    crossTrackMetres: rounded(progress.crossTrackMetres, 1),
    estimatedEnd: estimatedEndAt === null ? null : new Date(estimatedEndAt).toISOString(),
  };
}

function toPosition(point: TrackPoint): ProgressResponse['position'] {
  return {
    time: new Date(point.time).toISOString(),
    lon: point.lon,
    lat: point.lat,
    sogKnots: rounded(point.sogKnots, 1),
    cogDegrees: rounded(point.cogDegrees, 1),
  };
}

function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Math.round(value * 10 ** digits) / 10 ** digits;
}
