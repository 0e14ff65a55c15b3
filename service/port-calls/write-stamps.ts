import { Injectable } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import { Transactions } from '../database/transactions.js';
import type { Actor } from '../database/write-context.js';

/** Who writes, and when. */
export interface Stamp {
  readonly by: Actor;
  /** Epoch ms. */
  readonly at: number;
}

/** Marks what is written in the open transaction. */
@Injectable()
export class WriteStamps {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws Error outside of a transaction. */
  now(): Stamp {
    return { by: this.transactions.context.actor, at: this.clock.now() };
  }
}
