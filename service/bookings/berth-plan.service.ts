import { Injectable } from '@nestjs/common';

import { InvalidRequestError } from '../problem/domain-error.js';
import { BerthsService, type Berth, type BerthClosure } from '../ports/berths.service.js';
import { staysOf, type BerthStay } from './berth-stays.js';
import type { Booking } from './booking.js';
import { BookingsRepository } from './bookings.repository.js';
import { freeQuay, type QuayTime } from './free-quay.js';
import type { SlowVessel } from './occupancy.js';
import { OccupancyRepository, type CallClaim } from './occupancy.repository.js';
import { OccupancyService, type BerthOccupancy } from './occupancy.service.js';
import { conflictsOf, type Occupancy, type PlanConflict } from './plan-conflicts.js';
import { quayLength } from './quay.js';

/** A time to plan, epoch ms. */
export interface PlanTime {
  readonly from: number;
  readonly to: number;
}

/** What is planned and what happened at one berth. */
export interface PlannedBerth {
  readonly berth: Berth;
  readonly closures: readonly BerthClosure[];
  /** Cancelled ones are left out. */
  readonly bookings: readonly Booking[];
  readonly occupancies: readonly Occupancy[];
  /** What nobody has booked or closed; empty where the length of the quay is not known. */
  readonly gaps: readonly QuayTime[];
  readonly conflicts: readonly PlanConflict[];
}

/** The plan of a port's berths. */
export interface BerthPlan extends PlanTime {
  readonly locode: string;
  readonly berths: readonly PlannedBerth[];
}

/** More is not a plan any more, milliseconds. */
const longestMs = 92 * 86_400_000;
/** Bookings in one plan at most. */
const mostBookings = 50_000;

/** Sets what is booked beside what AIS and people say of who lies where. */
@Injectable()
export class BerthPlanService {
  constructor(
    private readonly berths: BerthsService,
    private readonly bookings: BookingsRepository,
    private readonly occupancies: OccupancyRepository,
    private readonly now: OccupancyService,
  ) {}

  /**
   * The plan of a port's berths, in order of their codes.
   * @throws PortNotFoundError
   * @throws InvalidRequestError for a time that ends before it begins, or is longer than 92 days
   */
  async of(locode: string, time: PlanTime): Promise<BerthPlan> {
    if (time.from >= time.to) throw wrongTo('must be after from');
    if (time.to - time.from > longestMs) throw wrongTo('must be within 92 days of from');
    const berths = await this.berths.ofPort(locode);
    const ids = berths.map(({ id }) => id);
    const [bookings, closures, claims, lying] = await Promise.all([
      this.bookings.findMatching({ ...anyBooking, locode, ...time }, wholeList),
      this.berths.closuresIn(berths, time),
      this.occupancies.findClaims(ids, time.from, time.to),
      this.now.of(berths),
    ]);
    const vessels = new Map(claims.map((claim) => [claim.portCallId, claim.vessel]));
    const stays = staysOf(claims);
    const planned = lying.map((occupancy) => {
      const { berth } = occupancy;
      const own = bookings.filter(({ berthId }) => berthId === berth.id);
      const closed = closures.filter(({ berthId }) => berthId === berth.id);
      const here = stays.filter(({ berthId }) => berthId === berth.id);
      const seen = occupanciesAt({ stays: here, vessels, occupancy, bookings: own, time });
      return planOf({ berth, bookings: own, closures: closed, occupancies: seen }, occupancy, time);
    });
    return { locode, ...time, berths: planned };
  }
}

function wrongTo(detail: string): InvalidRequestError {
  return new InvalidRequestError([{ parameter: 'to', detail }]);
}

const anyBooking = {
  berthId: null,
  portCallId: null,
  states: ['requested', 'confirmed', 'active', 'completed'],
} as const;

const wholeList = { after: null, limit: mostBookings };

function planOf(
  known: Pick<PlannedBerth, 'berth' | 'bookings' | 'closures' | 'occupancies'>,
  { at }: BerthOccupancy,
  time: PlanTime,
): PlannedBerth {
  const { berth, bookings, closures, occupancies } = known;
  const quayMetres = quayLength(berth);
  const conflicts = conflictsOf({ bookings, occupancies, closures, quayMetres, now: at });
  const touching = conflicts.filter(({ from, to }) => from < time.to && time.from < to);
  return { ...known, gaps: gapsOf(known, quayMetres, time), conflicts: touching };
}

function gapsOf(
  { bookings, closures }: Pick<PlannedBerth, 'bookings' | 'closures'>,
  quayMetres: number | null,
  time: PlanTime,
): QuayTime[] {
  if (quayMetres === null) return [];
  const taken = [
    ...bookings.map(({ from, to, metres }) => ({
      from,
      to,
      metresFrom: metres.from,
      metresTo: metres.to ?? quayMetres,
    })),
    ...closures.map(({ from, to }) => ({
      from,
      to: to ?? time.to,
      metresFrom: 0,
      metresTo: quayMetres,
    })),
  ];
  return freeQuay({ ...time, metresFrom: 0, metresTo: quayMetres }, taken);
}

interface Seen {
  readonly stays: readonly BerthStay[];
  readonly vessels: ReadonlyMap<string, CallClaim['vessel']>;
  readonly occupancy: BerthOccupancy;
  readonly bookings: readonly Booking[];
  readonly time: PlanTime;
}

/** Who lay or lies at a berth: by claims, and whom AIS shows there now without one. */
function occupanciesAt({ stays, vessels, occupancy, bookings, time }: Seen): Occupancy[] {
  const { at, vessels: lying } = occupancy;
  const claimed = stays
    .filter(({ from, to }) => from < time.to && (to ?? at) > time.from)
    .flatMap((stay): Occupancy[] => {
      const vessel = vessels.get(stay.portCallId);
      if (vessel === undefined) return [];
      const { portCallId, from, to, arrivalClaimId, departureClaimId } = stay;
      const hull = to === null ? lying.find((one) => one.vessel.portCallId === portCallId) : null;
      const booked = bookings.find(
        (one) => one.portCallId === portCallId && one.from < (to ?? at) && from < one.to,
      );
      const metres = hull?.metres ?? bookedMetres(booked);
      const claimIds = [arrivalClaimId, ...(departureClaimId === null ? [] : [departureClaimId])];
      return [{ source: 'claims', portCallId, vessel, from, to, metres, claimIds }];
    });
  const isNow = time.from <= at && at < time.to;
  const hulls = lying
    .filter(({ vessel }) => isNow && !claimed.some((one) => isSame(one, vessel)))
    .map(({ vessel, metres }): Occupancy => {
      const { portCallId, time: from } = vessel;
      return {
        source: 'hull',
        portCallId,
        vessel: bookedVessel(vessel),
        from,
        to: null,
        metres,
        claimIds: [],
      };
    });
  return [...claimed, ...hulls].sort((one, other) => one.from - other.from);
}

/** Where her booking says, until AIS shows the hull itself. */
function bookedMetres(booking: Booking | undefined): Occupancy['metres'] {
  if (booking === undefined) return null;
  const { from, to } = booking.metres;
  return to === null ? null : { from, to };
}

function isSame({ vessel, to }: Occupancy, slow: SlowVessel): boolean {
  return to === null && (vessel.id === slow.vesselId || vessel.mmsi === slow.mmsi);
}

/** A vessel that the register doesn't know yet goes by no id. */
function bookedVessel({ vesselId, imo, mmsi, name }: SlowVessel): Occupancy['vessel'] {
  return { id: vesselId, imo, mmsi, name };
}
