import {
  BrokenRulesError,
  DomainError,
  type FieldError,
  NotFoundError,
} from '../problem/domain-error.js';

/** No vessel has this id, or holds this MMSI (404). */
export class VesselNotFoundError extends NotFoundError {
  /** @param id uuid or MMSI, as asked for. */
  constructor(id: string) {
    super(`No vessel ${id} is known here.`);
  }
}

/** Thrown when what would be a vessel's MMSI is that of another kind of station (422). */
export class NotAShipError extends DomainError {
  override readonly code = 'unprocessable-content';
  override readonly status = 422;

  constructor(mmsi: string) {
    super(`${mmsi} is no ship's MMSI: those begin with 2 to 7.`);
  }
}

/** Thrown when another vessel has the IMO number or holds the MMSI already (409). */
export class IdentifierTakenError extends DomainError {
  override readonly code = 'conflict';
  override readonly status = 409;
  override readonly errors: readonly FieldError[];

  /** @param holder id of the vessel in the way. */
  constructor(field: 'imo' | 'mmsi', value: string | number, holder: string) {
    super(`${field === 'imo' ? 'IMO' : 'MMSI'} ${value} is vessel ${holder}'s: merge the two.`);
    this.errors = [{ pointer: `/${field}`, detail: `is held by vessel ${holder}` }];
  }
}

/** Thrown when two vessels cannot become one, or are one already (409). */
export class MergeConflictError extends DomainError {
  override readonly code = 'conflict';
  override readonly status = 409;
}

/** Thrown when what is to be split off is not there to be split off (422). */
export class SplitError extends BrokenRulesError {}
