import { DomainError, NotFoundError, type FieldError } from '../problem/domain-error.js';
import type { PortFileFault } from './port-file.js';
import type { TideFileFault } from './tide-file.js';

/** Thrown when a UN/LOCODE is well formed, but no port of it was imported (404). */
export class PortNotFoundError extends NotFoundError {
  constructor(locode: string) {
    super(`There is no port ${locode} here.`);
  }
}

/** Thrown when no berth has the id (404). */
export class BerthNotFoundError extends NotFoundError {
  constructor(id: string) {
    super(`There is no berth ${id} here.`);
  }
}

/** Thrown when a berth has no closure of the id (404). */
export class ClosureNotFoundError extends NotFoundError {
  constructor(berthId: string, id: string) {
    super(`Berth ${berthId} has no closure ${id}.`);
  }
}

/** Thrown when no fairway has the id (404). */
export class FairwayNotFoundError extends NotFoundError {
  constructor(id: string) {
    super(`There is no fairway ${id} here.`);
  }
}

/** Thrown when a fairway is an area without a centre line, along which nothing is planned (422). */
export class FairwayLineError extends DomainError {
  override readonly code = 'unprocessable-content';
  override readonly status = 422;
  override readonly errors: readonly FieldError[];

  constructor(code: string) {
    const detail = `fairway ${code} is an area without a centre line`;
    super(`The ${detail}: vessels are planned along a line.`);
    this.errors = [{ pointer: '/fairwayId', detail }];
  }
}

/** Thrown when a berth would have one bollard only, or the same at both ends (422). */
export class BerthBollardsError extends DomainError {
  override readonly code = 'unprocessable-content';
  override readonly status = 422;
  override readonly errors = [
    { pointer: '/bollardFrom', detail: 'and bollardTo must both be known, or neither, and differ' },
  ];

  constructor() {
    super('A berth has a bollard at each end, two different ones, or none that are known.');
  }
}

/** Thrown when a port file has faults: nothing of it was imported (422). */
export class PortFileError extends DomainError {
  override readonly code = 'unprocessable-content';
  override readonly status = 422;

  /**
   * @param file its name
   * @param faults at least one
   */
  constructor(
    readonly file: string,
    readonly faults: readonly PortFileFault[],
  ) {
    super(`${file} was not imported: ${describe(faults)}.`);
  }
}

/** Faults named in the message; all of them are in `faults`. */
const NAMED_FAULTS = 5;

function describe(faults: readonly PortFileFault[]): string {
  const named = faults
    .slice(0, NAMED_FAULTS)
    .map(({ index, reason }) => (index === null ? reason : `feature ${index}: ${reason}`));
  const more = faults.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join('; ');
}

/** Thrown when a tide file has faults: nothing of it was imported (422). */
export class TideFileError extends DomainError {
  override readonly code = 'unprocessable-content';
  override readonly status = 422;

  /**
   * @param file its name
   * @param faults at least one
   */
  constructor(
    readonly file: string,
    readonly faults: readonly TideFileFault[],
  ) {
    super(`${file} was not imported: it has ${faults.length} faults.`);
  }
}
