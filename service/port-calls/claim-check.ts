import { Injectable } from '@nestjs/common';

import { PortsService } from '../ports/ports.service.js';
import type { FieldError } from '../problem/domain-error.js';
import { answerFaults, kindFaults, locate, timeFaults } from './claim-faults.js';
import type { Claim, NewClaim } from './claim.js';
import { ClaimsRepository } from './claims.repository.js';
import { negotiationKey } from './negotiation-key.js';
import type { ClaimStep } from './claim-step.js';
import { standingOf, stepOf } from './negotiation.js';
import type { PortCall } from './port-call.js';
import {
  ClaimRejectedError,
  PortCallRuleError,
  PortCallStatusError,
  StepNotAllowedError,
} from './port-calls.errors.js';
import { WriteStamps } from './write-stamps.js';

/** What a new claim is, once it may be recorded. */
export interface Admission {
  readonly step: ClaimStep;
  /** Where, in words. */
  readonly place: string | null;
}

/** A claim, and what of the port call it has to do with. */
interface Proposal {
  readonly claim: NewClaim;
  readonly answered: Claim | null;
  readonly step: ClaimStep;
}

/** Decides whether a claim may be recorded. The port call's row is locked meanwhile. */
@Injectable()
export class ClaimCheck {
  constructor(
    private readonly claims: ClaimsRepository,
    private readonly ports: PortsService,
    private readonly stamps: WriteStamps,
  ) {}

  /**
   * @param isOwn whether the service itself has found it out: then no negotiation stops it
   * @throws PortCallStatusError for a port call that was called off
   * @throws PortCallRuleError naming every rule that it breaks
   * @throws ClaimRejectedError when what it answers no longer counts
   * @throws StepNotAllowedError where the negotiation has no place for it
   */
  async admit(call: PortCall, claim: NewClaim, isOwn: boolean): Promise<Admission> {
    if (call.ending !== null) throw new PortCallStatusError(call.id, call.status, 'take claims');
    const all = await this.claims.findOf(call.id);
    const answered = all.find(({ id }) => id === claim.answersId) ?? null;
    const zones = (await this.ports.atlas()).zonesOf(call.locode);
    const { place, faults } = locate(zones, claim, call.locode);
    // A berth may have gone from the port's file while its vessel still lies there.
    const stated: FieldError[] = isOwn
      ? []
      : [...faults, ...timeFaults(claim, this.stamps.now().at)];
    const errors = [...kindFaults(claim), ...answerFaults(claim, answered), ...stated];
    if (errors.length > 0) throw new PortCallRuleError(errors);
    const step = stepOf(claim, answered);
    if (!isOwn) await this.requireStep(call, { claim, answered, step }, all);
    return { step, place };
  }

  private async requireStep(
    call: PortCall,
    { claim, answered, step }: Proposal,
    all: readonly Claim[],
  ): Promise<void> {
    if (answered !== null && answered.rejection !== null) {
      throw new ClaimRejectedError(answered.id);
    }
    const key = negotiationKey({ ...claim, sequence: claim.sequence ?? 1 });
    const ends = await this.claims.findEnds(call.id);
    const { state, steps, pendingId } = standingOf(
      all.filter((one) => negotiationKey(one) === key),
      ends.find((one) => negotiationKey(one) === key)?.step ?? null,
    );
    if (!steps.includes(step)) {
      const allowed = steps.length === 0 ? 'nothing more' : steps.join(', ');
      throw new StepNotAllowedError(
        `${key} is ${state}: it takes ${allowed}, not ${step}.`,
        pendingId,
      );
    }
    requirePending({ claim, answered, step }, pendingId);
  }
}

/** What is answered is what waits for an answer. */
function requirePending({ answered, step }: Proposal, pendingId: string | null): void {
  const isAnswer = step === 'accept' || step === 'counter';
  if (!isAnswer || answered?.id === pendingId) return;
  throw new StepNotAllowedError(
    `Claim ${answered?.id ?? ''} was answered or replaced since: another one stands.`,
    pendingId,
  );
}
