import { isRefusedData, sqlState } from '../database/database.errors.js';

/** SQLSTATE class 54, program limit exceeded: a value too large to be indexed, for example. */
const LIMIT_CLASS = '54';

/** What pg and its pool say, without a code, when a connection is lost or none is to be had. */
const CONNECTION_MESSAGE = /connect|timeout|timed out|terminated|socket|not queryable|pool/i;

/**
 * Whether a failed write is worth trying again unchanged: the database is why, not the message. It
 * may be starting, stopping, full, locked, or lack a table that a migration is about to make. What
 * is refused for its data, or by a mistake in our own code, will be refused again.
 */
export function isOutage(failure: Error): boolean {
  const state = sqlState(failure);
  if (state !== null) return !isRefusedData(failure) && !state.startsWith(LIMIT_CLASS);
  // System errors (ECONNREFUSED ...) have a code, an AggregateError bundles those of one dial.
  if ('code' in failure && typeof failure.code === 'string') return true;
  if (failure instanceof AggregateError) return true;
  return failure.constructor === Error && CONNECTION_MESSAGE.test(failure.message);
}
