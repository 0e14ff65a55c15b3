import { NotFoundError } from '../problem/domain-error.js';
import { BookingFieldError } from './bookings.errors.js';

/**
 * The record that a field of a body names: not there is a fault of the body, not of the path.
 * @param pointer JSON Pointer of the field
 * @throws BookingFieldError where there is none
 */
export async function referred<T>(pointer: string, found: Promise<T>): Promise<T> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof NotFoundError) throw new BookingFieldError(pointer, 'is not known here');
    throw error;
  }
}
