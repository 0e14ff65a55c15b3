import { NotFoundError } from '../problem/domain-error.js';

/** No vessel has this id, or holds this MMSI (404). */
export class VesselNotFoundError extends NotFoundError {
  /** @param id uuid or MMSI, as asked for. */
  constructor(id: string) {
    super(`No vessel ${id} is known here.`);
  }
}
