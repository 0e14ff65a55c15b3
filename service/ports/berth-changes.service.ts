import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import { requireVersion, type Expected } from '../idempotency/precondition.js';
import {
  berthFields,
  type Berth,
  type BerthClosure,
  type BerthField,
  type BerthParticulars,
} from './berth.js';
import { berthOf } from './berth-description.js';
import { BerthLedger } from './berth-ledger.js';
import { BerthsRepository } from './berths.repository.js';
import { BerthsService } from './berths.service.js';
import { BerthBollardsError, BerthNotFoundError } from './ports.errors.js';

/** What a person changes of a berth. */
export interface BerthEdit {
  readonly set: Partial<BerthParticulars>;
  /** Fields that follow the port file again. */
  readonly revert: readonly BerthField[];
}

/** What people change of berths. */
@Injectable()
export class BerthChangesService {
  constructor(
    private readonly repository: BerthsRepository,
    private readonly berths: BerthsService,
    private readonly ledger: BerthLedger,
    private readonly clock: Clock,
  ) {}

  /**
   * Changes what a berth says; an import of the port's file leaves it from now on.
   * @throws BerthNotFoundError @throws StaleVersionError @throws BerthBollardsError
   */
  async edit(id: string, { set, revert }: BerthEdit, expected: Expected): Promise<Berth> {
    const before = await this.toChange(id, expected);
    const reverted = new Set<BerthField>(revert.filter((field) => !(field in set)));
    const fromFile = await this.fromFile(before, reverted);
    const after = { ...before, ...fromFile, ...set };
    if ((after.bollardFrom === null) !== (after.bollardTo === null)) throw new BerthBollardsError();
    if (after.bollardFrom !== null && after.bollardFrom === after.bollardTo)
      throw new BerthBollardsError();
    const edited = berthFields.filter(
      (field) => field in set || (before.edited.includes(field) && !reverted.has(field)),
    );
    await this.repository.update(id, after, edited);
    return await this.ledger.changed('edit', before, await this.berths.get(id));
  }

  /**
   * Closes a berth for a time. What is booked in it stays; the berth plan shows the conflict.
   * @throws BerthNotFoundError
   */
  async close(berthId: string, closure: Omit<BerthClosure, 'id'>): Promise<BerthClosure> {
    const before = await this.toChange(berthId, null);
    const made = { id: randomUUID(), ...closure };
    await this.repository.addClosure(berthId, made);
    await this.repository.touch(berthId);
    await this.ledger.changed('close', before, await this.berths.get(berthId), closure.reason);
    return made;
  }

  /**
   * Ends a closure: one that has begun ends now, one that has not is removed, one that is over stays.
   * @throws BerthNotFoundError @throws ClosureNotFoundError @throws StaleVersionError
   */
  async reopen(berthId: string, closureId: string, expected: Expected): Promise<Berth> {
    const before = await this.toChange(berthId, expected);
    const { from, to } = await this.berths.closure(berthId, closureId);
    const now = this.clock.now();
    if (to !== null && to <= now) return before;
    await this.repository.endClosure(closureId, from < now ? now : null);
    await this.repository.touch(berthId);
    return await this.ledger.changed('reopen', before, await this.berths.get(berthId));
  }

  private async toChange(id: string, expected: Expected): Promise<Berth> {
    const berth = await this.berths.held(id);
    requireVersion(expected, berth.version);
    return berth;
  }

  /** What the port file says of some fields. */
  private async fromFile(
    { id, locode }: Berth,
    fields: ReadonlySet<BerthField>,
  ): Promise<Partial<BerthParticulars>> {
    if (fields.size === 0) return {};
    const zones = await this.repository.findZones(locode);
    const zone = zones.find((candidate) => candidate.id === id);
    if (zone === undefined) throw new BerthNotFoundError(id);
    const file = berthOf(
      zone,
      zones.filter(({ kind }) => kind === 'terminal'),
    );
    return Object.fromEntries(Object.entries(file).filter(([name]) => isOneOf(fields, name)));
  }
}

function isOneOf(fields: ReadonlySet<string>, name: string): boolean {
  return fields.has(name);
}
