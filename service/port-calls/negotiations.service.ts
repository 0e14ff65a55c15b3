import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';

import type { Claim, ClaimSource } from './claim.js';
import { ClaimsRepository, type ClaimAnswer } from './claims.repository.js';
import { ClaimsService } from './claims.service.js';
import { negotiationKey, type NegotiationPlace } from './negotiation-key.js';
import type { EndingStep } from './claim-step.js';
import { standingOf, type Standing } from './negotiation.js';
import { PortCallDesk } from './port-call-desk.js';
import type { PortCall } from './port-call.js';
import { PortCallStatusError, StepNotAllowedError } from './port-calls.errors.js';
import { WriteStamps } from './write-stamps.js';

/** Where the parties are about one event of one service. */
export interface Negotiation extends NegotiationPlace {
  readonly standing: Standing;
  /** How it was declined or cancelled; `null` where it was not. */
  readonly end: ClaimAnswer | null;
}

/** What is said in answer to a claim. */
export type Answering =
  | { readonly step: 'accept'; readonly source: ClaimSource; readonly remark: string | null }
  | {
      readonly step: 'counter';
      /** Epoch ms. */
      readonly time: number;
      readonly source: ClaimSource;
      readonly delayReason: string | null;
      readonly remark: string | null;
    }
  | { readonly step: EndingStep; readonly source: ClaimSource; readonly reason: string };

/** Requests of times and their answers. Writes need an open transaction. */
@Injectable()
export class NegotiationsService {
  constructor(
    private readonly repository: ClaimsRepository,
    private readonly claims: ClaimsService,
    private readonly desk: PortCallDesk,
    private readonly stamps: WriteStamps,
  ) {}

  /**
   * Where every negotiation of a port call stands, in order of service, event and sequence.
   * @throws PortCallNotFoundError
   */
  async list(portCallId: string): Promise<readonly Negotiation[]> {
    const call = await this.desk.get(portCallId);
    const claims = await this.repository.findOf(portCallId);
    const ends = await this.repository.findEnds(portCallId);
    const places = new Map(claims.map((claim) => [negotiationKey(claim), claim]));
    return [...places.keys()].sort().flatMap((key) => {
      const place = places.get(key);
      return place === undefined ? [] : [negotiationOf(call, place, { claims, ends })];
    });
  }

  /**
   * Answers a claim: accepts a request by a plan, counters it by an estimate, or ends the service
   * for good.
   * @throws PortCallNotFoundError
   * @throws ClaimNotFoundError
   * @throws PortCallStatusError for a port call that was called off
   * @throws ClaimRejectedError when the claim no longer counts
   * @throws StepNotAllowedError where the negotiation has no place for it
   */
  async answer(portCallId: string, claimId: string, answer: Answering): Promise<Negotiation> {
    const call = await this.desk.lock(portCallId);
    const claim = await this.claims.get(portCallId, claimId);
    if (answer.step === 'accept' || answer.step === 'counter') {
      await this.reply(claim, answer);
    } else {
      await this.end(call, claim, answer);
    }
    const claims = await this.repository.findOf(portCallId);
    const ends = await this.repository.findEnds(portCallId);
    return negotiationOf(call, claim, { claims, ends });
  }

  private async reply(
    claim: Claim,
    answer: Extract<Answering, { step: 'accept' | 'counter' }>,
  ): Promise<void> {
    const { service, event, sequence, phase, location, time } = claim;
    const isCounter = answer.step === 'counter';
    if (!isCounter) await this.requirePending(claim);
    await this.claims.state(claim.portCallId, {
      service,
      event,
      sequence,
      phase,
      location,
      classifier: isCounter ? 'EST' : 'PLN',
      time: isCounter ? answer.time : time,
      source: answer.source,
      delayReason: isCounter ? answer.delayReason : null,
      remark: answer.remark,
      answersId: claim.id,
    });
  }

  /** Else accepting an estimate would quietly make a plan. */
  private async requirePending(claim: Claim): Promise<void> {
    const isAsked = claim.classifier === 'REQ' || claim.step === 'counter';
    if (isAsked) return;
    const claims = await this.repository.findOf(claim.portCallId);
    const { pendingId } = standingOf(claims.filter(isOfSame(claim)), null);
    throw new StepNotAllowedError(
      `Claim ${claim.id} asks for nothing (${claim.step}): only a request or a counter is accepted.`,
      pendingId,
    );
  }

  private async end(
    call: PortCall,
    claim: Claim,
    { step, source, reason }: Extract<Answering, { step: EndingStep }>,
  ): Promise<void> {
    if (call.ending !== null) throw new PortCallStatusError(call.id, call.status, 'be answered');
    const claims = await this.repository.findOf(call.id);
    const ends = await this.repository.findEnds(call.id);
    const { standing } = negotiationOf(call, claim, { claims, ends });
    if (!standing.steps.includes(step)) {
      const key = negotiationKey(claim);
      throw new StepNotAllowedError(
        `${key} is ${standing.state}, and no longer takes ${step}.`,
        standing.pendingId,
      );
    }
    const { service, event, sequence } = claim;
    const stamp = this.stamps.now();
    const answer: ClaimAnswer = {
      id: randomUUID(),
      claimId: claim.id,
      service,
      event,
      sequence,
      step,
      reason,
      source,
      recordedBy: stamp.by,
      recordedAt: stamp.at,
    };
    await this.repository.end(call.id, answer);
    await this.desk.settleEnd(call, { answer, claim });
  }
}

function negotiationOf(
  { ending }: PortCall,
  { service, event, sequence }: NegotiationPlace,
  all: { readonly claims: readonly Claim[]; readonly ends: readonly ClaimAnswer[] },
): Negotiation {
  const place = { service, event, sequence };
  const end = all.ends.find(isOfSame(place)) ?? null;
  const own = all.claims.filter(isOfSame(place));
  const standing = standingOf(own, end?.step ?? (ending === null ? null : 'omit'));
  return { ...place, standing, end };
}

function isOfSame(place: NegotiationPlace): (other: NegotiationPlace) => boolean {
  const key = negotiationKey(place);
  return (other) => negotiationKey(other) === key;
}
