import { Injectable } from '@nestjs/common';

import { CargoClaims } from './cargo-claims.js';
import { CargoLedger } from './cargo-ledger.js';
import type { CargoOperation } from './cargo-operation.js';
import { CargoOperationsRepository } from './cargo-operations.repository.js';
import type { CargoAction } from './cargo-state.js';
import { OperationRecordNotFoundError } from './operations.errors.js';

/** Tells what came of a step to whoever keeps it: audit, stream, and the times of the port call. */
@Injectable()
export class CargoOutcome {
  constructor(
    private readonly repository: CargoOperationsRepository,
    private readonly ledger: CargoLedger,
    private readonly claims: CargoClaims,
  ) {}

  /**
   * In the open transaction, after the step is written.
   * @param before the operation as it was, locked with the others of its port call.
   * @returns the operation as it is now.
   */
  async tell(
    action: CargoAction | 'progress',
    before: CargoOperation,
    reason: string | null = null,
  ): Promise<CargoOperation> {
    const operations = await this.repository.lockCall(before.id);
    const after = operations.find(({ id }) => id === before.id);
    if (after === undefined) throw new OperationRecordNotFoundError('cargo operation', before.id);
    await this.ledger.record({ action, before, after, reason });
    if (action === 'start') await this.claims.claimStart(after, operations);
    await this.claims.claimCompletion(operations);
    return after;
  }
}
