import { z } from 'zod';

import { isMmsi, type Mmsi } from '../ais/mmsi.js';
import { instantOrNull, jsonCollectionSchema } from '../http/collection.js';
import { instantSchema } from '../http/parameters.js';
import { locodeField, reasonField, textField } from './call-fields.js';
import { claimSources } from './claim.js';
import { imoClasses, portCallStatuses, type PortCall } from './port-call.js';
import type { ClaimedTime, PublishedTime } from './published-times.js';
import { classifiers, serviceCodes, serviceEvents } from './service-events.js';

const dangerousGoods = z.strictObject({
  imoClass: z.enum(imoClasses).meta({ description: 'Class or division of the IMDG Code.' }),
  unNumber: z.string().regex(/^\d{4}$/, { error: 'must be a UN number: four digits' }),
  quantityTonnes: z.number().positive().max(1_000_000).nullable().default(null),
});

const draught = z.number().positive().max(40).nullable();
const persons = z.int().min(0).max(20_000).nullable();

const particulars = {
  voyageIn: textField(50).nullable(),
  voyageOut: textField(50).nullable(),
  agent: textField(100).nullable(),
  previousPort: locodeField.nullable(),
  nextPort: locodeField.nullable(),
  purpose: textField(100).nullable(),
  arrivalDraughtMetres: draught,
  departureDraughtMetres: draught,
  crew: persons,
  passengers: persons,
  dangerousGoods: z.array(dangerousGoods).max(1000),
  securityLevel: z.int().min(1).max(3).nullable(),
};

/** Body of `PATCH /api/v1/port-calls/{id}`: what is left out stays. */
export const portCallChanges = z
  .strictObject(particulars)
  .partial()
  .meta({ id: 'PortCallChanges' });

export type PortCallChanges = z.output<typeof portCallChanges>;

/** Body of `POST /api/v1/port-calls`. */
export const newPortCallBody = portCallChanges
  .extend({
    port: locodeField,
    vesselId: z.uuid().optional(),
    mmsi: z
      .string()
      .refine((text): text is Mmsi => isMmsi(text), { error: 'must be an MMSI: nine digits' })
      .optional(),
  })
  .refine(({ vesselId, mmsi }) => (vesselId === undefined) !== (mmsi === undefined), {
    error: 'must name the vessel by either vesselId or mmsi',
  })
  .meta({ id: 'NewPortCall' });

export type NewPortCallBody = z.output<typeof newPortCallBody>;

/** Body of `POST /api/v1/port-calls/{id}/cancel` and `/omit`. */
export const endBody = z.strictObject({ reason: reasonField }).meta({ id: 'PortCallEnding' });

export type EndBody = z.output<typeof endBody>;

const claimedTimeSchema = z
  .strictObject({
    time: instantSchema,
    claimId: z.uuid(),
    source: z.enum(claimSources),
    classifier: z.enum(classifiers),
  })
  .meta({ id: 'ClaimedTime' });

const publishedTimeSchema = z
  .strictObject({
    ...claimedTimeSchema.shape,
    others: z
      .array(claimedTimeSchema)
      .meta({ description: 'What else is claimed, in the order in which it would be believed.' }),
    spreadSeconds: z
      .number()
      .meta({ description: 'From the earliest to the latest of all that is claimed.' }),
  })
  .meta({ id: 'PublishedTime' });

const published = publishedTimeSchema.nullable();

const publishedServiceSchema = z
  .strictObject({
    service: z.enum(serviceCodes),
    event: z.enum(serviceEvents),
    sequence: z.int(),
    estimated: published,
    requested: published,
    planned: published,
    actual: published,
  })
  .meta({ id: 'PublishedService' });

const timesSchema = z
  .strictObject({
    eta: published,
    rta: published,
    pta: published,
    ata: published,
    etb: published,
    rtb: published,
    ptb: published,
    atb: published,
    etd: published,
    rtd: published,
    ptd: published,
    atd: published,
  })
  .meta({
    id: 'PortCallTimes',
    description:
      'Estimated, requested, planned and actual times of arrival (pilot boarding place, or port limits), berthing (first berth) and departure (last berth). An estimated time is of an EST or a PLN claim.',
  });

/** A port call in an answer. */
export const portCallSchema = z
  .strictObject({
    id: z.uuid(),
    version: z.int(),
    port: locodeField,
    vessel: z.strictObject({
      id: z.uuid(),
      imo: z.int().nullable(),
      mmsi: z.string().nullable(),
      name: z.string().nullable(),
    }),
    status: z.enum(portCallStatuses),
    isUnannounced: z.boolean(),
    ...particulars,
    ending: z
      .strictObject({
        kind: z.enum(['cancelled', 'omitted']),
        reason: z.string(),
        at: instantSchema,
      })
      .nullable(),
    times: timesSchema,
    services: z.array(publishedServiceSchema),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'PortCall' });

export type PortCallResponse = z.output<typeof portCallSchema>;

/** Answer of `GET /api/v1/port-calls`. */
export const portCallCollection = jsonCollectionSchema('portCalls', portCallSchema);

/** A port call as the API shows it. */
export function toPortCallResponse(call: PortCall): PortCallResponse {
  const { locode, vessel, ending, times, createdAt, updatedAt } = call;
  const { services } = times;
  return {
    ...shown(call),
    port: locode,
    vessel,
    ending: ending === null ? null : { ...ending, at: iso(ending.at) },
    times: toTimes(times),
    services: services.map(({ service, event, sequence, ...found }) => ({
      service,
      event,
      sequence,
      estimated: toPublished(found.estimated),
      requested: toPublished(found.requested),
      planned: toPublished(found.planned),
      actual: toPublished(found.actual),
    })),
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
  };
}

function shown(call: PortCall) {
  return {
    id: call.id,
    version: call.version,
    status: call.status,
    isUnannounced: call.isUnannounced,
    voyageIn: call.voyageIn,
    voyageOut: call.voyageOut,
    agent: call.agent,
    previousPort: call.previousPort,
    nextPort: call.nextPort,
    purpose: call.purpose,
    arrivalDraughtMetres: call.arrivalDraughtMetres,
    departureDraughtMetres: call.departureDraughtMetres,
    crew: call.crew,
    passengers: call.passengers,
    dangerousGoods: [...call.dangerousGoods],
    securityLevel: call.securityLevel,
  };
}

function toTimes(times: PortCall['times']): PortCallResponse['times'] {
  return {
    eta: toPublished(times.eta),
    rta: toPublished(times.rta),
    pta: toPublished(times.pta),
    ata: toPublished(times.ata),
    etb: toPublished(times.etb),
    rtb: toPublished(times.rtb),
    ptb: toPublished(times.ptb),
    atb: toPublished(times.atb),
    etd: toPublished(times.etd),
    rtd: toPublished(times.rtd),
    ptd: toPublished(times.ptd),
    atd: toPublished(times.atd),
  };
}

type PublishedResponse = z.output<typeof publishedTimeSchema>;

function toPublished(time: PublishedTime | null): PublishedResponse | null {
  if (time === null) return null;
  const { others, spreadMs } = time;
  return {
    ...toClaimed(time),
    others: others.map(toClaimed),
    spreadSeconds: spreadMs / 1000,
  };
}

function toClaimed({ time, claimId, source, classifier }: ClaimedTime) {
  return { time: iso(time), claimId, source, classifier };
}

function iso(time: number): string {
  return instantOrNull(time) ?? '';
}
