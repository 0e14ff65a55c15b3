import { z } from 'zod';

import { instantOrNull, jsonCollectionSchema } from '../http/collection.js';
import { cursorParameter } from '../http/cursor.js';
import {
  instantSchema,
  limitParameter,
  locodeParameter,
  textParameter,
} from '../http/parameters.js';
import { idParameter, instantField, plainText, toInstant } from './operation-fields.js';
import type { StaffCertificate, StaffMember } from './staff-member.js';
import { staffRoles } from './staff-role.js';

const terminal = z
  .string()
  .regex(/^[\w.-]{1,40}$/, { error: 'must be the code of a terminal' })
  .nullable()
  .meta({ description: 'Code of the terminal that the person works for; null: for the port.' });

const roles = z
  .array(z.enum(staffRoles))
  .min(1)
  .max(staffRoles.length)
  .transform((given) => [...new Set(given)]);

const name = plainText(200).meta({ description: 'Name of the person.' });
const contact = plainText(200)
  .nullable()
  .meta({ description: 'One way to reach the person; leave it out where it is not needed.' });

/** Body of `POST /staff`. */
export const newStaffMember = z.strictObject({
  port: locodeParameter,
  terminal: terminal.default(null),
  name,
  contact: contact.default(null),
  roles,
});

export type NewStaffMember = z.output<typeof newStaffMember>;

/** Body of `PATCH /staff/{id}`: what is left out stays. */
export const staffEdit = z.strictObject({ terminal, name, contact, roles }).partial();

export type StaffEdit = z.output<typeof staffEdit>;

/** Body of `POST /staff/{id}/certificates`. */
export const newCertificate = z
  .strictObject({
    role: z.enum(staffRoles),
    number: plainText(100).nullable().default(null),
    validFrom: instantField,
    validTo: instantField.nullable().default(null).meta({ description: 'Not included.' }),
  })
  .refine(({ validFrom, validTo }) => validTo === null || validTo > validFrom, {
    error: 'must be after validFrom',
    path: ['validTo'],
  });

export type NewCertificate = z.output<typeof newCertificate>;

const roleParameter = z.enum(staffRoles, { error: `must be one of ${staffRoles.join(', ')}` });

/**
 * Query of `GET /staff`. There is no search by name: what stands in an address is written into logs,
 * here and on the way.
 */
export const staffQuery = z.strictObject({
  port: locodeParameter.optional(),
  terminal: textParameter.optional().meta({ description: 'Code of the terminal.' }),
  role: roleParameter.optional(),
  limit: limitParameter,
  cursor: cursorParameter(z.tuple([z.number(), z.uuid()])),
});

export type StaffQuery = z.output<typeof staffQuery>;

/** Path parameters of `DELETE /staff/{id}/certificates/{certificateId}`. */
export const certificateParameter = idParameter.meta({ description: 'Id of the certificate.' });

/** That somebody may work in a role. */
export const certificateSchema = z
  .strictObject({
    id: z.uuid(),
    staffId: z.uuid(),
    role: z.enum(staffRoles),
    number: z.string().nullable(),
    validFrom: instantSchema,
    validTo: instantSchema.nullable(),
  })
  .meta({ id: 'StaffCertificate' });

/** Answer of `GET /staff/{id}/certificates`. */
export const certificateCollection = jsonCollectionSchema('certificates', certificateSchema);

/** A person. */
export const staffSchema = z
  .strictObject({
    id: z.uuid(),
    version: z.int(),
    port: z.string().meta({ description: 'UN/LOCODE.' }),
    terminal: z.string().nullable(),
    name: z.string().nullable().meta({ description: 'null once the person was erased.' }),
    contact: z.string().nullable(),
    roles: z.array(z.enum(staffRoles)),
    createdAt: instantSchema,
    updatedAt: instantSchema,
    erasedAt: instantSchema.nullable(),
  })
  .meta({ id: 'StaffMember' });

/** Answer of `GET /staff`. */
export const staffCollection = jsonCollectionSchema('staff', staffSchema);

/** A person as JSON. */
export function toStaffResponse(member: StaffMember) {
  const { locode, createdAt, updatedAt, erasedAt, ...rest } = member;
  return {
    ...rest,
    port: locode,
    createdAt: toInstant(createdAt),
    updatedAt: toInstant(updatedAt),
    erasedAt: instantOrNull(erasedAt),
  };
}

/** A certificate as JSON. */
export function toCertificateResponse(certificate: StaffCertificate) {
  const { validFrom, validTo, ...rest } = certificate;
  return { ...rest, validFrom: toInstant(validFrom), validTo: instantOrNull(validTo) };
}
