import { z } from 'zod';

import {
  cargoOperationDetail,
  cargoOperationSchema,
} from '../../service/operations/cargo-operations.dto.js';
import { cargoProgressSchema } from '../../service/operations/cargo-progress.dto.js';
import { berthId, created, importDemoPort, newPortCall, refusal } from '../support/cargo-port.js';
import { RestApp } from '../support/rest-app.js';

const hour = 3_600_000;
const startOfWork = Math.floor(Date.now() / 1000) * 1000 - 10 * hour;

/** Route of cargo operations. */
export const path = '/api/v1/cargo-operations';

/** A time in hours after the start of work, which was ten hours ago. */
export function after(hours: number): string {
  return new Date(startOfWork + hours * hour).toISOString();
}

/** The service with the demo port, and ways to work its cargo. */
export class CargoPort {
  private calls = 0;

  private constructor(
    readonly app: RestApp,
    /** At terminal T1. */
    readonly berth: string,
    /** At terminal T2. */
    readonly elsewhere: string,
  ) {}

  static async open(): Promise<CargoPort> {
    const app = await RestApp.start();
    await importDemoPort(app);
    return new CargoPort(app, await berthId(app, '1'), await berthId(app, '8'));
  }

  /** A port call of another vessel each time. */
  async anyCall(): Promise<string> {
    this.calls += 1;
    return await newPortCall(this.app, String(725_000_100 + this.calls));
  }

  async newOperation(more: Record<string, unknown> = {}): Promise<string> {
    const portCallId = more['portCallId'] ?? (await this.anyCall());
    return await created(this.app, path, {
      ...{ portCallId, berthId: this.berth, direction: 'discharge', hsChapter: '10', unit: 't' },
      ...{ planned: 1000.5, gangs: 2, cranes: 1 },
      ...more,
    });
  }

  /** Takes a step that must be allowed. */
  async step(id: string, action: string, body: unknown = {}) {
    const answer = await this.app.written('POST', `${path}/${id}/${action}`, body);
    return cargoOperationSchema.parse(answer);
  }

  /** Makes an entry of the tally that must be taken. */
  async enter(id: string, body: unknown) {
    return cargoProgressSchema.parse(
      await this.app.written('POST', `${path}/${id}/progress`, body),
    );
  }

  async read(id: string) {
    return cargoOperationDetail.parse(await this.app.json(`${path}/${id}`));
  }

  /** Claims of a port call's cargo, as `STRT ACT <time> <source>`, in order of recording. */
  async cargoClaims(portCallId: string): Promise<string[]> {
    const rows = await this.app.rows(
      `SELECT concat_ws(' ', event, classifier,
         to_char(time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), source) AS claim
       FROM claim WHERE port_call_id = $1 AND service = 'CARGO_OPERATIONS' ORDER BY number`,
      [portCallId],
    );
    return rows.map(({ claim }) => z.string().parse(claim));
  }
}

/** How something was refused. */
export async function refused(answer: Promise<Response>): Promise<z.output<typeof refusal>> {
  return refusal.parse(await (await answer).json());
}
