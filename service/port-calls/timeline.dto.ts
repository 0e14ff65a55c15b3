import { z } from 'zod';

import { instantSchema } from '../http/parameters.js';
import { claimSources } from './claim.js';
import { claimSchema, toClaimResponse } from './claims.dto.js';
import { portCallSchema, toPortCallResponse } from './port-calls.dto.js';
import { classifiers, serviceCodes, serviceEvents } from './service-events.js';
import type { TimelineEntry } from './timeline.js';
import type { Timesheet } from './timesheet-formats.js';

/** Media types of a timesheet, the one given by default first. */
export const timesheetMediaTypes = ['application/json', 'text/csv', 'text/html'] as const;

export type TimesheetMediaType = (typeof timesheetMediaTypes)[number];

const formats = ['json', 'csv', 'html'] as const;

/** Query of `GET /api/v1/port-calls/{id}/timesheet`. */
export const timesheetQuery = z.strictObject({
  format: z
    .enum(formats, { error: `must be one of ${formats.join(', ')}` })
    .optional()
    .meta({ description: 'Instead of `Accept`, for links.' }),
});

export type TimesheetQuery = z.output<typeof timesheetQuery>;

const entrySchema = z
  .strictObject({
    at: instantSchema.meta({ description: 'The time that it speaks of.' }),
    kind: z.enum([
      'announced',
      'claim',
      'ais',
      'ais-fact',
      'decline',
      'cancel',
      'cancelled',
      'omitted',
    ]),
    claim: claimSchema.nullable().meta({ description: 'Of kinds `claim` and `ais`.' }),
    claimId: z.uuid().nullable().meta({ description: 'What `decline` and `cancel` answer.' }),
    reason: z.string().nullable(),
    fact: z
      .strictObject({ name: z.string(), facts: z.record(z.string(), z.unknown()) })
      .nullable()
      .meta({ description: 'Of kind `ais-fact`.' }),
  })
  .meta({ id: 'TimelineEntry' });

/** Answer of `GET /api/v1/port-calls/{id}/timeline`. */
export const timelineSchema = z.strictObject({ entries: z.array(entrySchema) });

const rowSchema = z
  .strictObject({
    time: instantSchema,
    localTime: z.string().meta({ description: 'In the zone of the port, with its offset.' }),
    label: z.string(),
    service: z.enum(serviceCodes),
    event: z.enum(serviceEvents),
    place: z.string().nullable(),
    source: z.enum(claimSources),
    claimId: z.uuid(),
    delayReason: z.string().nullable(),
    remark: z.string().nullable(),
    others: z.array(
      z.strictObject({
        time: instantSchema,
        claimId: z.uuid(),
        source: z.enum(claimSources),
        classifier: z.enum(classifiers),
      }),
    ),
    spreadSeconds: z.number(),
  })
  .meta({ id: 'TimesheetRow' });

/** Answer of `GET /api/v1/port-calls/{id}/timesheet` in JSON. */
export const timesheetSchema = z
  .strictObject({
    portCall: portCallSchema,
    port: z.strictObject({ locode: z.string(), name: z.string(), timeZone: z.string() }),
    rows: z.array(rowSchema),
  })
  .meta({ id: 'Timesheet' });

/** An entry of a timeline as the API shows it. */
export function toEntryResponse(entry: TimelineEntry, seesPersons: boolean) {
  const empty = { claim: null, claimId: null, reason: null, fact: null };
  const shown = { ...empty, at: iso(entry.at), kind: entry.kind };
  if ('claim' in entry) return { ...shown, claim: toClaimResponse(entry.claim, seesPersons) };
  if ('end' in entry) return { ...shown, claimId: entry.end.claimId, reason: entry.end.reason };
  if (!('fact' in entry)) return shown;
  const { name, facts } = entry.fact;
  return { ...shown, fact: { name, facts } };
}

/** A statement of facts as the API shows it. */
export function toTimesheetResponse({
  call,
  port,
  rows,
}: Timesheet): z.output<typeof timesheetSchema> {
  return {
    portCall: toPortCallResponse(call),
    port,
    rows: rows.map(({ time, others, spreadMs, ...row }) => ({
      ...row,
      time: iso(time),
      others: others.map((other) => ({ ...other, time: iso(other.time) })),
      spreadSeconds: spreadMs / 1000,
    })),
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
