import { Injectable } from '@nestjs/common';

import {
  assignmentFaults,
  judgedAroundMs,
  type AssignmentFault,
  type Wanted,
} from './assignment-rules.js';
import { RestRulesService, type PortRestRule } from './rest-rules.service.js';
import type { Candidate, StaffMember } from './staff-member.js';
import { StaffPlansRepository } from './staff-plans.repository.js';
import type { StaffRole } from './staff-role.js';
import { StaffRepository } from './staff.repository.js';

/** What decides whether people can take something on. */
@Injectable()
export class AssignmentBench {
  constructor(
    private readonly staff: StaffRepository,
    private readonly plans: StaffPlansRepository,
    private readonly rules: RestRulesService,
  ) {}

  /**
   * Rules that an assignment would break for a person, who must be locked where the answer decides.
   * @param assignmentId the assignment itself, which is not in its own way; `null` for a new one.
   */
  async faultsOf(
    member: StaffMember,
    wanted: Wanted,
    assignmentId: string | null,
  ): Promise<AssignmentFault[]> {
    const [candidate] = await this.candidates([member], wanted.from, wanted.to);
    if (candidate === undefined) throw new Error('a person is a candidate');
    const work = candidate.work.filter((one) => one.assignmentId !== assignmentId);
    const rule = await this.rules.ruleOf(member.locode, wanted.role);
    return assignmentFaults({ ...candidate, work }, wanted, rule);
  }

  /** The rest rule of each role in a port. */
  async rulesOf(locode: string): Promise<readonly PortRestRule[]> {
    return await this.rules.rulesOf(locode);
  }

  /** The rest rule of a role in a port. */
  async ruleOf(locode: string, role: StaffRole): Promise<PortRestRule> {
    return await this.rules.ruleOf(locode, role);
  }

  /** People with what is known of them around a time (epoch ms), in the order given. */
  async candidates(
    members: readonly StaffMember[],
    from: number,
    to: number,
  ): Promise<Candidate[]> {
    const ids = members.map(({ id }) => id);
    const [begin, end] = [from - judgedAroundMs, to + judgedAroundMs];
    const certificates = await this.staff.findCertificates(ids);
    const shifts = await this.plans.findShiftsOf(ids, begin, end);
    const planned = await this.plans.findPlannedOf(ids, begin, end);
    const certificatesOf = byPerson(certificates);
    const shiftsOf = byPerson(shifts);
    const plannedOf = byPerson(planned);
    return members.map((member) => ({
      member,
      certificates: certificatesOf.get(member.id) ?? [],
      shifts: shiftsOf.get(member.id) ?? [],
      work: (plannedOf.get(member.id) ?? []).map((one) => ({
        assignmentId: one.id,
        start: one.from,
        end: one.to,
      })),
    }));
  }
}

function byPerson<T extends { readonly staffId: string }>(records: readonly T[]): Map<string, T[]> {
  const grouped = new Map<string, T[]>();
  for (const record of records) {
    const group = grouped.get(record.staffId);
    if (group === undefined) grouped.set(record.staffId, [record]);
    else group.push(record);
  }
  return grouped;
}
