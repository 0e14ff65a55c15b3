import { z } from 'zod';

import { instantSchema, timeParameter } from '../http/parameters.js';
import {
  berthSchema,
  closureSchema,
  toBerthResponse,
  toClosureResponse,
} from '../ports/berths.service.js';
import { bookingSchema, toBookingResponse } from './bookings.dto.js';
import type { BerthPlan, PlannedBerth } from './berth-plan.service.js';
import type { LyingVessel } from './occupancy.js';
import { longestSilenceMs, restKnots, unionMetres } from './occupancy.js';
import type { BerthOccupancy } from './occupancy.service.js';
import { conflictKinds, type Occupancy, type PlanConflict } from './plan-conflicts.js';
import { quayLength } from './quay.js';

/** Query of `GET /api/v1/ports/{locode}/berth-plan`. */
export const berthPlanQuery = z.strictObject({
  from: timeParameter.optional().meta({ description: 'Now by default.' }),
  to: timeParameter
    .optional()
    .meta({ description: 'A week after `from` by default, 92 days at most.' }),
});

export type BerthPlanQuery = z.output<typeof berthPlanQuery>;

const seenVesselSchema = z
  .strictObject({
    id: z.uuid().nullable().meta({ description: 'Null: the register does not know her.' }),
    imo: z.int().nullable(),
    mmsi: z.string().nullable(),
    name: z.string().nullable(),
  })
  .meta({ id: 'SeenVessel' });

const metre = z.number().nullable();

const occupancySchema = z
  .strictObject({
    source: z.enum(['claims', 'hull']).meta({
      description:
        '`claims`: ACT claims of the port call; `hull`: AIS shows her there now, and no claim does.',
    }),
    portCallId: z.uuid().nullable(),
    vessel: seenVesselSchema,
    from: instantSchema,
    to: instantSchema.nullable().meta({ description: 'Null: she lies there.' }),
    metresFrom: metre.meta({ description: 'Null where the metres are not known.' }),
    metresTo: metre,
    claimIds: z.array(z.uuid()).meta({ description: 'The claims that the times are from.' }),
  })
  .meta({ id: 'BerthOccupancyTime' });

const gapSchema = z
  .strictObject({
    from: instantSchema,
    to: instantSchema,
    metresFrom: z.number(),
    metresTo: z.number(),
  })
  .meta({ id: 'BerthGap', description: 'Metres that nobody has booked or closed for a time.' });

const conflictSchema = z
  .strictObject({
    kind: z.enum(conflictKinds),
    from: instantSchema,
    to: instantSchema,
    bookingId: z.uuid().nullable(),
    vessel: seenVesselSchema,
    detail: z.string(),
  })
  .meta({ id: 'BerthConflict', description: 'What does not go together at a berth.' });

const plannedBerthSchema = z
  .strictObject({
    berth: berthSchema,
    closures: z.array(closureSchema),
    bookings: z.array(bookingSchema).meta({ description: 'Without the cancelled ones.' }),
    occupancies: z.array(occupancySchema),
    gaps: z.array(gapSchema).meta({ description: 'Empty where the quay’s length is not known.' }),
    conflicts: z.array(conflictSchema),
  })
  .meta({ id: 'PlannedBerth' });

/** Answer of `/ports/{locode}/berth-plan`. */
export const berthPlanSchema = z
  .strictObject({
    port: z.string(),
    from: instantSchema,
    to: instantSchema,
    berths: z.array(plannedBerthSchema),
  })
  .meta({ id: 'BerthPlan' });

/** Answer of `/berths/{id}/occupancy`. */
export const berthOccupancySchema = z
  .strictObject({
    berthId: z.uuid(),
    berth: z.string(),
    port: z.string(),
    time: instantSchema.meta({ description: 'Of the answer.' }),
    isOccupied: z.boolean(),
    metresTaken: metre.meta({
      description: 'Of the quay, by hulls; null where a hull is unknown.',
    }),
    metresFree: metre,
    fastestKnots: z.number().meta({ description: 'Faster vessels do not count.' }),
    longestSilenceSeconds: z.int().meta({ description: 'Older positions do not count.' }),
    vessels: z.array(
      z
        .strictObject({
          ...seenVesselSchema.shape,
          portCallId: z.uuid().nullable(),
          basis: z.enum(['hull', 'antenna']).meta({
            description: '`antenna`: heading or dimensions are not known.',
          }),
          metresFrom: metre,
          metresTo: metre,
          metres: metre.meta({ description: 'Metres of quay that the hull reaches.' }),
          sog: metre.meta({ description: 'Knots.' }),
          heading: metre.meta({ description: 'Degrees true.' }),
          positionTime: instantSchema,
          ageSeconds: z.int().meta({ description: 'Of the position.' }),
        })
        .meta({ id: 'LyingVessel' }),
    ),
  })
  .meta({ id: 'BerthOccupancy' });

/** A plan as its JSON. @param now epoch ms: decides which berths are closed */
export function toBerthPlanResponse(
  { locode, from, to, berths }: BerthPlan,
  now: number,
): z.input<typeof berthPlanSchema> {
  const planned = berths.map((berth) => toPlannedBerth(berth, now));
  return { port: locode, from: iso(from), to: iso(to), berths: planned };
}

/** Who lies at a berth, as its JSON. */
export function toOccupancyResponse({
  berth,
  at,
  vessels,
}: BerthOccupancy): z.input<typeof berthOccupancySchema> {
  const length = quayLength(berth);
  const hulls = vessels.flatMap(({ metres }) => (metres === null ? [] : [metres]));
  const isKnown = hulls.length === vessels.length;
  const taken = isKnown ? rounded(unionMetres(hulls)) : null;
  return {
    berthId: berth.id,
    berth: berth.code,
    port: berth.locode,
    time: iso(at),
    isOccupied: vessels.length > 0,
    metresTaken: taken,
    metresFree: taken === null || length === null ? null : rounded(length - taken),
    fastestKnots: restKnots,
    longestSilenceSeconds: longestSilenceMs / 1000,
    vessels: vessels.map((lying) => toLyingVessel(lying, at)),
  };
}

function toLyingVessel({ vessel, basis, metres }: LyingVessel, at: number) {
  return {
    id: vessel.vesselId,
    imo: vessel.imo,
    mmsi: vessel.mmsi,
    name: vessel.name,
    portCallId: vessel.portCallId,
    basis,
    metresFrom: metres === null ? null : rounded(metres.from),
    metresTo: metres === null ? null : rounded(metres.to),
    metres: metres === null ? null : rounded(metres.to - metres.from),
    sog: vessel.sogKnots,
    heading: vessel.headingDegrees,
    positionTime: iso(vessel.time),
    ageSeconds: Math.max(0, Math.round((at - vessel.time) / 1000)),
  };
}

function toPlannedBerth(planned: PlannedBerth, now: number): z.input<typeof plannedBerthSchema> {
  const { berth, closures, bookings, occupancies, gaps, conflicts } = planned;
  return {
    berth: toBerthResponse(berth, now),
    closures: closures.map(toClosureResponse),
    bookings: bookings.map(toBookingResponse),
    occupancies: occupancies.map(toOccupancy),
    gaps: gaps.map(({ from, to, ...metres }) => ({ from: iso(from), to: iso(to), ...metres })),
    conflicts: conflicts.map(toConflict),
  };
}

function toOccupancy(occupancy: Occupancy): z.input<typeof occupancySchema> {
  const { source, portCallId, vessel, from, to, metres, claimIds } = occupancy;
  return {
    source,
    portCallId,
    vessel: { ...vessel },
    from: iso(from),
    to: to === null ? null : iso(to),
    metresFrom: metres === null ? null : rounded(metres.from),
    metresTo: metres === null ? null : rounded(metres.to),
    claimIds: [...claimIds],
  };
}

function toConflict(conflict: PlanConflict): z.input<typeof conflictSchema> {
  const { kind, from, to, bookingId, vessel, detail } = conflict;
  return { kind, from: iso(from), to: iso(to), bookingId, vessel: { ...vessel }, detail };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

/** To the decimetre: no receiver knows better. */
function rounded(metres: number): number {
  return Math.round(metres * 10) / 10;
}
