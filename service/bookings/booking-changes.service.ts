import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import type { Principal } from '../auth/principal.js';
import type { Expected } from '../idempotency/precondition.js';
import { BookableCalls, requireSamePort } from './bookable-calls.js';
import type { BookedStay, Booking, BookingEdit, NewBooking } from './booking.js';
import { BookingAssessor, type Asking } from './booking-assessor.js';
import { BookingLedger } from './booking-ledger.js';
import { editableStates, stateAfter } from './booking-state.js';
import { BookingFieldError, BookingPlaceError, BookingStateError } from './bookings.errors.js';
import { metresOf, type Quay, type QuayMetres, type WantedPlace } from './quay.js';

/** Makes and changes bookings: the rules of fit judge each, and the table who holds the metres. */
@Injectable()
export class BookingChangesService {
  constructor(
    private readonly calls: BookableCalls,
    private readonly assessor: BookingAssessor,
    private readonly ledger: BookingLedger,
  ) {}

  /**
   * Asks for a berth: holds its metres from now on.
   * @throws BookingFieldError @throws BookingCallError @throws BookingPlaceError
   * @throws BookingUnfitError with every rule that is broken @throws OverrideForbiddenError
   * @throws BookingConflictError where another booking holds some of the metres in some of the time
   */
  async create(wanted: NewBooking, caller: Principal): Promise<Booking> {
    const { berthId, portCallId, from, to, place, notes, overrideReason } = wanted;
    const { draughtMetres, cargoKind } = wanted;
    const call = await this.calls.bookable(portCallId);
    const berth = await this.assessor.berth(berthId);
    requireSamePort(call, berth.locode);
    const metres = metresAt(berth, place);
    const stay = { berthId, portCallId, from, to, metres, draughtMetres, cargoKind };
    const asking: Asking = { caller, overrideReason, earlier: null };
    const { fit, override } = await this.assessor.assess(stay, { berth, call }, asking);
    const next = {
      ...stay,
      id: randomUUID(),
      state: 'requested' as const,
      notes,
      fit,
      override,
      cancelReason: null,
      createdAt: fit.checkedAt,
      updatedAt: fit.checkedAt,
    };
    const reason = override?.reason ?? null;
    return await this.ledger.write({ action: 'create', before: null, next, reason });
  }

  /**
   * Changes a booking. Whatever is about the stay has all of it judged anew, overridden rules too;
   * notes are nobody's judgement.
   * @throws as `create`, and BookingNotFoundError, StaleVersionError, BookingStateError
   */
  async edit(
    id: string,
    edit: BookingEdit,
    { caller, expected }: { readonly caller: Principal; readonly expected: Expected },
  ): Promise<Booking> {
    const before = await this.ledger.toChange(id, expected);
    if (!editableStates.includes(before.state)) {
      throw new BookingStateError(id, before.state, 'change');
    }
    return isAboutStay(edit)
      ? await this.editStay(before, edit, caller)
      : await this.editNotes(before, edit);
  }

  /**
   * Agrees to a request. The rules are asked again, for the berth may have changed since; what was
   * overridden with the same numbers stays so.
   * @throws BookingNotFoundError @throws BookingStateError @throws BookingCallError
   * @throws BookingUnfitError @throws OverrideForbiddenError
   */
  async confirm(id: string, overrideReason: string | null, caller: Principal): Promise<Booking> {
    const before = await this.ledger.toChange(id, null);
    const state = stateAfter(before.state, 'confirm');
    if (state === null) throw new BookingStateError(id, before.state, 'confirm');
    const call = await this.calls.bookable(before.portCallId);
    const berth = await this.assessor.berth(before.berthId);
    const asking: Asking = { caller, overrideReason, earlier: before.override };
    const { fit, override } = await this.assessor.assess(before, { berth, call }, asking);
    const next = { ...before, state, fit, override, updatedAt: fit.checkedAt };
    const reason = overrideReason === null ? null : (override?.reason ?? null);
    return await this.ledger.write({ action: 'confirm', before, next, reason });
  }

  private async editNotes(before: Booking, { notes = before.notes }: BookingEdit) {
    if (notes === before.notes) return before;
    const next = { ...before, notes, updatedAt: this.assessor.now() };
    return await this.ledger.write({ action: 'edit', before, next, reason: null });
  }

  private async editStay(before: Booking, edit: BookingEdit, caller: Principal): Promise<Booking> {
    const { overrideReason, place, notes = before.notes, ...changes } = edit;
    const call = await this.calls.bookable(before.portCallId);
    const berth = await this.assessor.berth(edit.berthId ?? before.berthId);
    requireSamePort(call, berth.locode);
    const metres = editedMetres(before, berth, place);
    const stay: BookedStay = { ...stayOf(before), ...changes, metres };
    if (stay.from >= stay.to) throw new BookingFieldError('/to', 'must be after from');
    const asking: Asking = { caller, overrideReason, earlier: null };
    const { fit, override } = await this.assessor.assess(stay, { berth, call }, asking);
    const next = { ...before, ...stay, notes, fit, override, updatedAt: fit.checkedAt };
    const reason = override?.reason ?? null;
    return await this.ledger.write({ action: 'edit', before, next, reason });
  }
}

function metresAt(quay: Quay, place: WantedPlace): QuayMetres {
  const metres = metresOf(quay, place);
  if ('detail' in metres) throw new BookingPlaceError(metres);
  return metres;
}

/** At another berth, and without a place there: the whole of it. */
function editedMetres(before: Booking, quay: Quay & { id: string }, place?: WantedPlace) {
  if (place !== undefined) return metresAt(quay, place);
  return quay.id === before.berthId ? before.metres : metresAt(quay, wholeBerth);
}

const wholeBerth = { metresFrom: null, metresTo: null, bollardFrom: null, bollardTo: null };

function stayOf(booking: BookedStay): BookedStay {
  const { berthId, portCallId, from, to, metres, draughtMetres, cargoKind } = booking;
  return { berthId, portCallId, from, to, metres, draughtMetres, cargoKind };
}

/** Whether anything but notes is to change. */
function isAboutStay({ overrideReason, ...changes }: BookingEdit): boolean {
  return overrideReason !== null || Object.keys(changes).some((field) => field !== 'notes');
}
