import type { BerthClosure } from '../ports/berths.service.js';
import type { BookedVessel, Booking } from './booking.js';

/** A vessel that lies somewhere; without an id, AIS shows her and the register does not know her. */
export type SeenVessel = Omit<BookedVessel, 'id'> & { readonly id: string | null };

/** What does not go together at a berth. */
export const conflictKinds = [
  'unbooked-occupancy',
  'occupied-by-other',
  'occupancy-in-closure',
  'booking-in-closure',
  'booking-outside-berth',
  'booking-without-call',
] as const;

export type ConflictKind = (typeof conflictKinds)[number];

/** Something that does not go together. */
export interface PlanConflict {
  readonly kind: ConflictKind;
  /** Epoch ms. */
  readonly from: number;
  /** Epoch ms. */
  readonly to: number;
  readonly bookingId: string | null;
  readonly vessel: SeenVessel;
  /** For a person. */
  readonly detail: string;
}

/** A vessel's time at a berth, as claims or AIS tell it. */
export interface Occupancy {
  /** `claims`: of the port call; `hull`: AIS shows her there now, and no claim has yet. */
  readonly source: 'claims' | 'hull';
  readonly portCallId: string | null;
  readonly vessel: SeenVessel;
  /** Epoch ms; for `hull` the time of the position. */
  readonly from: number;
  /** Epoch ms; `null` while she lies there. */
  readonly to: number | null;
  /** `null` where they are not known. */
  readonly metres: { readonly from: number; readonly to: number } | null;
  readonly claimIds: readonly string[];
}

/** What happens at one berth. */
export interface BerthDays {
  readonly bookings: readonly Booking[];
  readonly occupancies: readonly Occupancy[];
  readonly closures: readonly BerthClosure[];
  /** `null` where it is not known. */
  readonly quayMetres: number | null;
  /** Epoch ms: who lies there lies there until now. */
  readonly now: number;
}

/** So much earlier or later than booked is nobody's conflict, milliseconds. */
export const toleratedMs = 30 * 60_000;
/** So many metres of another's place are an error of positions and outlines. */
export const toleratedMetres = 5;

/** Bookings that are still to come, or under way. */
const standing = ['requested', 'confirmed', 'active'];

/** All that does not go together at a berth, in order of time. */
export function conflictsOf(days: BerthDays): PlanConflict[] {
  const found = [
    ...days.occupancies.flatMap((occupancy) => ofOccupancy(occupancy, days)),
    ...days.bookings
      .filter(({ state }) => standing.includes(state))
      .flatMap((booking) => ofBooking(booking, days)),
  ];
  return found.sort((one, other) => one.from - other.from);
}

function ofOccupancy(occupancy: Occupancy, days: BerthDays): PlanConflict[] {
  const { vessel } = occupancy;
  const stay = { from: occupancy.from, to: Math.max(occupancy.to ?? days.now, occupancy.from + 1) };
  const own = days.bookings.filter((booking) => isOf(booking, occupancy));
  const unbooked = without(stay, own)
    .filter(({ from, to }) => to - from > toleratedMs || own.length === 0)
    .map((time): PlanConflict => {
      const detail = `${nameOf(vessel)} lies here without a booking`;
      return { kind: 'unbooked-occupancy', ...time, bookingId: null, vessel, detail };
    });
  const others = days.bookings
    .filter((booking) => standing.includes(booking.state) && !isOf(booking, occupancy))
    .filter((booking) => shareMetres(booking, occupancy))
    .flatMap((booking) => {
      const detail = `${nameOf(vessel)} lies where ${nameOf(booking.vessel)} is booked`;
      const bookingId = booking.id;
      return within('occupied-by-other', stay, booking, { bookingId, vessel, detail });
    });
  const closed = days.closures.flatMap((closure) => {
    const detail = `${nameOf(vessel)} lies here while the berth is closed: ${closure.reason}`;
    const about = { bookingId: null, vessel, detail };
    return within('occupancy-in-closure', stay, endOf(closure), about);
  });
  return [...unbooked, ...others, ...closed];
}

function ofBooking(booking: Booking, days: BerthDays): PlanConflict[] {
  const { id: bookingId, vessel, from, to, metres, callStatus } = booking;
  const closed = days.closures.flatMap((closure) => {
    const detail = `${nameOf(vessel)} is booked while the berth is closed: ${closure.reason}`;
    return within('booking-in-closure', booking, endOf(closure), { bookingId, vessel, detail });
  });
  const found = [...closed];
  const { quayMetres } = days;
  if (quayMetres !== null && (metres.to ?? 0) > quayMetres) {
    const detail = `metres ${metres.from} to ${String(metres.to)} are booked, the berth has ${quayMetres}`;
    found.push({ kind: 'booking-outside-berth', from, to, bookingId, vessel, detail });
  }
  if (callStatus === 'cancelled' || callStatus === 'departed') {
    const detail = `the port call of ${nameOf(vessel)} is ${callStatus}`;
    found.push({ kind: 'booking-without-call', from, to, bookingId, vessel, detail });
  }
  return found;
}

interface Time {
  readonly from: number;
  readonly to: number;
}

function endOf({ from, to }: BerthClosure): Time {
  return { from, to: to ?? Number.MAX_SAFE_INTEGER };
}

/** One conflict where two times overlap. */
function within(
  kind: ConflictKind,
  one: Time,
  other: Time,
  about: Pick<PlanConflict, 'bookingId' | 'vessel' | 'detail'>,
): PlanConflict[] {
  const [from, to] = [Math.max(one.from, other.from), Math.min(one.to, other.to)];
  return from < to ? [{ kind, from, to, ...about }] : [];
}

/** What of a time no other covers. */
function without(time: Time, covers: readonly Time[]): Time[] {
  return covers.reduce<Time[]>(
    (left, cover) =>
      left.flatMap((piece) =>
        [
          { from: piece.from, to: Math.min(piece.to, cover.from) },
          { from: Math.max(piece.from, cover.to), to: piece.to },
        ].filter(({ from, to }) => from < to),
      ),
    [time],
  );
}

/** Whether the booking is the vessel's own; a cancelled one is nobody's. */
function isOf({ portCallId, vessel, state }: Booking, occupancy: Occupancy): boolean {
  if (state === 'cancelled') return false;
  return portCallId === occupancy.portCallId || vessel.id === occupancy.vessel.id;
}

/** Whether metres that are known to be taken are booked. */
function shareMetres({ metres }: Booking, occupancy: Occupancy): boolean {
  if (occupancy.metres === null) return false;
  const { from, to } = occupancy.metres;
  const shared = Math.min(to, metres.to ?? Infinity) - Math.max(from, metres.from);
  return shared > toleratedMetres;
}

function nameOf({ name, mmsi, id }: SeenVessel): string {
  return name ?? mmsi ?? id ?? 'a vessel';
}
