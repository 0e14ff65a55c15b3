import { distressLine } from '../e2e/live-support.js';
import { credentialsFor } from '../support/credentials.js';
import type { Asked } from './load.js';

/** What clients ask in a play. */
export interface Traffic {
  /** Headers by which the clients are known. */
  readonly credentials: Readonly<Record<string, string>>;
  /** The request number `count`: three reads, then a write that each stream must tell of. */
  request(count: number): Asked;
}

const reads = [
  '/api/v1/positions?bbox=-72,-34,-71,-32',
  '/api/v1/ports',
  '/api/v1/vessels?limit=20',
] as const;

/** Requests against a migrated, empty database. */
export async function newTraffic(databaseUrl: string): Promise<Traffic> {
  const credentials = await credentialsFor(databaseUrl, 'admin');
  return {
    credentials,
    request(count) {
      const read = reads[count % 4];
      if (read !== undefined) return { method: 'GET', path: read, headers: credentials };
      return {
        method: 'POST',
        path: '/api/v1/ais?feed=http',
        headers: { ...credentials, 'content-type': 'text/plain' },
        body: `${distressLine(count % 1000, count)}\r\n`,
      };
    },
  };
}
