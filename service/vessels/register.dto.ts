import { z } from 'zod';
import { isCallSign } from '../ais/call-sign.js';
import { isImoNumber } from '../ais/imo.js';
import { isMmsi, mmsiKind, type Mmsi } from '../ais/mmsi.js';
import { cursorParameter } from '../http/cursor.js';
import { dataUpdatedTimeSchema, instantOrNull } from '../http/collection.js';
import { instantSchema, limitParameter } from '../http/parameters.js';
import { aisFields } from './follow-ais.js';
import type { Identifier } from './register-ledger.js';
import type { RegisterEdit, RegisterHistory } from './register-history.js';

const mmsiSchema = z
  .string()
  .refine((text): text is Mmsi => isMmsi(text) && mmsiKind(text) === 'ship', {
    error: 'must be a ship’s MMSI: nine digits, of which the first is 2 to 7',
  })
  .meta({ openapi: { type: 'string', pattern: '^[2-7][0-9]{8}$', examples: ['725000912'] } });

const line = z.string().trim().min(1).max(200);
const metres = (most: number) => z.number().positive().max(most).nullable().optional();

const particulars = {
  imo: z
    .int()
    .refine(isImoNumber, { error: 'must be an IMO number: seven digits, the last a check digit' })
    .nullable()
    .optional()
    .meta({ openapi: { type: ['integer', 'null'], examples: [9_074_729] } }),
  mmsi: mmsiSchema.nullable().optional(),
  name: line.nullable().optional(),
  callSign: z
    .string()
    .trim()
    .toUpperCase()
    .refine(isCallSign, {
      error: 'must be a call sign: 3 to 7 letters and digits, the first two not both digits',
    })
    .nullable()
    .optional()
    .meta({ openapi: { type: ['string', 'null'], examples: ['CBXY'] } }),
  flag: z
    .string()
    .regex(/^[A-Z]{2}$/, { error: 'must be a country’s two letters (ISO 3166-1)' })
    .nullable()
    .optional(),
  shipType: z.int().min(0).max(255).nullable().optional(),
  lengthOverallMetres: metres(600),
  beamMetres: metres(150),
  maxDraughtMetres: metres(40),
  grossTonnage: z.int().min(1).max(1_000_000).nullable().optional(),
  operator: line.nullable().optional(),
  agent: line.nullable().optional(),
  notes: z.string().trim().min(1).max(4000).nullable().optional(),
};

const isIdentified = (body: Record<string, unknown>): boolean =>
  ['imo', 'mmsi', 'name', 'callSign'].some((field) => (body[field] ?? null) !== null);

/** Body of `POST /api/v1/vessels`. */
export const newVesselBody = z
  .strictObject(particulars)
  .refine(isIdentified, { error: 'must have at least one of imo, mmsi, name and callSign' });

export type NewVesselBody = z.output<typeof newVesselBody>;

const reason = z.string().trim().min(1).max(500);

/** Body of `PATCH /api/v1/vessels/{id}`: what is absent stays, what is given AIS no longer changes. */
export const vesselPatchBody = z
  .strictObject({
    ...particulars,
    leaveToAis: z.array(z.enum(aisFields)).max(aisFields.length).optional().meta({
      description: 'Fields that follow AIS again.',
    }),
    reason: reason.optional(),
  })
  .refine((body) => Object.keys(body).some((key) => key !== 'reason'), {
    error: 'must change something',
  });

export type VesselPatchBody = z.output<typeof vesselPatchBody>;

/** Body of `POST /api/v1/vessels/{id}/merge`. */
export const mergeBody = z
  .strictObject({
    into: z.uuid().toLowerCase().optional().meta({ description: 'The vessel that stays.' }),
    from: z
      .uuid()
      .toLowerCase()
      .optional()
      .meta({ description: 'The vessel that becomes part of this one.' }),
    reason,
  })
  .refine(({ into, from }) => (into === undefined) !== (from === undefined), {
    error: 'must have one of into and from',
  });

export type MergeBody = z.output<typeof mergeBody>;

/** Body of `POST /api/v1/vessels/{id}/split`. */
export const splitBody = z.strictObject({
  mmsis: z.array(mmsiSchema).min(1).max(20).meta({ description: 'MMSIs of the other vessel.' }),
  reason,
});

export type SplitBody = z.output<typeof splitBody>;

/** Query of `GET /api/v1/vessels/{id}/history`. */
export const historyQuery = z.strictObject({
  limit: limitParameter,
  cursor: cursorParameter(z.tuple([z.int()])),
});

export type HistoryQuery = z.output<typeof historyQuery>;

const identifierSchema = z
  .strictObject({
    kind: z.enum(['mmsi', 'call-sign', 'name']),
    value: z.string(),
    from: instantSchema.nullable().meta({ description: 'Null: not known since when.' }),
    to: instantSchema.nullable().meta({ description: 'Null: still.' }),
    source: z.enum(['ais', 'simulated', 'replay', 'operator']),
    originId: z.uuid().meta({ description: 'The entry that it was first recorded for.' }),
    recordedAt: instantSchema,
  })
  .meta({ id: 'VesselIdentifier' });

const editSchema = z
  .strictObject({
    at: instantSchema,
    action: z.string().meta({ description: 'create, edit, merge, split or hand-over.' }),
    vesselId: z.uuid().meta({ description: 'The entry that was written.' }),
    by: z
      .enum(['user', 'key', 'system'])
      .meta({ description: 'Kind of actor; the audit has who.' }),
    changes: z.array(
      z.strictObject({ field: z.string(), before: z.unknown(), after: z.unknown() }),
    ),
    reason: z.string().nullable(),
  })
  .meta({ id: 'VesselEdit' });

/** Answer of `GET /api/v1/vessels/{id}/history`. */
export const historySchema = z
  .strictObject({
    dataUpdatedTime: dataUpdatedTimeSchema,
    identifiers: z.array(identifierSchema).meta({ description: 'In order of recording.' }),
    edits: z.array(editSchema).meta({ description: 'Newest first.' }),
  })
  .meta({ id: 'VesselHistory' });

/** The history of a vessel as the API shows it. */
export function toHistoryResponse(history: RegisterHistory): z.output<typeof historySchema> {
  return {
    dataUpdatedTime: instantOrNull(history.updatedAt),
    identifiers: history.identifiers.map(toIdentifierResponse),
    edits: history.edits.map(toEditResponse),
  };
}

function toIdentifierResponse(held: Identifier & { readonly recordedAt: number }) {
  return {
    kind: held.kind,
    value: held.value,
    from: instantOrNull(held.validFrom),
    to: instantOrNull(held.validTo),
    source: identifierSchema.shape.source.parse(held.source),
    originId: held.originId,
    recordedAt: new Date(held.recordedAt).toISOString(),
  };
}

function toEditResponse(edit: RegisterEdit) {
  const { at, action, vesselId, by, reason: why } = edit;
  const shown = { ...edit.before, ...edit.after };
  const changes = Object.keys(shown)
    .filter((field) => field !== 'version' && field !== 'id')
    .map((field) => ({
      field,
      before: edit.before?.[field] ?? null,
      after: edit.after?.[field] ?? null,
    }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
  return { at: new Date(at).toISOString(), action, vesselId, by, changes, reason: why };
}
