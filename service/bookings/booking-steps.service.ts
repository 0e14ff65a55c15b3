import { Injectable } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import type { Booking, StoredBooking } from './booking.js';
import { BookingAssessor } from './booking-assessor.js';
import { BookingLedger } from './booking-ledger.js';
import { stateAfter, type BookingStep } from './booking-state.js';
import { BookingFieldError, BookingStateError } from './bookings.errors.js';

/** Leads bookings from one state to the next. */
@Injectable()
export class BookingStepsService {
  constructor(
    private readonly ledger: BookingLedger,
    private readonly assessor: BookingAssessor,
    private readonly clock: Clock,
  ) {}

  /**
   * The vessel came alongside. Earlier than booked, the berth is held from then on.
   * @param time epoch ms, not in the future; `null`: now
   * @throws BookingNotFoundError @throws BookingStateError @throws BookingFieldError
   * @throws BookingConflictError where another booking holds the metres at that earlier time
   */
  async activate(id: string, time: number | null): Promise<Booking> {
    return await this.step(id, 'activate', (before) => {
      const at = this.past(time);
      if (at >= before.to) {
        throw new BookingFieldError('/time', `is not before the end, ${instant(before.to)}`);
      }
      return { from: Math.min(before.from, at) };
    });
  }

  /**
   * The vessel left. Earlier than booked, the berth is free again from then on.
   * @param time epoch ms, not in the future; `null`: now
   * @throws BookingNotFoundError @throws BookingStateError @throws BookingFieldError
   */
  async complete(id: string, time: number | null): Promise<Booking> {
    return await this.step(id, 'complete', (before) => {
      const at = this.past(time);
      if (at <= before.from) {
        throw new BookingFieldError('/time', `is not after the beginning, ${instant(before.from)}`);
      }
      return { to: Math.min(before.to, at) };
    });
  }

  /** Nobody holds anything any more. @throws BookingNotFoundError @throws BookingStateError */
  async cancel(id: string, reason: string | null): Promise<Booking> {
    return await this.step(id, 'cancel', () => ({ cancelReason: reason }));
  }

  private async step(
    id: string,
    step: BookingStep,
    change: (before: Booking) => Partial<StoredBooking>,
  ): Promise<Booking> {
    const before = await this.ledger.toChange(id, null);
    const state = stateAfter(before.state, step);
    if (state === null) throw new BookingStateError(id, before.state, step);
    await this.assessor.berth(before.berthId);
    const next = { ...before, ...change(before), state, updatedAt: this.clock.now() };
    return await this.ledger.write({ action: step, before, next, reason: next.cancelReason });
  }

  private past(time: number | null): number {
    const now = this.clock.now();
    if (time !== null && time > now) throw new BookingFieldError('/time', 'is in the future');
    return time ?? now;
  }
}

function instant(time: number): string {
  return new Date(time).toISOString();
}
