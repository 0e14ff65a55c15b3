import { Injectable } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import { pageOf, type Page } from '../http/collection.js';
import type { Berth, BerthClosure } from './berth.js';
import type { BerthQuery } from './berths.dto.js';
import { BerthsRepository } from './berths.repository.js';
import { BerthNotFoundError, ClosureNotFoundError } from './ports.errors.js';
import { PortsService } from './ports.service.js';

export { cargoKinds } from './berth.js';
export type { Berth, BerthClosure, CargoKind } from './berth.js';
export { middleOf } from './berth-events.js';
export { berthSchema, closureSchema, toBerthResponse, toClosureResponse, uuidParameter } from './berths.dto.js';

/** Berths: the record of each, on top of its zone in the port file. */
@Injectable()
export class BerthsService {
  constructor(
    private readonly repository: BerthsRepository,
    private readonly ports: PortsService,
    private readonly clock: Clock,
  ) {}

  /** @throws BerthNotFoundError */
  async get(id: string): Promise<Berth> {
    const berth = await this.repository.find(id, this.clock.now());
    if (berth === null) throw new BerthNotFoundError(id);
    return berth;
  }

  /**
   * Berths of a port in order of their codes.
   * @throws PortNotFoundError
   */
  async ofPort(locode: string): Promise<readonly Berth[]> {
    await this.ports.port(locode);
    const slice = { locode, after: null, limit: 100_000 };
    return await this.repository.findSlice(slice, this.clock.now());
  }

  /**
   * Berths in order of port and code.
   * @throws PortNotFoundError
   */
  async list({ port, limit, cursor }: BerthQuery): Promise<Page<Berth>> {
    if (port !== undefined) await this.ports.port(port);
    const slice = { locode: port ?? null, after: cursor ?? null, limit: limit + 1 };
    const [found, updatedAt] = await Promise.all([
      this.repository.findSlice(slice, this.clock.now()),
      this.repository.findLastUpdate(),
    ]);
    return pageOf(found, { limit, updatedAt, placeOf: (berth) => [berth.locode, berth.code] });
  }

  /**
   * The berth, held until the open transaction ends: whoever changes it or books it takes turns.
   * @throws BerthNotFoundError
   * @throws Error outside of a transaction
   */
  async held(id: string): Promise<Berth> {
    if (!(await this.repository.lock(id))) throw new BerthNotFoundError(id);
    return await this.get(id);
  }

  /** @throws BerthNotFoundError @throws ClosureNotFoundError */
  async closure(berthId: string, id: string): Promise<BerthClosure> {
    await this.get(berthId);
    const closure = await this.repository.findClosure(berthId, id);
    if (closure === null) throw new ClosureNotFoundError(berthId, id);
    return closure;
  }

  /** Closures of some berths that touch a time (epoch ms), those that are over as well. */
  async closuresIn(
    berths: readonly Berth[],
    time: { readonly from: number; readonly to: number },
  ): Promise<(BerthClosure & { readonly berthId: string })[]> {
    return await this.repository.findClosuresIn(
      berths.map(({ id }) => id),
      time,
    );
  }
}
