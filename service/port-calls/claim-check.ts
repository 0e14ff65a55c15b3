import { Injectable } from '@nestjs/common';

import { PortsService } from '../ports/ports.service.js';
import type { FieldError } from '../problem/domain-error.js';
import type { Claim, NewClaim } from './claim.js';
import { ClaimsRepository } from './claims.repository.js';
import { standingOf, stepOf, type ClaimStep, type Standing } from './negotiation.js';
import { negotiationKey } from './negotiation-key.js';
import type { PortCall } from './port-call.js';
import {
  ClaimRejectedError,
  PortCallRuleError,
  PortCallStatusError,
  StepNotAllowedError,
} from './port-calls.errors.js';
import { kindFault } from './service-events.js';

/** What a new claim is, once it may be recorded. */
export interface Admission {
  readonly step: ClaimStep;
  /** Where, in words. */
  readonly place: string | null;
}

/** Decides whether a claim may be recorded. The port call's row is locked meanwhile. */
@Injectable()
export class ClaimCheck {
  constructor(
    private readonly claims: ClaimsRepository,
    private readonly ports: PortsService,
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
    const { place, faults } = await this.placeOf(call, claim);
    // A berth may have gone from the port's file while its vessel still lies there.
    const placeFaults = isOwn ? [] : faults;
    const errors = [...kindFaults(claim), ...answerFaults(claim, answered), ...placeFaults];
    if (errors.length > 0) throw new PortCallRuleError(errors);
    const step = stepOf(claim, answered);
    if (!isOwn) await this.requireStep(call, { claim, step, answered, all });
    return { step, place };
  }

  /** Where the negotiation of an event stands. */
  async standing(portCallId: string, key: string, all: readonly Claim[]): Promise<Standing> {
    const ends = await this.claims.findEnds(portCallId);
    const end = ends.find((one) => negotiationKey(one) === key) ?? null;
    return standingOf(
      all.filter((claim) => negotiationKey(claim) === key),
      end?.step ?? null,
    );
  }

  private async requireStep(
    call: PortCall,
    { claim, step, answered, all }: Proposal,
  ): Promise<void> {
    if (answered !== null && answered.rejection !== null) {
      throw new ClaimRejectedError(answered.id);
    }
    const key = negotiationKey({ ...claim, sequence: claim.sequence ?? 1 });
    const { state, steps, pendingId } = await this.standing(call.id, key, all);
    if (!steps.includes(step)) {
      throw new StepNotAllowedError(
        `${key} is ${state}: ${step} is not among ${steps.join(', ') || 'no steps at all'}.`,
        pendingId,
      );
    }
    const isAnswer = step === 'accept' || step === 'counter';
    if (isAnswer && answered?.id !== pendingId) {
      throw new StepNotAllowedError(
        `${key} stands at another claim than ${answered?.id ?? 'none'}: answer that one.`,
        pendingId,
      );
    }
  }

  /** Berths and zones are of the port; their names are kept with the claim. */
  private async placeOf(
    { locode }: PortCall,
    { location = {} }: NewClaim,
  ): Promise<{ place: string | null; faults: FieldError[] }> {
    const zones = (await this.ports.atlas()).zonesOf(locode);
    const { berthId = null, zoneId = null } = location;
    const berth = zones.find(({ id, kind }) => id === berthId && kind === 'berth') ?? null;
    const zone = zones.find(({ id }) => id === zoneId) ?? null;
    const named = berth ?? zone;
    const faults: FieldError[] = [];
    if (berthId !== null && berth === null) {
      faults.push({ pointer: '/location/berthId', detail: `is no berth of ${locode}: ${berthId}` });
    }
    if (zoneId !== null && zone === null) {
      faults.push({ pointer: '/location/zoneId', detail: `is no zone of ${locode}: ${zoneId}` });
    }
    return { place: location.place ?? named?.name ?? named?.code ?? null, faults };
  }
}

/** What a person says, and what of the port call it has to do with. */
interface Proposal {
  readonly claim: NewClaim;
  readonly step: ClaimStep;
  readonly answered: Claim | null;
  readonly all: readonly Claim[];
}

function kindFaults(claim: NewClaim): FieldError[] {
  const fault = kindFault(claim);
  return fault === null ? [] : [{ pointer: '/event', detail: fault }];
}

/** DCSA JIT 2.0: a time answers one of the same service. */
function answerFaults(claim: NewClaim, answered: Claim | null): FieldError[] {
  if (claim.answersId == null) return [];
  const pointer = '/inReplyTo';
  if (answered === null) {
    return [{ pointer, detail: `the port call has no claim ${claim.answersId} to answer` }];
  }
  const own = negotiationKey({ ...claim, sequence: claim.sequence ?? 1 });
  const theirs = negotiationKey(answered);
  return own === theirs
    ? []
    : [{ pointer, detail: `a claim of ${own} cannot answer one of ${theirs}` }];
}
