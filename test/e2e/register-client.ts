import type { EncodableMessage } from '../../service/ais/encoder.js';
import { mmsiFromNumber } from '../../service/ais/mmsi.js';
import { problemSchema } from '../../service/problem/problem.js';
import { historySchema } from '../../service/vessels/register.dto.js';
import { vesselSchema } from '../../service/vessels/vessels.dto.js';
import type { RestApp, Sent, WriteOptions } from '../support/rest-app.js';
import { waitFor } from '../support/wait-for.js';

type Voyage = Extract<EncodableMessage, { type: 5 }>;

/** A vessel as the API shows it. */
export type Seen = ReturnType<typeof vesselSchema.parse>;

const valparaiso = { lon: -71.6, lat: -33 };

/** Static data of a class A ship. */
export function voyage(mmsi: number, time: number, more: Partial<Voyage> = {}): Sent {
  const message: Voyage = { kind: 'static', type: 5, mmsi: mmsiFromNumber(mmsi), ...more };
  return { message, time };
}

/** A position of a class A ship. */
export function place(mmsi: number, time: number, at = valparaiso): Sent {
  return { message: { kind: 'position', type: 1, mmsi: mmsiFromNumber(mmsi), ...at }, time };
}

type Method = 'POST' | 'PATCH';

/** The register of an application as callers see it. */
export class RegisterClient {
  constructor(private readonly app: RestApp) {}

  async vessel(id: string | number): Promise<Seen> {
    return vesselSchema.parse(await this.app.json(`/api/v1/vessels/${id}`));
  }

  /** The vessel once the register shows what is expected of it. */
  async eventually(id: string | number, expected: Partial<Seen>): Promise<Seen> {
    const look = async (): Promise<Seen> => {
      const seen = await this.vessel(id);
      expect(seen).toMatchObject(expected);
      return seen;
    };
    return await waitFor(look, { what: `vessel ${id} as expected`, deadlineMs: 10_000 });
  }

  /** The vessel once it is in the register. */
  async entered(mmsi: number): Promise<Seen> {
    const look = async (): Promise<number | null> => (await this.vessel(mmsi)).version;
    await waitFor(look, { what: `${mmsi} in the register` });
    return await this.vessel(mmsi);
  }

  async written(
    method: Method,
    path: string,
    body: unknown,
    options: WriteOptions = {},
  ): Promise<Seen> {
    return vesselSchema.parse(
      await this.app.written(method, `/api/v1/vessels${path}`, body, options),
    );
  }

  /** The problem that a write is answered with. */
  async refused(method: Method, path: string, body: unknown, options: WriteOptions = {}) {
    const answer = await this.app.write(method, `/api/v1/vessels${path}`, body, options);
    const problem = problemSchema.parse(await answer.json());
    expect(problem.status).toBe(answer.status);
    return problem;
  }

  async history(id: string) {
    return historySchema.parse(await this.app.json(`/api/v1/vessels/${id}/history`));
  }
}
