import { z } from 'zod';
import { Answer, type AnswerOptions } from '../http/answer.js';
import { instantOrNull, jsonCollectionSchema } from '../http/collection.js';
import { cursorParameter } from '../http/cursor.js';
import {
  instantSchema,
  integerParameter,
  limitParameter,
  listParameter,
  mmsiListParameter,
  mmsiSchema,
  shipTypeListParameter,
  textParameter,
} from '../http/parameters.js';
import { aisFields, bareEntry, fieldsOf, followAis } from './follow-ais.js';
import {
  dimensionsSchema,
  doubtsOf,
  etaSchema,
  sourceSchema,
  toEtaResponse,
  vesselFlagsSchema,
} from './heard-vessel.dto.js';
import type { ListedVessel } from './listed-vessel.js';
import { registerFields, type RegisterEntry } from './registered-vessel.js';
import type { KeptVesselChange } from './vessel-search.js';
import { unknownStatic, type Vessel } from './vessel.js';

/** Path parameter of a vessel: uuid or MMSI. */
export const vesselId = z
  .union([z.uuid(), z.string().regex(/^\d{9}$/)], {
    error: 'must be a uuid or an MMSI (nine digits)',
  })
  .transform((id) => id.toLowerCase())
  .meta({
    description: 'The vessel’s uuid, or nine digits: whoever holds that MMSI now.',
    openapi: { type: 'string', examples: ['725000912'] },
  });

/** Query of `GET /api/v1/vessels`. */
export const vesselQuery = z.strictObject({
  q: textParameter.optional().meta({
    description: 'Part of the name, or the beginning of the MMSI, IMO number or call sign.',
    openapi: { type: 'string', examples: ['esperanza'] },
  }),
  mmsi: mmsiListParameter.optional(),
  imo: listParameter(integerParameter(1, 0x3fffffff))
    .optional()
    .meta({
      description: 'IMO number, as sent; may be repeated, or be a list separated by commas.',
      openapi: { type: 'array', items: { type: 'integer' } },
    }),
  callSign: textParameter
    .optional()
    .meta({ description: 'Call sign, whole; case does not matter.' }),
  shipType: shipTypeListParameter.optional(),
  limit: limitParameter,
  cursor: cursorParameter(z.tuple([z.int().nullable(), z.uuid()])),
});

export type VesselQuery = z.output<typeof vesselQuery>;

/** Query of `GET /api/v1/vessels/{id}/changes`. */
export const changeQuery = z.strictObject({
  limit: limitParameter,
  cursor: cursorParameter(z.tuple([z.int()])),
});

export type ChangeQuery = z.output<typeof changeQuery>;

const metres = z.number().nullable();

const heldMmsiSchema = z
  .strictObject({
    mmsi: mmsiSchema,
    from: instantSchema.nullable().meta({ description: 'Null: not known since when.' }),
    to: instantSchema.nullable().meta({ description: 'Null: still.' }),
  })
  .meta({ id: 'HeldMmsi' });

const differenceSchema = z
  .strictObject({
    field: z.enum(aisFields),
    registered: z.union([z.string(), z.number()]).nullable(),
    ais: z.union([z.string(), z.number()]),
    since: instantSchema.meta({ description: 'Since when AIS has said so.' }),
  })
  .meta({ id: 'AisDifference', description: 'A field of which AIS says something else.' });

const doubtSchema = z
  .strictObject({
    kind: z.enum(['imo-check-digit', 'imo-claimed-twice', 'mmsi-shared']),
    imo: z.int().meta({ description: 'The IMO number that is sent.' }),
    vesselId: z.uuid().nullable().meta({ description: 'The vessel that has it.' }),
    since: instantSchema,
  })
  .meta({ id: 'VesselDoubt', description: 'Why AIS was not believed about who the vessel is.' });

/** A vessel in an answer. */
export const vesselSchema = z
  .strictObject({
    id: z.uuid().meta({ description: 'Stays the same when the MMSI moves to another vessel.' }),
    version: z.int().nullable().meta({
      description: 'Null: not in the register (no ship, or heard of only just now).',
    }),
    mmsi: mmsiSchema.nullable().meta({ description: 'Of several, the newest.' }),
    imo: z.int().nullable(),
    name: z.string().nullable(),
    callSign: z.string().nullable(),
    shipType: z.int().nullable().meta({ description: 'ITU-R M.1371-5 table 53, 0 to 255.' }),
    flag: z.string().nullable().meta({ description: 'ISO 3166-1 code; by default of the MMSI.' }),
    lengthOverallMetres: metres,
    beamMetres: metres,
    maxDraughtMetres: metres.meta({ description: 'By default the greatest that AIS has said.' }),
    grossTonnage: z.int().nullable(),
    operator: z.string().nullable(),
    agent: z.string().nullable(),
    notes: z.string().nullable(),
    mmsis: z.array(heldMmsiSchema).meta({ description: 'Those it holds, and has held.' }),
    corrected: z.array(z.enum(registerFields)).meta({
      description: 'Fields that a person has set: AIS leaves them as they are.',
    }),
    aisDifferences: z.array(differenceSchema),
    doubts: z.array(doubtSchema),
    mergedIds: z.array(z.uuid()).meta({ description: 'Entries that were merged into this one.' }),
    dimensions: dimensionsSchema,
    draughtMetres: z.number().nullable().meta({ description: 'Present draught, from AIS.' }),
    destination: z.string().nullable(),
    eta: etaSchema.nullable(),
    mothershipMmsi: mmsiSchema.nullable().meta({ description: 'Of auxiliary craft (98...).' }),
    flags: vesselFlagsSchema,
    source: sourceSchema.meta({ description: '`operator`: entered by hand.' }),
    firstSeenAt: instantSchema.nullable().meta({ description: 'Null: never heard by AIS.' }),
    lastSeenAt: instantSchema
      .nullable()
      .meta({ description: 'Time of its newest report of any kind.' }),
    updatedAt: instantSchema.meta({ description: 'When its particulars last changed here.' }),
  })
  .meta({ id: 'Vessel' });

export type VesselResponse = z.output<typeof vesselSchema>;

/** Answer of `GET /api/v1/vessels`. */
export const vesselCollection = jsonCollectionSchema('vessels', vesselSchema);

const valueSchema = z.union([
  z.string(),
  z.number(),
  z.record(z.string(), z.number().nullable()),
  z.null(),
]);

const changeSchema = z
  .strictObject({
    field: z.enum([
      'name',
      'callSign',
      'mothershipMmsi',
      'shipType',
      'dimensions',
      'imo',
      'draughtMetres',
      'destination',
      'eta',
    ]),
    oldValue: valueSchema,
    newValue: valueSchema,
    changedAt: instantSchema.meta({ description: 'Time of the report that brought it.' }),
    committedAt: instantSchema,
    source: sourceSchema,
    feed: z.string(),
  })
  .meta({ id: 'VesselChange' });

/** Answer of `GET /api/v1/vessels/{id}/changes`. */
export const changeCollection = jsonCollectionSchema('changes', changeSchema);

export type ChangeResponse = z.output<typeof changeSchema>;

/** A vessel as the API shows it. */
export function toVesselResponse(vessel: ListedVessel): VesselResponse {
  const { heard, entry } = vessel;
  const shown = shownEntry(vessel);
  return {
    id: vessel.id,
    version: entry?.version ?? null,
    mmsi: vessel.mmsi,
    ...toRegistered(shown),
    mmsis: vessel.mmsis.map(({ value, validFrom, validTo }) => {
      return { mmsi: value, from: instantOrNull(validFrom), to: instantOrNull(validTo) };
    }),
    aisDifferences: vessel.differences
      .filter(({ field, ais }) => shown[field] !== ais)
      .map((found) => ({ ...found, since: iso(found.since) })),
    mergedIds: [...vessel.mergedIds],
    ...toHeard(heard),
    source: entry?.source ?? heard?.source ?? 'operator',
    firstSeenAt: instantOrNull(heard?.firstSeenAt ?? null),
    lastSeenAt: instantOrNull(vessel.lastSeenAt),
    updatedAt: iso(vessel.updatedAt),
  };
}

/** A vessel as an answer, with its version for `If-Match`. */
export function toVesselAnswer(vessel: ListedVessel, options: AnswerOptions = {}): Answer {
  return Answer.json(toVesselResponse(vessel), {
    lastModified: Math.max(vessel.updatedAt, vessel.lastSeenAt ?? 0),
    ...(vessel.entry === null ? {} : { version: vessel.entry.version }),
    ...options,
  });
}

function toRegistered(entry: RegisterEntry) {
  return {
    imo: entry.imo,
    name: entry.name,
    callSign: entry.callSign,
    shipType: entry.shipType,
    flag: entry.flag,
    lengthOverallMetres: entry.lengthOverallMetres,
    beamMetres: entry.beamMetres,
    maxDraughtMetres: entry.maxDraughtMetres,
    grossTonnage: entry.grossTonnage,
    operator: entry.operator,
    agent: entry.agent,
    notes: entry.notes,
    corrected: [...entry.corrected],
    doubts: [...entry.doubts],
  };
}

/**
 * The entry as it will be once the register has followed what AIS says now: that comes a moment
 * later, and a name that is known is shown at once.
 */
function shownEntry(vessel: ListedVessel): RegisterEntry {
  const { entry, heard } = vessel;
  if (entry === null) return unenteredEntry(vessel);
  return heard === null || entry.doubts.length > 0 ? entry : followAis(entry, heard);
}

/** What AIS alone knows, IMO number as sent. */
function unenteredEntry({ id, heard, updatedAt }: ListedVessel): RegisterEntry {
  const bare = bareEntry(id, 'ais', updatedAt);
  if (heard === null) return bare;
  return { ...bare, ...fieldsOf(heard.mmsi, heard), imo: heard.imo };
}

function toHeard(heard: Vessel | null) {
  const { dimensions, draughtMetres, destination, mothershipMmsi } = heard ?? unknownStatic;
  const eta = heard === null ? null : toEtaResponse(heard);
  const flags = heard === null ? [] : doubtsOf(heard);
  return { dimensions: { ...dimensions }, draughtMetres, destination, eta, mothershipMmsi, flags };
}

/** A change as the API shows it: values of the type that the field has in `Vessel`. */
export function toChangeResponse(change: KeptVesselChange): ChangeResponse {
  const { field, changedAt, committedAt, source, feed } = change;
  return {
    field,
    oldValue: valueOf(change.field, change.oldValue),
    newValue: valueOf(change.field, change.newValue),
    changedAt: iso(changedAt),
    committedAt: iso(committedAt),
    source,
    feed,
  };
}

const numbers = new Set<KeptVesselChange['field']>(['imo', 'shipType', 'draughtMetres']);
const objects = new Set<KeptVesselChange['field']>(['dimensions', 'eta']);

function valueOf(
  field: KeptVesselChange['field'],
  text: string | null,
): ChangeResponse['oldValue'] {
  if (text === null) {
    return null;
  }
  if (numbers.has(field)) {
    return Number(text);
  }
  return objects.has(field) ? valueSchema.parse(JSON.parse(text)) : text;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
