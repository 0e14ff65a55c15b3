import { Injectable } from '@nestjs/common';

import { pageOf, type Page } from '../http/collection.js';
import { PortsService } from '../ports/ports.service.js';
import type { Booking } from './booking.js';
import type { BookingQuery } from './bookings.dto.js';
import { BookingNotFoundError } from './bookings.errors.js';
import { BookingsRepository, type BookingFilter } from './bookings.repository.js';

export type { Booking } from './booking.js';

/** Bookings of berths: who is to lie where, and when. */
@Injectable()
export class BookingsService {
  constructor(
    private readonly repository: BookingsRepository,
    private readonly ports: PortsService,
  ) {}

  /** @throws BookingNotFoundError */
  async get(id: string): Promise<Booking> {
    const booking = await this.repository.find(id);
    if (booking === null) throw new BookingNotFoundError(id);
    return booking;
  }

  /** Bookings of a port call, cancelled ones too, in order of their beginning. */
  async ofPortCall(portCallId: string): Promise<readonly Booking[]> {
    const slice = { after: null, limit: 10_000 };
    return await this.repository.findMatching({ ...everything, portCallId }, slice);
  }

  /**
   * Bookings that pass, in order of their beginning.
   * @throws PortNotFoundError
   */
  async list(query: BookingQuery): Promise<Page<Booking>> {
    const { port, limit, cursor } = query;
    if (port !== undefined) await this.ports.port(port);
    const [found, updatedAt] = await Promise.all([
      this.repository.findMatching(filterOf(query), { after: cursor ?? null, limit: limit + 1 }),
      this.repository.findLastUpdate(),
    ]);
    return pageOf(found, { limit, updatedAt, placeOf: ({ from, id }) => [from, id] });
  }
}

const everything = {
  locode: null,
  berthId: null,
  portCallId: null,
  states: null,
  from: null,
  to: null,
};

function filterOf({ port, berth, portCall, state, from, to }: BookingQuery): BookingFilter {
  return {
    locode: port ?? null,
    berthId: berth ?? null,
    portCallId: portCall ?? null,
    states: state ?? null,
    from: from ?? null,
    to: to ?? null,
  };
}
