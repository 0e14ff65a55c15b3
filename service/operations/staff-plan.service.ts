import { Injectable } from '@nestjs/common';

import type { Principal } from '../auth/principal.js';
import { AssignmentBench } from './assignment-bench.js';
import { assignmentFaults, type AssignmentFault } from './assignment-rules.js';
import { terminalsSeen } from './operation-authority.js';
import type { StaffAssignment, StaffMember, StaffShift } from './staff-member.js';
import { StaffDemand } from './staff-demand.js';
import type { Window } from './staff-needs.js';
import { StaffPlansRepository, type AssignmentFilter } from './staff-plans.repository.js';
import { StaffRepository } from './staff.repository.js';
import { staffingGaps, type StaffGap } from './staffing-gaps.js';

/** An assignment that would be refused by now. */
export interface StaffClash {
  readonly assignmentId: string;
  readonly staffId: string;
  readonly faults: readonly AssignmentFault[];
}

/** Who works in a port within a time; epoch ms. */
export interface StaffPlan extends Window {
  readonly locode: string;
  /** Everybody who has a shift or an assignment in it. */
  readonly people: readonly StaffMember[];
  readonly shifts: readonly StaffShift[];
  readonly assignments: readonly StaffAssignment[];
  readonly gaps: readonly StaffGap[];
  readonly clashes: readonly StaffClash[];
}

/** More shifts or assignments than a port plans in a month. */
const mostRecords = 100_000;

/** The plan of a port's staff. */
@Injectable()
export class StaffPlanService {
  constructor(
    private readonly plans: StaffPlansRepository,
    private readonly staff: StaffRepository,
    private readonly bench: AssignmentBench,
    private readonly demand: StaffDemand,
  ) {}

  /** Role `terminal` sees its own people and places. @throws PortNotFoundError */
  async of(caller: Principal, locode: string, window: Window): Promise<StaffPlan> {
    const terminals = terminalsSeen(caller);
    const needs = await this.demand.of(locode, window, terminals);
    const filter = filterOf(locode, window, terminals);
    const shifts = await this.plans.findShifts(filter);
    const assignments = await this.plans.findAssignments(filter);
    const ids = [...shifts, ...assignments].map(({ staffId }) => staffId);
    const people = await this.staff.findByIds([...new Set(ids)]);
    people.sort((one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1));
    const gaps = staffingGaps(needs, assignments);
    const clashes = await this.clashes(locode, people, assignments, window);
    return { locode, ...window, people, shifts, assignments, gaps, clashes };
  }

  private async clashes(
    locode: string,
    people: readonly StaffMember[],
    assignments: readonly StaffAssignment[],
    window: Window,
  ): Promise<StaffClash[]> {
    const rules = await this.bench.rulesOf(locode);
    const candidates = await this.bench.candidates(people, window.from, window.to);
    const candidateOf = new Map(candidates.map((one) => [one.member.id, one]));
    return assignments.flatMap((assignment) => {
      const candidate = candidateOf.get(assignment.staffId);
      const rule = rules.find(({ role }) => role === assignment.role);
      if (candidate === undefined || rule === undefined) return [];
      const work = candidate.work.filter(({ assignmentId }) => assignmentId !== assignment.id);
      const faults = assignmentFaults({ ...candidate, work }, assignment, rule).filter(
        // Who was erased has worked nevertheless.
        (fault) => fault.rule !== 'erased',
      );
      const { id: assignmentId, staffId } = assignment;
      return faults.length === 0 ? [] : [{ assignmentId, staffId, faults }];
    });
  }
}

function filterOf(
  locode: string,
  { from, to }: Window,
  terminals: readonly string[] | null,
): AssignmentFilter {
  return {
    ...{ locode, from, to, terminals, staffId: null, after: null, limit: mostRecords },
    ...{ cargoOperationId: null, passageId: null, berthId: null, role: null, state: 'planned' },
  };
}
