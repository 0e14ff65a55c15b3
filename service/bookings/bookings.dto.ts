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
import { cargoKinds, uuidParameter } from '../ports/berths.service.js';
import type { Booking } from './booking.js';
import { bookingStates } from './booking-state.js';
import { fitRules, type FitFinding } from './fit-rules.js';
import { bollardsOf } from './quay.js';

/** Query of `GET /api/v1/bookings`. */
export const bookingQuery = z.strictObject({
  port: locodeParameter.optional(),
  berth: uuidParameter.optional().meta({ description: 'Id of a berth.' }),
  portCall: uuidParameter.optional().meta({ description: 'Id of a port call.' }),
  state: listParameter(
    z.enum(bookingStates, { error: `must be one of ${bookingStates.join(', ')}` }),
  )
    .optional()
    .meta({
      description: 'State; may be repeated, or be a list separated by commas.',
      openapi: { type: 'array', items: { type: 'string', enum: [...bookingStates] } },
    }),
  from: timeParameter.optional().meta({ description: 'Only what lasts longer than this.' }),
  to: timeParameter.optional().meta({ description: 'Only what begins before this.' }),
  limit: limitParameter,
  cursor: cursorParameter(z.tuple([z.number(), z.uuid()])),
});

export type BookingQuery = z.output<typeof bookingQuery>;

const instant = z.iso
  .datetime({ offset: true, error: 'must be a date and time with a zone' })
  .transform((given) => Date.parse(given));
const text = (longest: number) => z.string().trim().min(1).max(longest);
const metre = z.number().min(0).max(10_000).multipleOf(0.01);
const draught = z.number().positive().max(40);
const cargoKind = z.enum(cargoKinds);

const override = z
  .strictObject({ reason: text(500) })
  .meta({ description: 'By a harbour master: lets be what breaks rules, for a reason.' });

const stayShape = {
  berthId: z.uuid(),
  from: instant,
  to: instant.meta({ description: 'The berth is free again then.' }),
  metresFrom: metre.optional().meta({ description: 'Along the quay; with `metresTo`.' }),
  metresTo: metre.optional(),
  bollardFrom: z
    .number()
    .optional()
    .meta({ description: 'Instead of metres; with `bollardTo`. A third of the way: 12.3.' }),
  bollardTo: z.number().optional(),
  draughtMetres: draught.nullable().meta({
    description: 'On arrival; null: as the port call says, else the vessel’s greatest.',
  }),
  cargoKind: cargoKind.nullable().meta({ description: 'What she comes for.' }),
  notes: text(2000).nullable(),
};

interface PlaceFields {
  readonly metresFrom?: number | undefined;
  readonly metresTo?: number | undefined;
  readonly bollardFrom?: number | undefined;
  readonly bollardTo?: number | undefined;
}

/** One way of saying the place, whole; or none. */
function isOnePlace(fields: PlaceFields): boolean {
  const { metresFrom, metresTo, bollardFrom, bollardTo } = fields;
  const hasMetres = metresFrom !== undefined || metresTo !== undefined;
  const hasBollards = bollardFrom !== undefined || bollardTo !== undefined;
  if (hasMetres && hasBollards) return false;
  return (
    (metresFrom === undefined) === (metresTo === undefined) &&
    (bollardFrom === undefined) === (bollardTo === undefined)
  );
}

const placeRule = {
  error: 'must be given as metresFrom and metresTo, or as bollardFrom and bollardTo, or not at all',
  path: ['metresFrom'],
};
const timeRule = { error: 'must be after from', path: ['to'] };

/** Body of `POST /api/v1/bookings`. Without a place it is for the whole berth. */
export const newBooking = z
  .strictObject({
    ...stayShape,
    portCallId: z.uuid(),
    draughtMetres: stayShape.draughtMetres.default(null),
    cargoKind: stayShape.cargoKind.default(null),
    notes: stayShape.notes.default(null),
    override: override.optional(),
  })
  .refine(isOnePlace, placeRule)
  .refine(({ from, to }) => from < to, timeRule)
  .meta({ id: 'NewBooking' });

export type NewBookingBody = z.output<typeof newBooking>;

/** Body of `PATCH /api/v1/bookings/{id}`: what is left out stays. */
export const bookingPatch = z
  .strictObject({
    ...z.strictObject(stayShape).partial().shape,
    override: override.optional(),
  })
  .refine(isOnePlace, placeRule)
  .meta({ id: 'BookingPatch' });

export type BookingPatchBody = z.output<typeof bookingPatch>;

/** Body of `POST /api/v1/bookings/{id}/confirm`. */
export const confirmation = z
  .strictObject({ override: override.optional() })
  .default({})
  .meta({ id: 'BookingConfirmation' });

/** Body of `/activate` and `/complete`: when the vessel came alongside, or left. */
export const bookingMoment = z
  .strictObject({ time: instant.optional().meta({ description: 'By default now.' }) })
  .default({})
  .meta({ id: 'BookingMoment' });

/** Body of `/cancel`. */
export const cancellation = z
  .strictObject({ reason: text(500).optional() })
  .default({})
  .meta({ id: 'BookingCancellation' });

const findingSchema = z
  .strictObject({
    rule: z.enum(fitRules),
    outcome: z.enum(['failed', 'not-checked']),
    needed: z.union([z.number(), z.string()]).nullable(),
    available: z.union([z.number(), z.string()]).nullable(),
    detail: z.string(),
  })
  .meta({ id: 'FitFinding', description: 'A rule of fit that is broken or was not checked.' });

/** A vessel as bookings show her. */
export const bookedVesselSchema = z
  .strictObject({
    id: z.uuid(),
    imo: z.int().nullable(),
    mmsi: z.string().nullable(),
    name: z.string().nullable(),
  })
  .meta({ id: 'BookedVessel' });

/** A booking. */
export const bookingSchema = z
  .strictObject({
    id: z.uuid(),
    version: z.int(),
    port: z.string().meta({ description: 'UN/LOCODE.' }),
    berthId: z.uuid(),
    berth: z.string().meta({ description: 'Code of the berth.' }),
    portCallId: z.uuid(),
    vessel: bookedVesselSchema,
    from: instantSchema,
    to: instantSchema.meta({ description: 'The berth is free again then.' }),
    metresFrom: z.number().meta({ description: 'Along the quay: what is held.' }),
    metresTo: z
      .number()
      .nullable()
      .meta({ description: 'Null: the whole berth, whose length is not known.' }),
    bollardFrom: z.number().nullable().meta({ description: 'Derived from the metres.' }),
    bollardTo: z.number().nullable(),
    draughtMetres: z.number().nullable(),
    cargoKind: cargoKind.nullable(),
    state: z.enum(bookingStates),
    notes: z.string().nullable(),
    fit: z.strictObject({
      checkedTime: instantSchema,
      findings: z.array(findingSchema).meta({ description: 'Empty: every rule is kept.' }),
    }),
    override: z
      .strictObject({
        reason: z.string(),
        time: instantSchema,
        findings: z.array(findingSchema).meta({ description: 'The rules that were broken.' }),
      })
      .nullable(),
    cancelReason: z.string().nullable(),
    createdTime: instantSchema,
    updatedTime: instantSchema,
  })
  .meta({ id: 'Booking' });

/** A booking as its JSON. */
export type BookingResponse = z.input<typeof bookingSchema>;

/** Answer of `/bookings`. */
export const bookingCollection = jsonCollectionSchema('bookings', bookingSchema);

/** Makes a booking's JSON. */
export function toBookingResponse(booking: Booking): BookingResponse {
  const { id, version, berthId, portCallId, metres, draughtMetres, cargoKind, state } = booking;
  const bollards = bollardsOf(booking.quay, metres);
  return {
    id,
    version,
    port: booking.locode,
    berthId,
    berth: booking.berthCode,
    portCallId,
    vessel: { ...booking.vessel },
    from: iso(booking.from),
    to: iso(booking.to),
    metresFrom: metres.from,
    metresTo: metres.to,
    bollardFrom: bollards?.from ?? null,
    bollardTo: bollards?.to ?? null,
    draughtMetres,
    cargoKind,
    state,
    notes: booking.notes,
    fit: { checkedTime: iso(booking.fit.checkedAt), findings: findingsOf(booking.fit) },
    override: overrideOf(booking),
    cancelReason: booking.cancelReason,
    createdTime: iso(booking.createdAt),
    updatedTime: iso(booking.updatedAt),
  };
}

function overrideOf({ override: overridden }: Booking): BookingResponse['override'] {
  if (overridden === null) return null;
  const { reason, at } = overridden;
  return { reason, time: iso(at), findings: findingsOf(overridden) };
}

function findingsOf({ findings }: { readonly findings: readonly FitFinding[] }): FitFinding[] {
  return [...findings];
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
