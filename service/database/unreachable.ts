import { redactText } from '../config/redact-text.js';

/** Refused, unknown or silent hosts; SQLSTATE classes of refused credentials and unknown databases. */
const codes = /^(ECONN|ENOTFOUND|ETIMEDOUT|28|3D)/;

/**
 * What to tell the operator of a database that cannot be reached, without its secrets.
 * @returns `null` where `error` is about something else
 */
export function explainUnreachable(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  if (typeof error.code !== 'string' || !codes.test(error.code)) return null;
  return redactText(`DATABASE_URL: the database cannot be reached: ${error.code} ${error.message}`);
}
