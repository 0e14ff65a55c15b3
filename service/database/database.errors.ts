/** Every SQLSTATE has a digit, which the codes of the operating system (EPIPE) have not. */
const sqlStateForm = /^(?=.*\d)[0-9A-Z]{5}$/;

/** SQLSTATE classes of rows that the database will refuse again (PostgreSQL, appendix A). */
const refusedClasses = new Set(['22', '23']);

/** A value that no column can hold (a time outside the calendar, for one): refused before it is sent. */
export class UnstorableValueError extends Error {
  override readonly name = 'UnstorableValueError';
}

/**
 * Whether `error` means that the data itself was refused (a value out of range, a broken
 * constraint), so that trying the same batch again cannot help: split it and find the row.
 * Anything else (connection lost, lock or statement timeout, disk full) may pass by itself.
 */
export function isRefusedData(error: unknown): boolean {
  if (error instanceof UnstorableValueError) return true;
  const code = sqlState(error);
  return code !== null && refusedClasses.has(code.slice(0, 2));
}

/** The five characters of PostgreSQL's error code; `null` when `error` did not come from there. */
export function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' && sqlStateForm.test(error.code) ? error.code : null;
}

/** Whether `error` is a row that an exclusion constraint refused: another holds the same place. */
export function isExclusionViolation(error: unknown): boolean {
  return sqlState(error) === '23P01';
}

/** Whether `error` is a row that a unique constraint refused. */
export function isUniqueViolation(error: unknown): boolean {
  return sqlState(error) === '23505';
}

/**
 * The table whose row a deletion would leave without what it refers to; `null` when `error` is not
 * about that.
 */
export function referenceInTheWay(error: unknown): string | null {
  if (sqlState(error) !== '23503' || typeof error !== 'object' || error === null) return null;
  return 'table' in error && typeof error.table === 'string' ? error.table : null;
}
