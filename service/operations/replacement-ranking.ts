import { assignmentFaults, type AssignmentFault, type Wanted } from './assignment-rules.js';
import { restBefore, workHours } from './rest-hours.js';
import type { Candidate, StaffMember } from './staff-member.js';
import type { RestRule } from './staff-role.js';

/** Somebody who could take an assignment over. */
export interface Proposal {
  readonly member: StaffMember;
  /** 1 is the best. */
  readonly rank: number;
  /** Whether the person works for the terminal where the work is. */
  readonly isOfTerminal: boolean;
  /** Hours since the person's last work before it; `null` when there was none in eight days. */
  readonly restHoursBefore: number | null;
  /** Hours of work in the seven days before it. */
  readonly workHoursBefore: number;
  /** Other roles that the person has, and could be wanted in. */
  readonly otherRoles: number;
}

/** Somebody who has the role, and cannot take it. */
export interface Exclusion {
  readonly member: StaffMember;
  readonly faults: readonly AssignmentFault[];
}

/** What the ranking is about. */
export interface Vacancy extends Wanted {
  /** Terminal where the work is; `null`: at none. */
  readonly terminal: string | null;
}

/** How proposals are ordered, for a person to read. */
export const rankingRule =
  'Who works for the terminal comes first; then who has worked fewer hours in the seven days before; ' +
  'then who has rested longer; then who has fewer other roles to be wanted in.';

const weekMs = 7 * 24 * 3_600_000;

/** Who can take a vacancy, the best first, and who cannot, and why. */
export function rankReplacements(
  candidates: readonly Candidate[],
  vacancy: Vacancy,
  rule: RestRule,
): { readonly proposals: readonly Proposal[]; readonly excluded: readonly Exclusion[] } {
  const judged = candidates.map((candidate) => ({
    candidate,
    faults: assignmentFaults(candidate, vacancy, rule),
  }));
  const proposals = judged
    .filter(({ faults }) => faults.length === 0)
    .map(({ candidate }) => unranked(candidate, vacancy))
    .sort(byRank)
    .map((proposal, index) => ({ ...proposal, rank: index + 1 }));
  const excluded = judged
    .filter(({ faults }) => faults.length > 0)
    .map(({ candidate, faults }) => ({ member: candidate.member, faults }));
  return { proposals, excluded };
}

function unranked({ member, work }: Candidate, vacancy: Vacancy): Omit<Proposal, 'rank'> {
  return {
    member,
    isOfTerminal: vacancy.terminal !== null && member.terminal === vacancy.terminal,
    restHoursBefore: restBefore(work, vacancy.from),
    workHoursBefore: workHours(work, vacancy.from - weekMs, vacancy.from),
    otherRoles: member.roles.filter((role) => role !== vacancy.role).length,
  };
}

function byRank(one: Omit<Proposal, 'rank'>, other: Omit<Proposal, 'rank'>): number {
  return (
    Number(other.isOfTerminal) - Number(one.isOfTerminal) ||
    one.workHoursBefore - other.workHoursBefore ||
    compareRest(other.restHoursBefore, one.restHoursBefore) ||
    one.otherRoles - other.otherRoles ||
    (one.member.id < other.member.id ? -1 : 1)
  );
}

function compareRest(one: number | null, other: number | null): number {
  if (one === other) return 0;
  return (one ?? Infinity) < (other ?? Infinity) ? -1 : 1;
}
