import { DomainError, ForbiddenError, NotFoundError } from '../problem/domain-error.js';
import type { Booking } from './booking.js';
import type { BookingState } from './booking-state.js';
import type { FitFinding } from './fit-rules.js';
import type { WrongPlace } from './quay.js';

/** Thrown when no booking has the id (404). */
export class BookingNotFoundError extends NotFoundError {
  constructor(id: string) {
    super(`There is no booking ${id} here.`);
  }
}

abstract class UnprocessableError extends DomainError {
  override readonly code = 'unprocessable-content';
  override readonly status = 422;
}

abstract class ConflictError extends DomainError {
  override readonly code = 'conflict';
  override readonly status = 409;
}

/** Thrown when another booking holds some of the metres in some of the time (409). */
export class BookingConflictError extends ConflictError {
  override readonly errors;

  /** @param holder the booking in the way; `null` where it went away meanwhile */
  constructor(holder: Booking | null) {
    super(holder === null ? 'Another booking was faster; try again.' : takenBy(holder));
    this.errors = holder === null ? [] : [{ pointer: '', detail: describe(holder) }];
  }
}

/** Thrown when a step doesn't lead on from the state of a booking (409). */
export class BookingStateError extends ConflictError {
  constructor(id: string, state: BookingState, step: string) {
    super(`Booking ${id} is ${state}: it cannot ${step}.`);
  }
}

/** Thrown when the port call of a booking is over (409). */
export class BookingCallError extends ConflictError {
  override readonly errors;

  constructor(portCallId: string, status: string) {
    super(`Port call ${portCallId} is ${status}: nothing can be booked for it.`);
    this.errors = [{ pointer: '/portCallId', detail: `${portCallId} is ${status}` }];
  }
}

/** Thrown when a booking breaks rules of fit (422): each is in `errors`, with both numbers. */
export class BookingUnfitError extends UnprocessableError {
  override readonly errors;

  /** @param failed at least one */
  constructor(failed: readonly FitFinding[]) {
    super(`The vessel does not fit: ${failed.map(({ detail }) => detail).join('; ')}.`);
    this.errors = failed.map(({ rule, detail }) => ({
      pointer: pointers[rule],
      detail: `${rule}: ${detail}`,
    }));
  }
}

/** Thrown when the metres or bollards are none of the berth (422). */
export class BookingPlaceError extends UnprocessableError {
  override readonly errors;

  constructor({ pointer, detail }: WrongPlace) {
    super(`That is no place at the berth: ${detail}.`);
    this.errors = [{ pointer, detail }];
  }
}

/** Thrown when a field names what is not there, or is not of this port, or is a wrong time (422). */
export class BookingFieldError extends UnprocessableError {
  override readonly errors;

  constructor(pointer: string, detail: string) {
    super(`${pointer.slice(1)} ${detail}.`);
    this.errors = [{ pointer, detail }];
  }
}

/** Thrown when somebody else than a harbour master would override rules (403). */
export class OverrideForbiddenError extends ForbiddenError {
  constructor() {
    super('Only a harbour master overrides the rules of fit.');
  }
}

/** Field of the request that a rule is about. */
const pointers = {
  length: '/metresFrom',
  'maximum-length': '/berthId',
  beam: '/berthId',
  draught: '/draughtMetres',
  'under-keel': '/draughtMetres',
  tide: '/from',
  'cargo-kind': '/cargoKind',
  closure: '/from',
} as const satisfies Readonly<Record<FitFinding['rule'], string>>;

function takenBy(holder: Booking): string {
  return `Berth ${holder.berthCode} of ${holder.locode} is taken: ${describe(holder)}.`;
}

function describe({ id, vessel, from, to, metres }: Booking): string {
  const who = vessel.name ?? vessel.mmsi ?? vessel.id;
  const where = metres.to === null ? 'all of it' : `metres ${metres.from} to ${metres.to}`;
  const when = `${new Date(from).toISOString()} to ${new Date(to).toISOString()}`;
  return `booking ${id} of ${who} (vessel ${vessel.id}) holds ${where} from ${when}`;
}
