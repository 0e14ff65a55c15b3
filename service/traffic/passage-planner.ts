import { Injectable } from '@nestjs/common';

import { hasRole, type Principal } from '../auth/principal.js';
import { Clock } from '../clock/clock.js';
import { METRES_PER_NAUTICAL_MILE } from '../geo/sphere.js';
import type { PortCall } from '../port-calls/port-calls.service.js';
import type { Fairway } from '../ports/fairways.service.js';
import { TidesService } from '../ports/tides.service.js';
import { ForbiddenError, type FieldError } from '../problem/domain-error.js';
import { VesselRegisterService } from '../vessels/vessel-register.service.js';
import { lengthOf, sailedLegs } from './lane.js';
import type { Passage, PassageOverride, PassagePlan } from './passage.js';
import { PassagesRepository } from './passages.repository.js';
import {
  conflictMarginMs,
  describeFault,
  separationFaults,
  type TrafficRules,
} from './separation.js';
import { PassageConflictError, PassageRuleError } from './traffic.errors.js';
import { underKeelFaults, underKeelOf, type CountedTide, type UnderKeel } from './under-keel.js';

/** What is planned, for whom and where. */
export interface PlanQuestion {
  readonly call: PortCall;
  readonly fairway: Fairway;
  readonly plan: PassagePlan;
  readonly caller: Principal;
  /** Why too little water is accepted; `null`: it is not. */
  readonly overrideReason: string | null;
  /** The passage as it is, when it is planned anew. */
  readonly present: Passage | null;
}

/** What the rules say of a plan that may be. */
export interface PlanVerdict {
  readonly underKeel: UnderKeel;
  readonly override: PassageOverride | null;
}

/** Decides whether a passage may be planned as somebody wishes. */
@Injectable()
export class PassagePlanner {
  constructor(
    private readonly repository: PassagesRepository,
    private readonly tides: TidesService,
    private readonly vessels: VesselRegisterService,
    private readonly clock: Clock,
  ) {}

  /**
   * Asks every rule, with the fairway locked against other planners until the transaction ends.
   * @throws PassageRuleError for the direction, the port, or too little water without a reason
   * @throws ForbiddenError when somebody who is no harbour master gives a reason
   * @throws PassageConflictError when another passage is in the way
   */
  async decide(question: PlanQuestion): Promise<PlanVerdict> {
    requirePlace(question);
    const underKeel = await this.underKeel(question);
    const override = this.overrideOf(underKeel, question);
    await this.requireRoom(question);
    return { underKeel, override };
  }

  private async underKeel({ call, fairway, plan }: PlanQuestion): Promise<UnderKeel> {
    const stay = { from: plan.plannedStartAt, to: plan.plannedEndAt };
    const tide = await this.tides.during(fairway.locode, fairway.depthDatum, stay);
    const counted: CountedTide =
      tide.kind === 'lowest'
        ? { heightMetres: tide.heightMetres, basis: 'table', at: tide.at }
        : { heightMetres: 0, basis: tide.kind, at: null };
    return underKeelOf({
      legs: sailedLegs(fairway, plan.isReversed),
      draught: await this.draughtOf(call, plan),
      tide: counted,
      requiredMetres: fairway.underKeelMetres,
    });
  }

  private async draughtOf(
    call: PortCall,
    { draughtMetres, direction }: PassagePlan,
  ): Promise<Pick<UnderKeel, 'draughtMetres' | 'draughtSource'>> {
    if (draughtMetres !== null) return { draughtMetres, draughtSource: 'passage' };
    const said = {
      inbound: [call.arrivalDraughtMetres],
      outbound: [call.departureDraughtMetres],
      shifting: [call.arrivalDraughtMetres, call.departureDraughtMetres],
    }[direction].filter((metres) => metres !== null);
    if (said.length > 0) return { draughtMetres: Math.max(...said), draughtSource: 'port-call' };
    const { maxDraughtMetres } = await this.vessels.get(call.vesselId);
    return maxDraughtMetres === null
      ? { draughtMetres: null, draughtSource: 'unknown' }
      : { draughtMetres: maxDraughtMetres, draughtSource: 'vessel' };
  }

  private overrideOf(
    underKeel: UnderKeel,
    { caller, overrideReason, present }: PlanQuestion,
  ): PassageOverride | null {
    if (overrideReason !== null && !hasRole(caller, 'harbour-master', 'admin')) {
      throw new ForbiddenError('Only a harbour master accepts too little water under the keel.');
    }
    const faults = underKeelFaults(underKeel);
    if (faults.length === 0) return null;
    const findings = faults.map(({ detail }) => detail);
    if (overrideReason !== null) {
      return { reason: overrideReason, findings, at: this.clock.now() };
    }
    const accepted = present?.override ?? null;
    // What a harbour master accepted goes on to count while nothing gets worse.
    if (accepted !== null && findings.every((one) => accepted.findings.includes(one))) {
      return accepted;
    }
    throw new PassageRuleError(faults);
  }

  /** From here to the commit nobody else plans in the fairway. */
  private async requireRoom({ fairway, plan, present }: PlanQuestion): Promise<void> {
    await this.repository.lockFairway(fairway.id);
    const rules = trafficRulesOf(fairway);
    const own = {
      isReversed: plan.isReversed,
      from: plan.plannedStartAt,
      to: plan.plannedEndAt,
    };
    const neighbours = await this.repository.findNeighbours({
      fairwayId: fairway.id,
      from: own.from,
      to: own.to,
      marginMs: conflictMarginMs(rules),
      except: present?.id ?? null,
    });
    const others = neighbours.flatMap((other) => {
      const faults = separationFaults(rules, own, other);
      if (faults.length === 0) return [];
      const vessel = other.vesselName ?? other.vesselMmsi ?? other.vesselId;
      const times = `${new Date(other.from).toISOString()} to ${new Date(other.to).toISOString()}`;
      const why = faults.map((fault) => describeFault(fault)).join(', ');
      return [`passage ${other.id} of ${vessel} from ${times}: ${why}`];
    });
    if (others.length > 0) throw new PassageConflictError(others);
  }
}

/** How vessels may meet in a fairway, in the units of the rules. */
export function trafficRulesOf(fairway: Fairway): TrafficRules {
  const { flow, minimumSeparationMinutes, minimumSeparationMiles } = fairway;
  return {
    flow,
    separationMs: minimumSeparationMinutes === null ? null : minimumSeparationMinutes * 60_000,
    separationMetres:
      minimumSeparationMiles === null ? null : minimumSeparationMiles * METRES_PER_NAUTICAL_MILE,
    lengthMetres: lengthOf(fairway.line),
  };
}

function requirePlace({ call, fairway, plan }: PlanQuestion): void {
  const errors = timeFaults(plan);
  if (call.locode !== fairway.locode) {
    const detail = `fairway ${fairway.code} is of ${fairway.locode}, the port call of ${call.locode}`;
    errors.push({ pointer: '/fairwayId', detail });
  }
  if (fairway.flow === 'one-way' && plan.isReversed) {
    const detail = `fairway ${fairway.code} is one-way, ${fairway.direction}`;
    errors.push({ pointer: '/direction', detail });
  }
  if (errors.length > 0) throw new PassageRuleError(errors);
}

/** Longest passage that can be planned, milliseconds: no slip of the pen holds a fairway for days. */
const longestMs = 48 * 3_600_000;

function timeFaults({ plannedStartAt, plannedEndAt }: PassagePlan): FieldError[] {
  const pointer = '/plannedEnd';
  if (plannedEndAt <= plannedStartAt) return [{ pointer, detail: 'must be after plannedStart' }];
  const isLong = plannedEndAt - plannedStartAt > longestMs;
  return isLong ? [{ pointer, detail: 'must be at most 48 hours after plannedStart' }] : [];
}
