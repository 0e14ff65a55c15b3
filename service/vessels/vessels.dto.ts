import { z } from 'zod';
import type { Eta } from '../ais/message.js';
import { isImoNumber } from '../ais/imo.js';
import { isUnknownMid, midOf } from '../ais/mmsi.js';
import { midCountry } from '../ais/mid.js';
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
import { etaInstant } from './eta-instant.js';
import type { KeptVesselChange, SeenVessel } from './vessel-search.js';

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
  cursor: cursorParameter(z.tuple([z.int()])),
});

export type VesselQuery = z.output<typeof vesselQuery>;

/** Query of `GET /api/v1/vessels/{id}/changes`. */
export const changeQuery = z.strictObject({
  limit: limitParameter,
  cursor: cursorParameter(z.tuple([z.int()])),
});

export type ChangeQuery = z.output<typeof changeQuery>;

const metres = z.number().nullable();

const etaSchema = z
  .strictObject({
    month: z.int().nullable(),
    day: z.int().nullable(),
    hour: z.int().nullable(),
    minute: z.int().nullable(),
    time: instantSchema.nullable().meta({
      description:
        'The moment of that month, day and time (UTC) nearest to the report, because AIS sends no year; null when a part is missing.',
    }),
  })
  .meta({ id: 'Eta', description: 'Estimated time of arrival as the crew entered it.' });

/** A vessel in an answer, and the body of the stream's `vessel` event. */
export const vesselSchema = z
  .strictObject({
    id: z.uuid().meta({ description: 'Stays the same when the MMSI moves to another vessel.' }),
    mmsi: mmsiSchema,
    imo: z.int().nullable().meta({ description: 'As sent: see `flags` for a wrong check digit.' }),
    name: z.string().nullable(),
    callSign: z.string().nullable(),
    shipType: z.int().nullable().meta({ description: 'ITU-R M.1371-5 table 53, 0 to 255.' }),
    dimensions: z
      .strictObject({ a: metres, b: metres, c: metres, d: metres })
      .meta({ description: 'Metres from the antenna to bow, stern, port and starboard.' }),
    draughtMetres: z.number().nullable(),
    destination: z.string().nullable(),
    eta: etaSchema.nullable(),
    flag: z.string().nullable().meta({ description: 'ISO 3166-1 code, from the MMSI.' }),
    mothershipMmsi: mmsiSchema.nullable().meta({ description: 'Of auxiliary craft (98...).' }),
    flags: z
      .array(z.enum(['imo-check-digit', 'unknown-mid']))
      .meta({ description: 'What is doubtful about it.' }),
    source: z.enum(['ais', 'simulated', 'replay', 'operator']),
    firstSeenAt: instantSchema,
    lastSeenAt: instantSchema.meta({ description: 'Time of its newest report of any kind.' }),
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
    source: z.enum(['ais', 'simulated', 'replay', 'operator']),
    feed: z.string(),
  })
  .meta({ id: 'VesselChange' });

/** Answer of `GET /api/v1/vessels/{id}/changes`. */
export const changeCollection = jsonCollectionSchema('changes', changeSchema);

export type ChangeResponse = z.output<typeof changeSchema>;

/** A vessel as the API shows it. */
export function toVesselResponse(vessel: SeenVessel): VesselResponse {
  return {
    id: vessel.id,
    mmsi: vessel.mmsi,
    imo: vessel.imo,
    name: vessel.name,
    callSign: vessel.callSign,
    shipType: vessel.shipType,
    dimensions: { ...vessel.dimensions },
    draughtMetres: vessel.draughtMetres,
    destination: vessel.destination,
    eta: toEtaResponse(vessel.eta, vessel.voyageAt ?? vessel.firstSeenAt),
    flag: flagOf(vessel),
    mothershipMmsi: vessel.mothershipMmsi,
    flags: doubtsOf(vessel),
    source: vessel.source,
    firstSeenAt: iso(vessel.firstSeenAt),
    lastSeenAt: iso(vessel.lastSeenAt),
    updatedAt: iso(vessel.updatedAt),
  };
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

function toEtaResponse(eta: Eta | null, reportedAt: number): VesselResponse['eta'] {
  if (eta === null || Object.values(eta).every((part) => part === null)) {
    return null;
  }
  return { ...eta, time: instantOrNull(etaInstant(eta, reportedAt)) };
}

function flagOf({ mmsi }: SeenVessel): string | null {
  const mid = midOf(mmsi);
  return mid === null ? null : (midCountry(mid)?.code ?? null);
}

function doubtsOf({ mmsi, imo }: SeenVessel): VesselResponse['flags'] {
  const flags: VesselResponse['flags'] = [];
  if (imo !== null && !isImoNumber(imo)) {
    flags.push('imo-check-digit');
  }
  if (isUnknownMid(mmsi)) {
    flags.push('unknown-mid');
  }
  return flags;
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
