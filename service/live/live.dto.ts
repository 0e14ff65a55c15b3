import { z } from 'zod';
import {
  bboxParameter,
  listParameter,
  mmsiListParameter,
  textParameter,
} from '../http/parameters.js';

/** Types of event that the stream carries. */
export const streamTypes = [
  'position',
  'vessel',
  'vessel-register',
  'safety',
  'distress',
  'feed',
  'berth',
  'booking',
  'port-call',
  'claim',
  'cargo-operation',
  'staff',
  'passage',
  'traffic-event',
  'target-event',
] as const;

export type LiveEventType = (typeof streamTypes)[number];

/** Query of `GET /api/v1/stream`. */
export const liveQuery = z.strictObject({
  bbox: bboxParameter.optional(),
  mmsi: mmsiListParameter.optional(),
  types: listParameter(z.enum(streamTypes, { error: `must be one of ${streamTypes.join(', ')}` }))
    .optional()
    .meta({
      description: 'Types of event, separated by commas; all by default.',
      examples: ['position,vessel'],
    }),
  lastEventId: textParameter.optional().meta({
    description:
      'Where to go on from, for clients that cannot send `Last-Event-ID`: an event id, or `streamPosition` of `/api/v1/positions`. The header wins.',
  }),
});

export type LiveQuery = z.output<typeof liveQuery>;
