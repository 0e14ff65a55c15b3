import { z } from 'zod';

import { jsonCollectionSchema } from '../http/collection.js';
import { cursorParameter } from '../http/cursor.js';
import {
  instantSchema,
  limitParameter,
  listParameter,
  locodeParameter,
  timeParameter,
} from '../http/parameters.js';
import { passageDirections, type Passage } from './passage.js';
import { passageStates } from './passage-state.js';

/** A uuid in a path or a query. */
export const uuidParameter = z
  .uuid({ error: 'must be a uuid' })
  .transform((id) => id.toLowerCase())
  .meta({ openapi: { type: 'string', format: 'uuid' } });

/** Query of `GET /api/v1/passages`. */
export const passageQuery = z.strictObject({
  port: locodeParameter.optional(),
  portCall: uuidParameter.optional(),
  fairway: uuidParameter.optional().meta({ description: 'Id of its zone, that of the line.' }),
  state: listParameter(
    z.enum(passageStates, { error: `must be one of ${passageStates.join(', ')}` }),
  ).optional(),
  from: timeParameter.optional().meta({ description: 'Planned to end after it.' }),
  to: timeParameter.optional().meta({ description: 'Planned to start before it.' }),
  limit: limitParameter,
  cursor: cursorParameter(z.tuple([z.number(), z.uuid()])),
});

export type PassageQuery = z.output<typeof passageQuery>;

const instant = z.iso
  .datetime({ offset: true, error: 'must be a date and time with a zone' })
  .transform((given) => Date.parse(given));

const text = (longest: number) => z.string().trim().min(1).max(longest);

const plan = {
  plannedStart: instant,
  plannedEnd: instant,
  draughtMetres: z.number().positive().max(40).nullable().meta({
    description:
      'Greatest on the way; null: as the port call says, else the greatest of the vessel.',
  }),
  tugCount: z.int().min(0).max(20).nullable(),
  tugNames: z.array(text(100)).max(20),
  notes: text(1000).nullable(),
};

const overrideReason = text(500).nullable().default(null).meta({
  description: 'Why too little water under the keel is accepted; harbour masters only.',
});

/** Body of `POST /api/v1/passages`. */
export const newPassage = z
  .strictObject({
    portCallId: z.uuid(),
    fairwayId: z.uuid().meta({
      description: 'Zone of kind `fairway`: a line, or an area that names its centre line.',
    }),
    direction: z.enum(passageDirections),
    isReversed: z.boolean().optional().meta({
      description:
        'For `shifting`: from the last waypoint of the line to the first. Otherwise it follows from the direction.',
    }),
    plannedStart: plan.plannedStart,
    plannedEnd: plan.plannedEnd,
    draughtMetres: plan.draughtMetres.default(null),
    tugCount: plan.tugCount.default(null),
    tugNames: plan.tugNames.default([]),
    notes: plan.notes.default(null),
    overrideReason,
  })
  .refine(({ direction, isReversed }) => direction === 'shifting' || isReversed === undefined, {
    error: 'is for shifting only: it follows from the direction',
    path: ['isReversed'],
  })
  .meta({ id: 'NewPassage' });

export type NewPassage = z.output<typeof newPassage>;

/** Body of `PATCH /api/v1/passages/{id}`: what is left out stays. */
export const passagePatch = z
  .strictObject({ ...z.strictObject(plan).partial().shape, overrideReason })
  .meta({ id: 'PassagePatch' });

export type PassagePatch = z.output<typeof passagePatch>;

/** Body of `POST /api/v1/passages/{id}/confirm`: nothing. */
export const confirmBody = z.strictObject({}).optional();

export type ConfirmBody = z.output<typeof confirmBody>;

/** Body of `POST /api/v1/passages/{id}/start` and `/complete`. */
export const atBody = z
  .strictObject({ at: instant.optional().meta({ description: 'When it was; by default now.' }) })
  .optional();

export type AtBody = z.output<typeof atBody>;

/** Body of `POST /api/v1/passages/{id}/cancel`. */
export const cancelBody = z.strictObject({ reason: text(500) });

export type CancelBody = z.output<typeof cancelBody>;

const number = z.number().nullable();

const underKeelSchema = z
  .strictObject({
    draughtMetres: number,
    draughtSource: z.enum(['passage', 'port-call', 'vessel', 'unknown']),
    tide: z.strictObject({
      heightMetres: z.number().meta({ description: 'Lowest on the way; 0: none is counted.' }),
      basis: z.enum(['table', 'no-table', 'other-datum', 'not-covered']),
      at: instantSchema.nullable(),
    }),
    requiredMetres: number.meta({ description: 'Least water that must stay under the keel.' }),
    maxDraughtMetres: number.meta({ description: 'What the shallowest known leg allows.' }),
    legs: z.array(
      z.strictObject({
        leg: z.int(),
        name: z.string(),
        depthMetres: number,
        clearanceMetres: number,
        isEnough: z.boolean().nullable(),
      }),
    ),
  })
  .meta({ id: 'UnderKeel', description: 'As it was reckoned when the passage was last planned.' });

const witness = z.enum(['ais', 'operator']).nullable();

/** A passage. */
export const passageSchema = z
  .strictObject({
    id: z.uuid(),
    version: z.int(),
    port: z.string().meta({ description: 'UN/LOCODE.' }),
    portCallId: z.uuid(),
    vessel: z.strictObject({
      id: z.uuid(),
      imo: z.int().nullable(),
      mmsi: z.string().nullable(),
      name: z.string().nullable(),
    }),
    fairwayId: z.uuid(),
    fairwayCode: z.string(),
    direction: z.enum(passageDirections),
    isReversed: z.boolean(),
    plannedStart: instantSchema,
    plannedEnd: instantSchema,
    pilotId: z.uuid().nullable().meta({ description: 'Staff member, set by an assignment.' }),
    tugCount: z.int().nullable(),
    tugNames: z.array(z.string()),
    draughtMetres: number,
    underKeel: underKeelSchema,
    override: z
      .strictObject({ reason: z.string(), findings: z.array(z.string()), at: instantSchema })
      .nullable(),
    state: z.enum(passageStates),
    started: instantSchema.nullable(),
    startedBy: witness,
    completed: instantSchema.nullable(),
    completedBy: witness,
    cancelReason: z.string().nullable(),
    notes: z.string().nullable(),
    createdTime: instantSchema,
    updatedTime: instantSchema,
  })
  .meta({ id: 'Passage' });

export type PassageResponse = z.input<typeof passageSchema>;

/** Answer of `GET /api/v1/passages`. */
export const passageCollection = jsonCollectionSchema('passages', passageSchema);

/** A passage as the API shows it. */
export function toPassageResponse(passage: Passage): PassageResponse {
  const { locode, plannedStartAt, plannedEndAt, startedAt, completedAt, ...rest } = passage;
  const { createdAt, updatedAt, underKeel, override, ...shown } = rest;
  return {
    ...shown,
    port: locode,
    vessel: { ...shown.vessel },
    tugNames: [...shown.tugNames],
    plannedStart: iso(plannedStartAt),
    plannedEnd: iso(plannedEndAt),
    started: isoOrNull(startedAt),
    completed: isoOrNull(completedAt),
    underKeel: {
      ...underKeel,
      tide: { ...underKeel.tide, at: isoOrNull(underKeel.tide.at) },
      legs: underKeel.legs.map((leg) => ({ ...leg })),
    },
    override:
      override === null
        ? null
        : { ...override, findings: [...override.findings], at: iso(override.at) },
    createdTime: iso(createdAt),
    updatedTime: iso(updatedAt),
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

function isoOrNull(time: number | null): string | null {
  return time === null ? null : iso(time);
}
