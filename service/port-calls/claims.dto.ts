import { z } from 'zod';

import type { Actor } from '../database/write-context.js';
import { jsonCollectionSchema } from '../http/collection.js';
import { cursorParameter } from '../http/cursor.js';
import { instantSchema, limitParameter, mmsiSchema, textParameter } from '../http/parameters.js';
import { momentField, reasonField, textField } from './call-fields.js';
import { claimSources, statedSources, type Claim, type Evidence, type NewClaim } from './claim.js';
import { classifiers, phases, serviceCodes, serviceEvents } from './service-events.js';

const source = z.enum(statedSources).default('operator').meta({
  description: 'Who says so, whoever enters it. What AIS shows is recorded by the service itself.',
});

const location = z.strictObject({
  berthId: z.uuid().nullable().default(null),
  zoneId: z.uuid().nullable().default(null),
  place: textField(200).nullable().default(null),
});

const delayReason = z
  .string()
  .regex(/^[A-Z0-9]{3}$/, { error: 'must be a delay code of SMDG: three characters' })
  .nullable();

/** Body of `POST /api/v1/port-calls/{id}/claims`. */
export const newClaimBody = z
  .strictObject({
    service: z.enum(serviceCodes),
    event: z.enum(serviceEvents),
    classifier: z.enum(classifiers),
    time: momentField,
    sequence: z.int().min(1).max(99).default(1).meta({
      description: 'Which of several of its kind in the port call: the second berth is 2.',
    }),
    phase: z.enum(phases).nullable().default(null),
    location: location.default({ berthId: null, zoneId: null, place: null }),
    source,
    delayReason: delayReason.default(null),
    remark: textField(500).nullable().default(null),
    inReplyTo: z.uuid().nullable().default(null).meta({
      description: 'The claim of the same service, event and sequence that it answers.',
    }),
  })
  .meta({ id: 'NewClaim' });

export type NewClaimBody = z.output<typeof newClaimBody>;

/** Body of `POST /api/v1/port-calls/{id}/claims/{claimId}/reject`. */
export const rejectBody = z.strictObject({ reason: reasonField }).meta({ id: 'ClaimRejection' });

export type RejectBody = z.output<typeof rejectBody>;

const remark = textField(500).nullable().default(null);

/** Body of `POST /api/v1/port-calls/{id}/claims/{claimId}/answer`. */
export const answerBody = z
  .discriminatedUnion('step', [
    z.strictObject({ step: z.literal('accept'), source, remark }),
    z.strictObject({
      step: z.literal('counter'),
      time: momentField,
      source,
      delayReason: delayReason.default(null),
      remark,
    }),
    z.strictObject({ step: z.literal('decline'), source, reason: reasonField }),
    z.strictObject({ step: z.literal('cancel'), source, reason: reasonField }),
  ])
  .meta({ id: 'ClaimAnswer' });

export type AnswerBody = z.output<typeof answerBody>;

/** Query of `GET /api/v1/port-calls/{id}/claims`. */
export const claimsQuery = z.strictObject({
  service: oneOf(serviceCodes).optional(),
  event: oneOf(serviceEvents).optional(),
  classifier: oneOf(classifiers).optional(),
  source: oneOf(claimSources).optional(),
  rejected: oneOf(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .meta({ openapi: { type: 'boolean' } }),
  limit: limitParameter,
  cursor: cursorParameter(z.tuple([z.int()])),
});

export type ClaimsQuery = z.output<typeof claimsQuery>;

/** Path parameter of a port call or a claim. */
export const idParameter = textParameter.pipe(z.uuid({ error: 'must be a uuid' }));

const actorSchema = z
  .strictObject({
    kind: z.enum(['user', 'key', 'system']),
    id: z.string().nullable().meta({
      description: 'null for a person, unless the caller may know who works in the port.',
    }),
    name: z.string().nullable(),
  })
  .meta({ id: 'ClaimActor' });

/** A claim in an answer. */
export const claimSchema = z
  .strictObject({
    id: z.uuid(),
    portCallId: z.uuid(),
    service: z.enum(serviceCodes),
    event: z.enum(serviceEvents),
    classifier: z.enum(classifiers),
    sequence: z.int(),
    phase: z.enum(phases).nullable(),
    step: z.enum(['estimate', 'request', 'plan', 'accept', 'counter', 'actual']),
    time: instantSchema,
    location: z.strictObject({
      berthId: z.uuid().nullable(),
      zoneId: z.uuid().nullable(),
      place: z.string().nullable(),
    }),
    source: z.enum(claimSources),
    recordedBy: actorSchema,
    recordedAt: instantSchema,
    delayReason: z.string().nullable(),
    remark: z.string().nullable(),
    inReplyTo: z.uuid().nullable(),
    evidenceCount: z.int(),
    rejection: z
      .strictObject({ at: instantSchema, reason: z.string(), by: actorSchema })
      .nullable()
      .meta({ description: 'Struck through: it stays, and no longer counts.' }),
  })
  .meta({ id: 'Claim' });

export type ClaimResponse = z.output<typeof claimSchema>;

/** Answer of `GET /api/v1/port-calls/{id}/claims`. */
export const claimCollection = jsonCollectionSchema('claims', claimSchema);

const evidenceSchema = z
  .strictObject({
    mmsi: mmsiSchema,
    time: instantSchema,
    lon: z.number(),
    lat: z.number(),
    sog: z.number().nullable().meta({ description: 'Knots.' }),
    heading: z.number().nullable().meta({ description: 'Degrees true.' }),
    raw: z.string().meta({ description: 'The sentence it came in.' }),
  })
  .meta({ id: 'ClaimEvidence' });

/** Answer of `GET /api/v1/port-calls/{id}/claims/{claimId}/evidence`. */
export const evidenceCollection = z.strictObject({ evidence: z.array(evidenceSchema) });

/** A claim to be recorded, from a body. */
export function toNewClaim({ inReplyTo, ...claim }: NewClaimBody): NewClaim {
  return { ...claim, answersId: inReplyTo };
}

/**
 * A claim as the API shows it.
 * @param seesPersons whether the caller may know which person wrote it
 */
export function toClaimResponse(claim: Claim, seesPersons = false): ClaimResponse {
  const { rejection } = claim;
  return {
    id: claim.id,
    portCallId: claim.portCallId,
    service: claim.service,
    event: claim.event,
    classifier: claim.classifier,
    sequence: claim.sequence,
    phase: claim.phase,
    step: claim.step,
    time: iso(claim.time),
    location: claim.location,
    source: claim.source,
    recordedBy: toActor(claim.recordedBy, seesPersons),
    recordedAt: iso(claim.recordedAt),
    delayReason: claim.delayReason,
    remark: claim.remark,
    inReplyTo: claim.answersId,
    evidenceCount: claim.evidenceCount,
    rejection:
      rejection === null
        ? null
        : {
            at: iso(rejection.at),
            reason: rejection.reason,
            by: toActor(rejection.by, seesPersons),
          },
  };
}

/** A position that proves a claim, as the API shows it. */
export function toEvidenceResponse(evidence: Evidence): z.output<typeof evidenceSchema> {
  return { ...evidence, time: iso(evidence.time) };
}

function toActor({ kind, id, name }: Actor, seesPersons: boolean) {
  return { kind, id: kind === 'user' && !seesPersons ? null : id, name };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

function oneOf<const T extends readonly string[]>(words: T) {
  return textParameter.pipe(z.enum(words, { error: `must be one of ${words.join(', ')}` }));
}
