import { Injectable } from '@nestjs/common';

import type { Claim } from './claim.js';
import type { ClaimAnswer } from './claims.repository.js';
import type { PortCall } from './port-call.js';
import { PortCallHerald, type Change } from './port-call-herald.js';
import { PortCallLedger } from './port-call-ledger.js';
import { PortCallNotFoundError } from './port-calls.errors.js';
import { PortCallsRepository } from './port-calls.repository.js';

/** A port call while its claims change: locked, settled afterwards, and told. */
@Injectable()
export class PortCallDesk {
  constructor(
    private readonly calls: PortCallsRepository,
    private readonly ledger: PortCallLedger,
    private readonly herald: PortCallHerald,
  ) {}

  /** @throws PortCallNotFoundError */
  async get(id: string): Promise<PortCall> {
    return required(await this.calls.find(id), id);
  }

  /**
   * The port call, which nobody else changes until the end of the transaction.
   * @throws PortCallNotFoundError
   */
  async lock(id: string): Promise<PortCall> {
    return required(await this.calls.findLocked(id), id);
  }

  /**
   * Brings a locked port call in step with its claims, and tells of what changed.
   * @param change the claim that is new or rejected; `null` when something else made the change
   * @throws OpenPortCallError when it would be open, and another of the vessel is
   */
  async settle(before: PortCall, change: Change<Claim> | null): Promise<PortCall> {
    const after = await this.ledger.settle(before);
    if (change !== null) await this.herald.claim(after, change);
    if (after !== before) await this.herald.portCall({ action: 'settle', before, after });
    return after;
  }

  /** `settle` after the end of a negotiation, in answer to a claim. */
  async settleEnd(
    before: PortCall,
    end: { readonly answer: ClaimAnswer; readonly claim: Claim },
  ): Promise<PortCall> {
    await this.herald.end(before, end);
    return await this.settle(before, null);
  }
}

function required(call: PortCall | null, id: string): PortCall {
  if (call === null) throw new PortCallNotFoundError(id);
  return call;
}
