import { registerFields, type RegisterEntry } from './registered-vessel.js';

/** An entry as the audit keeps it: what the API shows of it. */
export function auditedEntry(entry: RegisterEntry): Record<string, unknown> {
  const shown: Record<string, unknown> = { id: entry.id, version: entry.version, mmsi: entry.mmsi };
  for (const field of registerFields) shown[field] = entry[field];
  return { ...shown, corrected: entry.corrected };
}
