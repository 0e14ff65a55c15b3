import { Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import { isExclusionViolation } from '../database/database.errors.js';
import { Transactions } from '../database/transactions.js';
import { requireVersion, type Expected } from '../idempotency/precondition.js';
import { middleOf } from '../ports/berths.service.js';
import type { Booking, StoredBooking } from './booking.js';
import { bookingEvent } from './booking-events.js';
import { toBookingResponse } from './bookings.dto.js';
import { BookingConflictError, BookingNotFoundError } from './bookings.errors.js';
import { BookingsRepository } from './bookings.repository.js';

/** A booking to be written, and what the audit is to know of it. */
export interface BookingWrite {
  /** In the API's words: `create`, `edit`, `confirm`, ... */
  readonly action: string;
  /** `null`: it is new. */
  readonly before: Booking | null;
  /** Its berth is held by the open transaction. */
  readonly next: StoredBooking;
  readonly reason: string | null;
}

/** Writes bookings with all that goes with it: the constraint, the audit and the event. */
@Injectable()
export class BookingLedger {
  constructor(
    private readonly repository: BookingsRepository,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
  ) {}

  /**
   * A booking that is to be changed, held until the open transaction ends.
   * @throws BookingNotFoundError @throws StaleVersionError
   */
  async toChange(id: string, expected: Expected): Promise<Booking> {
    await this.repository.lock(id);
    const booking = await this.repository.find(id);
    if (booking === null) throw new BookingNotFoundError(id);
    requireVersion(expected, booking.version);
    return booking;
  }

  /**
   * Writes a booking in the open transaction.
   * @returns it as it is kept
   * @throws BookingConflictError where another booking holds some of the metres in some of the time
   */
  async write({ action, before, next, reason }: BookingWrite): Promise<Booking> {
    await this.hold(next, before === null);
    const after = await this.repository.find(next.id);
    if (after === null) throw new BookingNotFoundError(next.id);
    const body = toBookingResponse(after);
    await this.audit.record({
      action,
      entity: 'booking',
      entityId: after.id,
      locode: after.locode,
      before: before === null ? null : toBookingResponse(before),
      after: body,
      reason,
    });
    const { mmsi } = after.vessel;
    this.transactions.tell({ type: bookingEvent, body, mmsi, ...middleOf(after.quay.geometry) });
    return after;
  }

  /** The database decides who holds the metres; who comes second asks for the first. */
  private async hold(booking: StoredBooking, isNew: boolean): Promise<void> {
    try {
      await this.transactions.attempt(async () => {
        await (isNew ? this.repository.insert(booking) : this.repository.update(booking));
      });
    } catch (error) {
      if (!isExclusionViolation(error)) throw error;
      throw new BookingConflictError(await this.repository.findInTheWay(booking, booking.id));
    }
  }
}
