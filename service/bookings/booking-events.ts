import type { BookingResponse } from './bookings.dto.js';

declare module '../events/stream-event.js' {
  interface StreamEventMap {
    /** A booking that was made, changed, or led to another state. */
    booking: BookingResponse;
  }
}

/** Type of the events of bookings. */
export const bookingEvent = 'booking';
