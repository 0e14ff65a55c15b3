import type { AssignmentSubject, StaffAssignment } from './staff-member.js';
import type { StaffRole } from './staff-role.js';

/** How many people in a role something needs, and when. Times are epoch ms. */
export interface StaffNeed extends AssignmentSubject {
  readonly role: StaffRole;
  readonly needed: number;
  readonly from: number;
  readonly to: number;
}

/** A time in which there are too few. */
export interface StaffGap extends StaffNeed {
  /** Below `needed`. */
  readonly assigned: number;
}

/** Times in which fewer are assigned than needed, need by need, in order of time. */
export function staffingGaps(
  needs: readonly StaffNeed[],
  assignments: readonly StaffAssignment[],
): StaffGap[] {
  return needs.flatMap((need) =>
    gapsOf(
      need,
      assignments.filter((one) => one.state === 'planned' && answers(one, need)),
    ),
  );
}

function answers(assignment: StaffAssignment, need: StaffNeed): boolean {
  return (
    assignment.role === need.role &&
    assignment.cargoOperationId === need.cargoOperationId &&
    assignment.passageId === need.passageId &&
    assignment.berthId === need.berthId
  );
}

function gapsOf(need: StaffNeed, assigned: readonly StaffAssignment[]): StaffGap[] {
  const edges = assigned
    .flatMap(({ from, to }) => [from, to])
    .filter((edge) => edge > need.from && edge < need.to);
  const steps = [...new Set([need.from, ...edges, need.to])].sort((one, other) => one - other);
  const gaps: StaffGap[] = [];
  steps.slice(0, -1).forEach((from, index) => {
    const to = steps[index + 1] ?? need.to;
    const count = assigned.filter((one) => one.from <= from && one.to >= to).length;
    const last = gaps.at(-1);
    if (count >= need.needed) return;
    if (last?.to === from && last.assigned === count) gaps[gaps.length - 1] = { ...last, to };
    else gaps.push({ ...need, from, to, assigned: count });
  });
  return gaps;
}
