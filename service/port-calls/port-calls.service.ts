import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import { requireVersion, type Expected } from '../idempotency/precondition.js';
import { VesselRegisterService } from '../vessels/vessel-register.service.js';
import { cancellableFrom } from './call-status.js';
import type { Ending, PortCall, PortCallParticulars } from './port-call.js';
import { PortCallHerald } from './port-call-herald.js';
import { PortCallNotFoundError, PortCallStatusError } from './port-calls.errors.js';
import { PortCallsRepository } from './port-calls.repository.js';

export type { CallingVessel, PortCall, PortCallParticulars, PortCallStatus } from './port-call.js';

/** A port call to be made. */
export interface NewPortCall {
  /** UN/LOCODE of a port that is kept here. */
  readonly locode: string;
  /** Of the register. */
  readonly vesselId: string;
  /** Opened by AIS, announced by nobody. */
  readonly isUnannounced?: boolean;
  readonly particulars?: Partial<PortCallParticulars>;
}

const nothingSaid: PortCallParticulars = {
  voyageIn: null,
  voyageOut: null,
  agent: null,
  previousPort: null,
  nextPort: null,
  purpose: null,
  arrivalDraughtMetres: null,
  departureDraughtMetres: null,
  crew: null,
  passengers: null,
  dangerousGoods: [],
  securityLevel: null,
};

/** Port calls; their times are claims (`ClaimsService`). Writes need an open transaction. */
@Injectable()
export class PortCallsService {
  constructor(
    private readonly repository: PortCallsRepository,
    private readonly herald: PortCallHerald,
    private readonly vessels: VesselRegisterService,
    private readonly clock: Clock,
  ) {}

  /** @throws PortCallNotFoundError */
  async get(id: string): Promise<PortCall> {
    return required(await this.repository.find(id), id);
  }

  /**
   * The port call by which a vessel is in a port: arrived, at anchor or berthed; `null` when it is
   * not there.
   */
  async openOf(vesselId: string, locode: string): Promise<PortCall | null> {
    return await this.repository.findOpen(await this.vessels.idsOf(vesselId), locode);
  }

  /**
   * The expected port call of a vessel whose arrival is nearest to a time.
   * @param at epoch ms
   * @param windowMs how far from `at` it may be, milliseconds
   */
  async expectedNear(
    vesselId: string,
    locode: string,
    at: number,
    windowMs: number,
  ): Promise<PortCall | null> {
    const ids = await this.vessels.idsOf(vesselId);
    return await this.repository.findExpectedNear(ids, locode, { at, windowMs });
  }

  /**
   * Makes a port call, with status `expected`.
   * @param input its port must be known; a vessel that was merged becomes the one it is now
   * @throws VesselNotFoundError
   */
  async create(input: NewPortCall): Promise<PortCall> {
    const vessel = await this.vessels.get(input.vesselId);
    const id = randomUUID();
    await this.repository.insert({
      id,
      locode: input.locode,
      vesselId: vessel.id,
      isUnannounced: input.isUnannounced ?? false,
      particulars: { ...nothingSaid, ...input.particulars },
      now: this.clock.now(),
    });
    const after = await this.get(id);
    await this.herald.portCall({ action: 'create', before: null, after });
    return after;
  }

  /**
   * Changes what is said of a port call.
   * @param changes only what is to be another
   * @param expected versions that the caller may have read
   * @throws PortCallNotFoundError
   * @throws StaleVersionError when the port call is another than the caller had read
   */
  async edit(
    id: string,
    changes: Partial<PortCallParticulars>,
    expected: Expected,
  ): Promise<PortCall> {
    const before = required(await this.repository.findLocked(id), id);
    requireVersion(expected, before.version);
    const next = { ...before, ...changes };
    if (isDeepStrictEqual(next, { ...before })) return before;
    await this.repository.edit(id, next, this.clock.now());
    const after = await this.get(id);
    await this.herald.portCall({ action: 'edit', before, after });
    return after;
  }

  /**
   * Calls a port call off, for good.
   * @throws PortCallNotFoundError
   * @throws PortCallStatusError unless the vessel is still expected
   */
  async end(id: string, kind: Ending, reason: string): Promise<PortCall> {
    const before = required(await this.repository.findLocked(id), id);
    const action = kind === 'omitted' ? 'omit' : 'cancel';
    if (!cancellableFrom.includes(before.status)) {
      throw new PortCallStatusError(id, before.status, `be ${kind}`);
    }
    await this.repository.end(id, kind, reason, this.clock.now());
    const after = await this.get(id);
    await this.herald.portCall({ action, before, after, reason });
    return after;
  }
}

function required(call: PortCall | null, id: string): PortCall {
  if (call === null) throw new PortCallNotFoundError(id);
  return call;
}
