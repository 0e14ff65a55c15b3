import { resolve } from 'node:path';

import { z } from 'zod';

import { importPortFile } from '../../service/ports/port-import.js';
import type { RestApp } from './rest-app.js';
import { waitFor } from './wait-for.js';

const identified = z.looseObject({ id: z.uuid() });

/** Imports the demo port CLVAP, as the command does it beside the running service. */
export async function importDemoPort(app: RestApp): Promise<void> {
  await importPortFile({
    environment: { DATABASE_URL: app.databaseUrl },
    path: resolve('ports/clvap.geojson'),
    defaults: {},
    say: () => undefined,
  });
  // The service looks again every five seconds.
  await waitFor(async () => (await app.get('/api/v1/ports/CLVAP')).ok, { what: 'the port' });
}

/** Id of a berth of the demo port. */
export async function berthId(app: RestApp, code: string): Promise<string> {
  const [row] = await app.rows(
    `SELECT id FROM port_zone WHERE kind = 'berth' AND port_locode = 'CLVAP' AND code = $1`,
    [code],
  );
  return identified.parse(row).id;
}

/** Announces a port call of a vessel in the demo port. @returns its id */
export async function newPortCall(app: RestApp, mmsi: string): Promise<string> {
  const call = await app.written('POST', '/api/v1/port-calls', { port: 'CLVAP', mmsi });
  return identified.parse(call).id;
}

/** Creates a record and gives its id. */
export async function created(app: RestApp, path: string, body: unknown): Promise<string> {
  return identified.parse(await app.written('POST', path, body)).id;
}

/** A problem's status and details, as far as tests look at them. */
export const refusal = z.looseObject({
  status: z.number(),
  detail: z.string(),
  errors: z
    .array(z.looseObject({ pointer: z.string().optional(), detail: z.string() }))
    .default([]),
});
