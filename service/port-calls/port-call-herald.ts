import { Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import { Transactions } from '../database/transactions.js';
import { PortsService } from '../ports/ports.service.js';
import type { Claim } from './claim.js';
import { toClaimResponse } from './claims.dto.js';
import type { ClaimAnswer } from './claims.repository.js';
import './port-call-events.js';
import type { PortCall } from './port-call.js';
import { toPortCallResponse } from './port-calls.dto.js';

/** A change of a record, for the audit; `before` is `null` for a new one. */
export interface Change<T> {
  readonly action: string;
  readonly before: T | null;
  readonly after: T;
  readonly reason?: string | null;
}

/** Tells what was written: to the audit for ever, and to the stream. All inside the transaction. */
@Injectable()
export class PortCallHerald {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly ports: PortsService,
  ) {}

  /** A port call was made, or is another than before. */
  async portCall({ action, before, after, reason }: Change<PortCall>): Promise<void> {
    const body = toPortCallResponse(after);
    await this.audit.record({
      action,
      entity: 'port-call',
      entityId: after.id,
      locode: after.locode,
      before: before === null ? null : toPortCallResponse(before),
      after: body,
      reason: reason ?? null,
    });
    const place = await this.placeOf(after);
    this.transactions.tell({ type: 'port-call', body, mmsi: after.vessel.mmsi, ...place });
  }

  /** A claim of the port call was recorded, or rejected. */
  async claim(call: PortCall, { action, before, after, reason }: Change<Claim>): Promise<void> {
    const body = toClaimResponse(after);
    await this.audit.record({
      action,
      entity: 'claim',
      entityId: after.id,
      locode: call.locode,
      before: before === null ? null : toClaimResponse(before),
      after: body,
      reason: reason ?? null,
    });
    const place = await this.placeOf(call);
    this.transactions.tell({ type: 'claim', body, mmsi: call.vessel.mmsi, ...place });
  }

  /** A negotiation was ended in answer to a claim; on the stream the claim stands for it. */
  async end(
    call: PortCall,
    { answer, claim }: { readonly answer: ClaimAnswer; readonly claim: Claim },
  ): Promise<void> {
    const { service, event, sequence, step } = answer;
    await this.audit.record({
      action: step,
      entity: 'claim',
      entityId: claim.id,
      locode: call.locode,
      before: null,
      after: { service, event, sequence, step },
      reason: answer.reason,
    });
    const place = await this.placeOf(call);
    const body = toClaimResponse(claim);
    this.transactions.tell({ type: 'claim', body, mmsi: call.vessel.mmsi, ...place });
  }

  private async placeOf({ locode }: PortCall): Promise<{ lon: number | null; lat: number | null }> {
    const port = (await this.ports.atlas()).port(locode);
    return { lon: port?.lon ?? null, lat: port?.lat ?? null };
  }
}
