import type { DestinationStream } from 'pino';
import { z } from 'zod';

import { berthId, created, importDemoPort, refusal } from '../support/cargo-port.js';
import { RestApp } from '../support/rest-app.js';

const hour = 3_600_000;
/** Ten days ahead, at midnight: nothing that is planned here is in the past. */
const day = (Math.floor(Date.now() / (24 * hour)) + 10) * 24 * hour;

/** Routes of staff. */
export const staff = '/api/v1/staff';
export const shifts = '/api/v1/staff-shifts';
export const assignments = '/api/v1/staff-assignments';

/** A time on the day of the tests, in hours after midnight. */
export function at(hours: number): string {
  return new Date(day + hours * hour).toISOString();
}

/** The service with the demo port, and ways to plan its people. */
export class StaffPort {
  private constructor(
    readonly app: RestApp,
    /** At terminal T1. */
    readonly berth: string,
    /** At terminal T2. */
    readonly elsewhere: string,
  ) {}

  /** @param log takes what the service logs. */
  static async open(
    environment: Record<string, string> = {},
    log?: DestinationStream,
  ): Promise<StaffPort> {
    const app = await RestApp.start(environment, log);
    await importDemoPort(app);
    return new StaffPort(app, await berthId(app, '1'), await berthId(app, '8'));
  }

  /** A person with a certificate for each role, valid for a month around the day. */
  async newPerson(more: Record<string, unknown> = {}): Promise<string> {
    const roles = z.array(z.string()).parse(more['roles'] ?? ['crane']);
    const body = { port: 'CLVAP', terminal: 'T1', name: 'Somebody', ...more, roles };
    const id = await created(this.app, staff, body);
    for (const role of roles)
      await created(this.app, `${staff}/${id}/certificates`, {
        ...{ role, validFrom: at(-15 * 24), validTo: at(15 * 24) },
      });
    return id;
  }

  /** A person with a shift. */
  async onShift(from: number, to: number, more: Record<string, unknown> = {}): Promise<string> {
    const id = await this.newPerson(more);
    await created(this.app, shifts, { staffId: id, from: at(from), to: at(to) });
    return id;
  }

  /** Body of an assignment, as crane at the berth unless said otherwise. */
  wanted(staffId: string, from: number, to: number, more: Record<string, unknown> = {}) {
    return { staffId, role: 'crane', berthId: this.berth, from: at(from), to: at(to), ...more };
  }

  async assign(staffId: string, from: number, to: number, more = {}): Promise<string> {
    return await created(this.app, assignments, this.wanted(staffId, from, to, more));
  }

  /** How an assignment is refused. */
  async refused(body: unknown): Promise<z.output<typeof refusal>> {
    return refusal.parse(await (await this.app.write('POST', assignments, body)).json());
  }

  /** What an operator reads. */
  async read<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    const answer = await this.app.get(path, await this.app.credentials('operator'));
    return schema.parse(await answer.json());
  }
}
