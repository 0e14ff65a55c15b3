import { resolve } from 'node:path';
import type { z } from 'zod';

import { claimSchema } from '../../service/port-calls/claims.dto.js';
import { portCallSchema } from '../../service/port-calls/port-calls.dto.js';
import { importPortFile } from '../../service/ports/port-import.js';
import type { RestApp } from '../support/rest-app.js';
import { waitFor } from '../support/wait-for.js';

/** A port call as the API shows it. */
export type ShownCall = z.output<typeof portCallSchema>;

/** A claim as the API shows it. */
export type ShownClaim = z.output<typeof claimSchema>;

/** What a test says of a claim; the rest is usual. */
export type Said = Record<string, unknown> & { readonly time: string };

/** Imports the demo port, and waits until the service has taken note of it. */
export async function importDemoPort(app: RestApp): Promise<void> {
  await importPortFile({
    environment: { DATABASE_URL: app.databaseUrl },
    path: resolve('ports/clvap.geojson'),
    defaults: {},
    say: () => undefined,
  });
  await waitFor(async () => (await app.get('/api/v1/ports/CLVAP')).ok, { what: 'the port' });
}

let lastMmsi = 725_000_100;

/** An MMSI that no other call of this file's run uses. */
export function newMmsi(): string {
  return String(++lastMmsi);
}

/** Announces a port call in CLVAP. */
export async function newCall(
  app: RestApp,
  said: Record<string, unknown> = {},
): Promise<ShownCall> {
  const vessel = 'vesselId' in said ? {} : { mmsi: newMmsi() };
  const body = { port: 'CLVAP', ...vessel, ...said };
  return portCallSchema.parse(await app.written('POST', '/api/v1/port-calls', body));
}

/** The port call as it is now. */
export async function callOf(app: RestApp, { id }: { readonly id: string }): Promise<ShownCall> {
  return portCallSchema.parse(await app.json(`/api/v1/port-calls/${id}`));
}

/** Records a claim: BERTH ARRI EST by the operator, unless said otherwise. */
export async function claim(
  app: RestApp,
  { id }: { readonly id: string },
  said: Said,
): Promise<ShownClaim> {
  const body = { service: 'BERTH', event: 'ARRI', classifier: 'EST', ...said };
  return claimSchema.parse(await app.written('POST', `/api/v1/port-calls/${id}/claims`, body));
}
