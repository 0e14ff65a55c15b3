import { z } from 'zod';
import { isImoNumber } from '../ais/imo.js';
import { isUnknownMid } from '../ais/mmsi.js';
import { instantOrNull } from '../http/collection.js';
import { instantSchema, mmsiSchema } from '../http/parameters.js';
import { etaInstant } from './eta-instant.js';
import { flagOf } from './follow-ais.js';
import type { SeenVessel } from './vessel-search.js';
import type { Vessel } from './vessel.js';

const metres = z.number().nullable();

/** An ETA in an answer. */
export const etaSchema = z
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

/** Antenna to the ends, in an answer. */
export const dimensionsSchema = z
  .strictObject({ a: metres, b: metres, c: metres, d: metres })
  .meta({ description: 'Metres from the antenna to bow, stern, port and starboard.' });

/** What may be doubtful about what AIS says, in an answer. */
export const vesselFlagsSchema = z
  .array(z.enum(['imo-check-digit', 'unknown-mid']))
  .meta({ description: 'What is doubtful about what AIS says.' });

/** Where something comes from, in an answer. */
export const sourceSchema = z.enum(['ais', 'simulated', 'replay', 'operator']);

/** The body of the stream's `vessel` event: what AIS says under an MMSI. */
export const heardVesselSchema = z
  .strictObject({
    id: z
      .uuid()
      .meta({ description: '`/vessels/{id}` finds the vessel that it belongs to by it.' }),
    mmsi: mmsiSchema,
    imo: z.int().nullable().meta({ description: 'As sent: see `flags` for a wrong check digit.' }),
    name: z.string().nullable(),
    callSign: z.string().nullable(),
    shipType: z.int().nullable().meta({ description: 'ITU-R M.1371-5 table 53, 0 to 255.' }),
    dimensions: dimensionsSchema,
    draughtMetres: z.number().nullable(),
    destination: z.string().nullable(),
    eta: etaSchema.nullable(),
    flag: z.string().nullable().meta({ description: 'ISO 3166-1 code, from the MMSI.' }),
    mothershipMmsi: mmsiSchema.nullable().meta({ description: 'Of auxiliary craft (98...).' }),
    flags: vesselFlagsSchema,
    source: sourceSchema,
    firstSeenAt: instantSchema,
    lastSeenAt: instantSchema.meta({ description: 'Time of its newest report of any kind.' }),
    updatedAt: instantSchema.meta({ description: 'When its particulars last changed here.' }),
  })
  .meta({
    id: 'HeardVessel',
    description: 'What AIS says under an MMSI, whatever the register says.',
  });

export type HeardVesselResponse = z.output<typeof heardVesselSchema>;

/** What AIS says of a vessel, as the stream shows it. */
export function toHeardVesselResponse(vessel: SeenVessel): HeardVesselResponse {
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
    eta: toEtaResponse(vessel),
    flag: flagOf(vessel.mmsi),
    mothershipMmsi: vessel.mothershipMmsi,
    flags: doubtsOf(vessel),
    source: vessel.source,
    firstSeenAt: new Date(vessel.firstSeenAt).toISOString(),
    lastSeenAt: new Date(vessel.lastSeenAt).toISOString(),
    updatedAt: new Date(vessel.updatedAt).toISOString(),
  };
}

/** The ETA of a vessel; `null` when AIS says none. */
export function toEtaResponse(vessel: Vessel): HeardVesselResponse['eta'] {
  const { eta, voyageAt, firstSeenAt } = vessel;
  if (eta === null || Object.values(eta).every((part) => part === null)) {
    return null;
  }
  return { ...eta, time: instantOrNull(etaInstant(eta, voyageAt ?? firstSeenAt)) };
}

/** What is doubtful about what AIS says. */
export function doubtsOf({ mmsi, imo }: Vessel): HeardVesselResponse['flags'] {
  const flags: HeardVesselResponse['flags'] = [];
  if (imo !== null && !isImoNumber(imo)) {
    flags.push('imo-check-digit');
  }
  if (isUnknownMid(mmsi)) {
    flags.push('unknown-mid');
  }
  return flags;
}
