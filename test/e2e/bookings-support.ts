import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';

import type { z } from 'zod';

import { bookingSchema } from '../../service/bookings/bookings.dto.js';
import { berthCollection, type berthSchema } from '../../service/ports/berths.dto.js';
import { importPortFile } from '../../service/ports/port-import.js';
import { problemSchema } from '../../service/problem/problem.js';
import type { RestApp } from '../support/rest-app.js';

export type BookingBody = z.infer<typeof bookingSchema>;
export type BerthBody = z.infer<typeof berthSchema>;

/** A vessel and her port call. */
export interface CallingVessel {
  readonly vesselId: string;
  readonly portCallId: string;
}

/** Imports the demo port beside the running service. */
export async function importDemoPort(app: RestApp): Promise<void> {
  await importPortFile({
    environment: { DATABASE_URL: app.databaseUrl },
    path: resolve('ports/clvap.geojson'),
    defaults: {},
    say: () => undefined,
  });
}

/** A berth of the demo port by its code. */
export async function berthOf(app: RestApp, code: string): Promise<BerthBody> {
  const { berths } = berthCollection.parse(await app.json('/api/v1/berths?port=CLVAP'));
  const found = berths.find((berth) => berth.code === code);
  if (found === undefined) throw new Error(`no berth ${code}`);
  return found;
}

/** What a vessel measures; `null`: not known. */
export interface Measures {
  readonly name?: string;
  readonly mmsi?: number | null;
  readonly length?: number | null;
  readonly beam?: number | null;
  readonly draught?: number | null;
  readonly port?: string;
}

/** Lays a vessel in that is expected in port; she fits anywhere unless told. */
export async function expectVessel(app: RestApp, measures: Measures = {}): Promise<CallingVessel> {
  const { name = 'SMALL SHIP', mmsi = null, length = 20, beam = 5, draught = 2 } = measures;
  const vesselId = randomUUID();
  const portCallId = randomUUID();
  await app.query(
    `INSERT INTO registered_vessel (id, name, mmsi, length_overall_metres, beam_metres,
       max_draught_metres, source) VALUES ($1, $2, $3, $4, $5, $6, 'operator')`,
    [vesselId, name, mmsi, length, beam, draught],
  );
  await app.query(
    `INSERT INTO port_call (id, port_locode, vessel_id, created_at, updated_at)
     VALUES ($1, $2, $3, now(), now())`,
    [portCallId, measures.port ?? 'CLVAP', vesselId],
  );
  return { vesselId, portCallId };
}

/** Books, and must succeed. */
export async function book(app: RestApp, body: object): Promise<BookingBody> {
  return bookingSchema.parse(await app.written('POST', '/api/v1/bookings', body));
}

/** Days of their own for the tests of a spec, so that they are not in each other's way. */
export class Days {
  private count = 0;

  /** The next day, from midnight to noon. */
  next(): { readonly from: string; readonly to: string } {
    this.count += 1;
    return { from: at(this.count, 0), to: at(this.count, 12) };
  }

  /** An hour of the day given last. */
  hour(hours: number): string {
    return at(this.count, hours);
  }
}

/** Some days and hours into 2027. */
export function at(days: number, hours: number): string {
  return new Date(Date.UTC(2027, 0, 1) + (days * 24 + hours) * 3_600_000).toISOString();
}

/** The problem that an answer tells of. */
export async function problemOf(answer: Response): Promise<z.infer<typeof problemSchema>> {
  return problemSchema.parse(await answer.json());
}

/** A POST below `/api/v1/bookings`. */
export async function post(
  app: RestApp,
  path: string,
  body: object,
  as: 'operator' | 'harbour-master' = 'operator',
): Promise<Response> {
  return await app.write('POST', `/api/v1/bookings${path}`, body, { as });
}

/** A booking after a step, which must succeed. */
export async function sent(
  app: RestApp,
  { id }: Pick<BookingBody, 'id'>,
  step: string,
  body?: object,
): Promise<BookingBody> {
  return bookingSchema.parse(await app.written('POST', `/api/v1/bookings/${id}/${step}`, body));
}
