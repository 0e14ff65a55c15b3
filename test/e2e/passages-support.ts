import { z } from 'zod';

import { mmsiFromNumber } from '../../service/ais/mmsi.js';
import { bearingDegrees, destinationPoint, distanceMetres } from '../../service/geo/sphere.js';
import { passageSchema } from '../../service/traffic/passages.dto.js';
import type { RestApp, Sent } from '../support/rest-app.js';
import { waitFor } from '../support/wait-for.js';
import { importDemoPort, newCall } from './port-calls-support.js';

/** A passage as the API shows it. */
export type ShownPassage = z.output<typeof passageSchema>;

const zonesSchema = z.object({
  features: z.array(
    z.object({
      id: z.uuid(),
      properties: z.object({ code: z.string() }),
      geometry: z.object({ coordinates: z.unknown() }),
    }),
  ),
});

const lineSchema = z.array(z.tuple([z.number(), z.number()]));

/** A fairway of the demo port. */
export interface DemoFairway {
  readonly id: string;
  readonly line: readonly (readonly [number, number])[];
}

/** The service with the demo port in it. */
export async function withDemoPort(app: RestApp): Promise<void> {
  await importDemoPort(app);
  await waitFor(async () => (await app.get('/api/v1/ports/CLVAP')).ok, { what: 'the port' });
}

/** A fairway by its code; its line is empty for an area. */
export async function fairwayOf(app: RestApp, code: string): Promise<DemoFairway> {
  const answer = zonesSchema.parse(await app.json('/api/v1/ports/CLVAP/zones?kind=fairway'));
  const found = answer.features.find(({ properties }) => properties.code === code);
  if (found === undefined) throw new Error(`no fairway ${code}`);
  const line = lineSchema.safeParse(found.geometry.coordinates).data ?? [];
  return { id: found.id, line };
}

/** What a passage is asked to be: inbound by IN-TRACK for an hour, unless said otherwise. */
export async function passageBody(
  app: RestApp,
  said: Record<string, unknown> = {},
): Promise<Record<string, unknown>> {
  const call = 'portCallId' in said ? {} : { portCallId: (await newCall(app)).id };
  const fairway = 'fairwayId' in said ? {} : { fairwayId: (await fairwayOf(app, 'IN-TRACK')).id };
  return {
    ...call,
    ...fairway,
    direction: 'inbound',
    plannedStart: '2027-03-01T06:00:00Z',
    plannedEnd: '2027-03-01T07:00:00Z',
    ...said,
  };
}

/** Plans a passage. */
export async function plan(
  app: RestApp,
  said: Record<string, unknown> = {},
): Promise<ShownPassage> {
  const body = await passageBody(app, said);
  return passageSchema.parse(await app.written('POST', '/api/v1/passages', body));
}

/** Takes a step with a passage. */
export async function take(
  app: RestApp,
  { id }: { readonly id: string },
  step: string,
  body?: unknown,
): Promise<ShownPassage> {
  return passageSchema.parse(await app.written('POST', `/api/v1/passages/${id}/${step}`, body));
}

/** The passage as it is now. */
export async function passageOf(
  app: RestApp,
  { id }: { readonly id: string },
): Promise<ShownPassage> {
  return passageSchema.parse(await app.json(`/api/v1/passages/${id}`));
}

/** How a vessel sails. */
export interface Voyage {
  readonly mmsi: string;
  readonly line: DemoFairway['line'];
  /** At the first waypoint, epoch ms, whole seconds. */
  readonly startAt: number;
  readonly knots: (alongMetres: number) => number;
  /** Metres to starboard of the line. */
  readonly offMetres?: (alongMetres: number) => number;
}

const stepSeconds = 10;

/** Reports every ten seconds along the line, and three behind its end. */
export function sail({ mmsi, line, startAt, knots, offMetres = () => 0 }: Voyage): Sent[] {
  const points = line.map(([lon, lat]) => ({ lon, lat }));
  const reports: Sent[] = [];
  let along = 0;
  let behind = 0;
  for (let time = startAt; behind < 3; time += stepSeconds * 1000) {
    let start = 0;
    let index = 0;
    const lengthOf = (at: number): number => {
      const [from, to] = [points[at], points[at + 1]];
      return from === undefined || to === undefined ? 0 : distanceMetres(from, to);
    };
    while (index < points.length - 2 && along > start + lengthOf(index)) start += lengthOf(index++);
    const [from, to] = [points[index], points[index + 1]];
    if (from === undefined || to === undefined) throw new Error('a line has two points');
    if (along > start + lengthOf(index)) behind += 1;
    const course = bearingDegrees(from, to);
    const abeam = destinationPoint(from, course, along - start);
    const off = offMetres(along);
    const place = destinationPoint(abeam, course + Math.sign(off) * 90, Math.abs(off));
    const sogKnots = knots(along);
    const message = {
      kind: 'position',
      type: 1,
      mmsi: mmsiFromNumber(Number(mmsi)),
      lon: place.lon,
      lat: place.lat,
      sogKnots,
      cogDegrees: course,
    } as const;
    reports.push({ message, time });
    along += (sogKnots * 1852 * stepSeconds) / 3600;
  }
  return reports;
}
