import { z } from 'zod';

import { jsonCollectionSchema } from '../http/collection.js';
import { cursorParameter } from '../http/cursor.js';
import {
  instantSchema,
  limitParameter,
  locodeParameter,
  timeParameter,
} from '../http/parameters.js';
import { idParameter, instantField, toInstant } from './operation-fields.js';
import type { StaffShift } from './staff-member.js';

/** Longest shift and longest assignment, hours: more is a slip of the pen. */
const longestHours = 7 * 24;

/** `from` and `to` of a body: a time of at most a week. */
export const periodFields = {
  from: instantField,
  to: instantField.meta({ description: 'Not included.' }),
};

/** What is wrong with a period, for a refinement of `periodFields`. */
export function isPeriod({ from, to }: { readonly from: number; readonly to: number }): boolean {
  return to > from && to - from <= longestHours * 3_600_000;
}

/** What `isPeriod` asks for. */
export const periodRule = { error: 'must be after from, and at most 7 days later', path: ['to'] };

/** Body of `POST /staff-shifts`. */
export const newShift = z
  .strictObject({ staffId: idParameter, ...periodFields })
  .refine(isPeriod, periodRule);

export type NewShift = z.output<typeof newShift>;

/** Body of `PATCH /staff-shifts/{id}`. */
export const shiftEdit = z.strictObject(periodFields).refine(isPeriod, periodRule);

export type ShiftEdit = z.output<typeof shiftEdit>;

/** Query parameters of lists of what is planned. */
export const planParameters = {
  port: locodeParameter.optional(),
  staff: idParameter.optional().meta({ description: 'Id of the person.' }),
  from: timeParameter.optional().meta({ description: 'Only what ends after this time.' }),
  to: timeParameter.optional().meta({ description: 'Only what begins before this time.' }),
  limit: limitParameter,
  cursor: cursorParameter(z.tuple([z.number(), z.uuid()])),
};

/** Query of `GET /staff-shifts`. */
export const shiftQuery = z.strictObject(planParameters);

export type ShiftQuery = z.output<typeof shiftQuery>;

/** A shift: when somebody can be assigned. */
export const shiftSchema = z
  .strictObject({
    id: z.uuid(),
    version: z.int(),
    staffId: z.uuid(),
    port: z.string().meta({ description: 'UN/LOCODE.' }),
    from: instantSchema,
    to: instantSchema,
    createdAt: instantSchema,
  })
  .meta({ id: 'StaffShift' });

/** Answer of `GET /staff-shifts`. */
export const shiftCollection = jsonCollectionSchema('shifts', shiftSchema);

/** A shift as its JSON. */
export function toShiftResponse({ locode, from, to, createdAt, ...rest }: StaffShift) {
  return {
    ...rest,
    port: locode,
    from: toInstant(from),
    to: toInstant(to),
    createdAt: toInstant(createdAt),
  };
}
