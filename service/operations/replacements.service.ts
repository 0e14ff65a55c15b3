import { Injectable } from '@nestjs/common';

import type { Principal } from '../auth/principal.js';
import { AssignmentBench } from './assignment-bench.js';
import { AssignmentSubjects } from './assignment-subjects.js';
import { terminalsSeen } from './operation-authority.js';
import { rankReplacements, type Exclusion, type Proposal } from './replacement-ranking.js';
import { StaffAssignmentsService } from './staff-assignments.service.js';
import { StaffRepository } from './staff.repository.js';

/** More people than any port has in one role. */
const mostPeople = 10_000;

/** Who could take an assignment over. */
@Injectable()
export class ReplacementsService {
  constructor(
    private readonly assignments: StaffAssignmentsService,
    private readonly staff: StaffRepository,
    private readonly bench: AssignmentBench,
    private readonly subjects: AssignmentSubjects,
  ) {}

  /**
   * Everybody else with the assignment's role in its port: who could take it, the best first, and
   * who could not, and why. Role `terminal` is proposed its own people.
   * @throws {OperationRecordNotFoundError} @throws {NotYourTerminalError}
   */
  async of(
    caller: Principal,
    assignmentId: string,
  ): Promise<{ readonly proposals: readonly Proposal[]; readonly excluded: readonly Exclusion[] }> {
    const assignment = await this.assignments.get(caller, assignmentId);
    const { locode, role, from, to, staffId } = assignment;
    const { terminal } = await this.subjects.workPlaceOf(assignment);
    const people = await this.staff.findAll({
      ...{ locode, role, terminal: null, terminals: terminalsSeen(caller) },
      ...{ after: null, limit: mostPeople },
    });
    const others = people.filter(({ id }) => id !== staffId);
    const candidates = await this.bench.candidates(others, from, to);
    const rule = await this.bench.ruleOf(locode, role);
    return rankReplacements(candidates, { role, from, to, terminal }, rule);
  }
}
