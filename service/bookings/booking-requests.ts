import type { BookingEdit, NewBooking } from './booking.js';
import type { BookingPatchBody, NewBookingBody } from './bookings.dto.js';
import type { WantedPlace } from './quay.js';

/** The body of a request for a berth, as the domain takes it. */
export function newBookingOf(body: NewBookingBody): NewBooking {
  const { berthId, portCallId, from, to, draughtMetres, cargoKind, notes, override } = body;
  return {
    berthId,
    portCallId,
    from,
    to,
    place: placeOf(body),
    draughtMetres,
    cargoKind,
    notes,
    overrideReason: override?.reason ?? null,
  };
}

/** The body of a change, as the domain takes it: what is not in it stays. */
export function editOf(body: BookingPatchBody): BookingEdit {
  const { berthId, from, to, draughtMetres, cargoKind, notes, override } = body;
  const place = placeOf(body);
  return {
    ...(berthId === undefined ? {} : { berthId }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(hasPlace(place) ? { place } : {}),
    ...(draughtMetres === undefined ? {} : { draughtMetres }),
    ...(cargoKind === undefined ? {} : { cargoKind }),
    ...(notes === undefined ? {} : { notes }),
    overrideReason: override?.reason ?? null,
  };
}

function placeOf(body: {
  readonly [Key in keyof WantedPlace]?: number | undefined;
}): WantedPlace {
  const { metresFrom, metresTo, bollardFrom, bollardTo } = body;
  return {
    metresFrom: metresFrom ?? null,
    metresTo: metresTo ?? null,
    bollardFrom: bollardFrom ?? null,
    bollardTo: bollardTo ?? null,
  };
}

function hasPlace({ metresFrom, bollardFrom }: WantedPlace): boolean {
  return metresFrom !== null || bollardFrom !== null;
}
