import { z } from 'zod';

import { jsonCollectionSchema } from '../http/collection.js';
import { cursorParameter } from '../http/cursor.js';
import {
  instantSchema,
  limitParameter,
  locodeParameter,
  timeParameter,
} from '../http/parameters.js';
import { excessKinds, type ExcessFix } from './excess.js';
import { uuidParameter } from './passages.dto.js';
import type { TrafficEvent } from './traffic-event.js';

/** Query of `GET /api/v1/traffic-events`. */
export const trafficEventQuery = z.strictObject({
  port: locodeParameter.optional(),
  passage: uuidParameter.optional(),
  kind: z.enum(excessKinds, { error: `must be one of ${excessKinds.join(', ')}` }).optional(),
  from: timeParameter.optional().meta({ description: 'Not over before it.' }),
  to: timeParameter.optional().meta({ description: 'Begun before it.' }),
  limit: limitParameter,
  cursor: cursorParameter(z.tuple([z.number(), z.uuid()])),
});

export type TrafficEventQuery = z.output<typeof trafficEventQuery>;

const evidenceSchema = z
  .strictObject({
    time: instantSchema,
    lon: z.number(),
    lat: z.number(),
    sogKnots: z.number().nullable(),
    crossTrackMetres: z.number().meta({ description: 'From the line, to starboard positive.' }),
    leg: z.int(),
    value: z.number(),
    allowed: z.number(),
  })
  .meta({ id: 'TrafficEvidence' });

/** An excess on a passage. */
export const trafficEventSchema = z
  .strictObject({
    id: z.uuid(),
    version: z.int(),
    port: z.string().meta({ description: 'UN/LOCODE.' }),
    passageId: z.uuid(),
    kind: z.enum(excessKinds).meta({
      description:
        '`deviation`: further from the line than half the width of the lane; `speed`: above the limit of the leg.',
    }),
    leg: z.int().meta({ description: 'Where it was worst; from 1, as sailed.' }),
    begin: instantSchema,
    end: instantSchema.nullable().meta({ description: 'Null while it goes on.' }),
    unit: z.enum(['metres', 'knots']),
    allowed: z.number().meta({ description: 'Where it was worst.' }),
    peak: z.number(),
    peakTime: instantSchema,
    evidence: z
      .array(evidenceSchema)
      .meta({ description: 'The first positions of it, the worst and the last; copied.' }),
    withdrawn: instantSchema.nullable().meta({
      description: 'When a report that came late showed that it was none; it stays.',
    }),
    createdTime: instantSchema,
    updatedTime: instantSchema,
  })
  .meta({ id: 'TrafficEvent' });

export type TrafficEventResponse = z.input<typeof trafficEventSchema>;

/** Answer of `GET /api/v1/traffic-events`. */
export const trafficEventCollection = jsonCollectionSchema('trafficEvents', trafficEventSchema);

/** An excess as the API shows it. */
export function toTrafficEventResponse(event: TrafficEvent): TrafficEventResponse {
  const { id, version, locode, passageId, excess, withdrawnAt, createdAt, updatedAt } = event;
  const { kind, beginAt, endAt, peak, evidence } = excess;
  return {
    id,
    version,
    port: locode,
    passageId,
    kind,
    leg: peak.leg,
    begin: iso(beginAt),
    end: endAt === null ? null : iso(endAt),
    unit: kind === 'speed' ? 'knots' : 'metres',
    allowed: tenths(peak.allowed),
    peak: tenths(peak.value),
    peakTime: iso(peak.time),
    evidence: evidence.map(toEvidence),
    withdrawn: withdrawnAt === null ? null : iso(withdrawnAt),
    createdTime: iso(createdAt),
    updatedTime: iso(updatedAt),
  };
}

function toEvidence(fix: ExcessFix): z.input<typeof evidenceSchema> {
  const { time, crossTrackMetres, value, allowed, sogKnots, ...rest } = fix;
  return {
    ...rest,
    time: iso(time),
    sogKnots: sogKnots === null ? null : tenths(sogKnots),
    crossTrackMetres: tenths(crossTrackMetres),
    value: tenths(value),
    allowed: tenths(allowed),
  };
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
