import { Injectable } from '@nestjs/common';

import { PortCallsService, type PortCall } from '../port-calls/port-calls.service.js';
import { BookingCallError, BookingFieldError } from './bookings.errors.js';
import { BookingsRepository } from './bookings.repository.js';
import { referred } from './referred.js';

/** The port calls that bookings are made for. */
@Injectable()
export class BookableCalls {
  constructor(
    private readonly portCalls: PortCallsService,
    private readonly repository: BookingsRepository,
  ) {}

  /**
   * The port call that a request names, held as it is until the open transaction ends, if anything
   * may be booked for it.
   * @throws BookingFieldError where there is none
   * @throws BookingCallError where it is over
   */
  async bookable(id: string): Promise<PortCall> {
    await this.repository.lockPortCall(id);
    const call = await referred('/portCallId', this.portCalls.get(id));
    if (call.status === 'departed' || call.status === 'cancelled') {
      throw new BookingCallError(id, call.status);
    }
    return call;
  }
}

/** @throws BookingFieldError where a port call is not of the berth's port */
export function requireSamePort(call: PortCall, locode: string): void {
  if (call.locode === locode) return;
  const detail = `is for ${call.locode}, and the berth is in ${locode}`;
  throw new BookingFieldError('/portCallId', detail);
}
