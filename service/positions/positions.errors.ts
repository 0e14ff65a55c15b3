import { NotFoundError } from '../problem/domain-error.js';

/** Nothing is kept of an MMSI, or nothing at or before a moment (404). */
export class PositionNotFoundError extends NotFoundError {
  /** @param at epoch ms; null: at any time. */
  constructor(mmsi: string, at: number | null) {
    const moment = at === null ? '' : ` at or before ${new Date(at).toISOString()}`;
    super(`No report of ${mmsi}${moment} is kept here.`);
  }
}
