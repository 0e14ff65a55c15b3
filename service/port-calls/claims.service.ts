import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';

import { pageOf, type Page } from '../http/collection.js';
import { ClaimCheck } from './claim-check.js';
import type { Claim, Evidence, NewClaim } from './claim.js';
import { ClaimsRepository, type ClaimFilter } from './claims.repository.js';
import { PortCallDesk } from './port-call-desk.js';
import { ClaimNotFoundError, ClaimRejectedError } from './port-calls.errors.js';
import { WriteStamps } from './write-stamps.js';

export type { Claim, Evidence, NewClaim } from './claim.js';

/**
 * Times of port calls, each as somebody claims it. None is changed or removed; a rejected one stays,
 * and no longer counts. Writes need an open transaction.
 */
@Injectable()
export class ClaimsService {
  constructor(
    private readonly repository: ClaimsRepository,
    private readonly desk: PortCallDesk,
    private readonly check: ClaimCheck,
    private readonly stamps: WriteStamps,
  ) {}

  /**
   * A page of the claims of a port call, in the order of recording.
   * @param after `number` of the last claim of the page before; `null`: from the first on
   * @throws PortCallNotFoundError
   */
  async list(
    portCallId: string,
    filter: ClaimFilter,
    { limit, after }: { readonly limit: number; readonly after: number | null },
  ): Promise<Page<Claim>> {
    await this.desk.get(portCallId);
    const claims = await this.repository.findOf(portCallId, filter);
    const changes = claims.flatMap(({ recordedAt, rejection }) => [
      recordedAt,
      ...(rejection === null ? [] : [rejection.at]),
    ]);
    return pageOf(
      claims.filter(({ number }) => number > (after ?? 0)),
      {
        limit,
        updatedAt: changes.length === 0 ? null : Math.max(...changes),
        placeOf: ({ number }) => number,
      },
    );
  }

  /** @throws ClaimNotFoundError */
  async get(portCallId: string, id: string): Promise<Claim> {
    return required(await this.repository.find(portCallId, id), id);
  }

  /**
   * The positions that prove a claim, in the order of time; empty for one that people made.
   * @throws ClaimNotFoundError
   */
  async evidence(portCallId: string, id: string): Promise<readonly Evidence[]> {
    const evidence = await this.repository.findEvidence(portCallId, id);
    if (evidence === null) throw new ClaimNotFoundError(id);
    return evidence;
  }

  /**
   * Records what the service itself has found out: facts and estimates, which no negotiation stops.
   * An ACT claim moves the status of the port call (call-status.ts).
   * @returns the claim; the first one, when its `dedupeKey` was used in this port call before
   * @throws PortCallNotFoundError
   * @throws PortCallStatusError for a port call that was called off
   * @throws OpenPortCallError when the port call would be open, and another of the vessel is
   * @throws PortCallRuleError for a time that the service has not
   */
  async add(portCallId: string, claim: NewClaim): Promise<Claim> {
    return await this.record(portCallId, claim, true);
  }

  /**
   * Records what people say.
   * @throws as `add`, and StepNotAllowedError where the negotiation has no place for it
   */
  async state(portCallId: string, claim: NewClaim): Promise<Claim> {
    return await this.record(portCallId, claim, false);
  }

  /**
   * Strikes a claim through: it stays, and no longer counts.
   * @throws ClaimNotFoundError
   * @throws ClaimRejectedError when it was before
   * @throws OpenPortCallError when the port call would be open again, and another of the vessel is
   */
  async reject(portCallId: string, id: string, reason: string): Promise<Claim> {
    const call = await this.desk.lock(portCallId);
    const before = await this.get(portCallId, id);
    if (before.rejection !== null) throw new ClaimRejectedError(id);
    await this.repository.reject(id, reason, this.stamps.now());
    const after = await this.get(portCallId, id);
    await this.desk.settle(call, { action: 'reject', before, after, reason });
    return after;
  }

  private async record(portCallId: string, claim: NewClaim, isOwn: boolean): Promise<Claim> {
    const call = await this.desk.lock(portCallId);
    const { dedupeKey = null } = claim;
    const first =
      dedupeKey === null ? null : await this.repository.findByKey(portCallId, dedupeKey);
    if (first !== null) return first;
    const { step, place } = await this.check.admit(call, claim, isOwn);
    const id = randomUUID();
    const stamp = this.stamps.now();
    await this.repository.insert({ id, portCallId, claim, step, place, stamp });
    const after = await this.get(portCallId, id);
    await this.desk.settle(call, { action: 'create', before: null, after });
    return after;
  }
}

function required(claim: Claim | null, id: string): Claim {
  if (claim === null) throw new ClaimNotFoundError(id);
  return claim;
}
